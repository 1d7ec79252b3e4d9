"""How labels and cells are drawn: pieces of text with a style, cut and filled to their width."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.style import Style as Markup

from screens.board.face import Before, Cell, Kind, Label
from screens.shared import plain
from screens.shared.looks import CONFLICT, PINNED, WAIVED, HostLook, readable
from screens.shared.words import NAMED_FROM, Short, fit

TINT = 0.14  # how much of the host's colour lies behind its cells
STRIPE = 0.26  # the same for every other team, to tell neighbours apart
GREY = 0.08  # of a stripe where there are no shades: of 16 colours it is the ground's own
FAINT = 0.5
LONG_FROM = 20  # columns from which names are written out
HOSTED = (Kind.PLACED, Kind.PERSON)  # in the colour of the host


# What the parts of the board look like. Component classes of a style sheet could say it as well, but would
# be styled anew whenever the grid is, which the first frame would have to wait for.
STYLES = {
    "head": "$text-muted on $panel",
    "head-current": "bold $foreground on $panel-lighten-2",
    "label": "$foreground on $background",
    "label-current": "bold $foreground on $panel-lighten-2",
    "heading": "bold $foreground on $surface",
    "cell": "$foreground on $background",
    "cursor": "bold $block-cursor-foreground on $block-cursor-background",
    "bracket": "bold $foreground on $background",
    "gap": "$error",
    "rest": "$text-disabled",
    "conflict": "bold $background on $error",
    "warning": "bold $warning on $background",
    "waived": "$text-muted on $background",
}
_MARK_STYLES = {CONFLICT: "conflict", WAIVED: "waived"}  # others are warnings


class Painter:
    """Draws cells in the colours of the theme, as it is when the painter is made.

    `is_tinted`: the terminal has colours enough for a shade of the host's behind its cells.
    """

    def __init__(self, looks: dict[str, HostLook], is_tinted: bool) -> None:
        self.looks = looks
        self._is_tinted = is_tinted
        self._host_colours = {look.colour: _colour(look.colour) for look in looks.values()}
        self._styles = {name: Markup.parse(style).rich_style for name, style in STYLES.items()}
        self._cache: dict[tuple[Cell, int, bool], list[Segment]] = {}
        self.ground = _background(self.style("cell"))

    def style(self, name: str) -> Style:
        """One of `STYLES`, such as `head`."""
        return self._styles[name]

    def gutter(self, mark: str) -> Segment:
        """The column between two cells; the cursor's brackets stand in it."""
        return plain.segment(mark, self.style("cell" if mark == " " else "bracket"))

    def cell(self, cell: Cell, width: int, cursor: bool) -> list[Segment]:
        """One cell, without the gutter after it."""
        key = (cell, width, cursor)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._draw(cell, width, cursor)
        return found

    def label(self, label: Label, width: int, current: bool) -> list[Segment]:
        """The front of a row, without the gutter after it."""
        name = "label-current" if current else "heading" if label.heading else "label"
        style = self.style(name)
        look = self.looks.get(label.host or "")
        text = (width > LONG_FROM and label.long) or label.short
        room = width - 1 if look is None else width - 3
        fitted = text.fit(room) if isinstance(text, Short) else fit(text, room)
        if look is None:
            return [self._mark(label.mark, style), plain.segment(fitted, style)]
        coloured = style + self._host_style(look, style)
        return [
            self._mark(label.mark, style),
            plain.segment(f"{look.symbol} " if label.heading else "  ", coloured),
            plain.segment(fitted, coloured if label.heading else style),
        ]

    def _draw(self, cell: Cell, width: int, cursor: bool) -> list[Segment]:
        look = self.looks.get(cell.host or "")
        tile = self.style("cell")
        if cell.kind is Kind.TOTAL:
            tile = self.style("heading")
        elif cell.kind in HOSTED and look is not None and not cell.faint:
            tile += Style(bgcolor=self._behind(look, cell.stripe).rich_color)
        if cursor:
            tile = self.style("cursor")
        text = self._text_style(cell, look, tile)
        mark = self._mark(cell.mark, tile)
        pin = [plain.segment(PINNED, text)] if cell.pinned else []
        room = width - 1 - len(pin)
        if cell.before is not None:
            return [mark, *self._from_and_to(cell.before, cell, room, tile), *pin]
        if isinstance(cell.text, Short):
            return [mark, plain.segment(cell.text.fit(room), text), *pin]
        if look is not None and cell.kind is Kind.PLACED:
            named = cell.long if room - 1 >= NAMED_FROM else ""
            return [mark, plain.segment(f"{look.symbol}{fit(named or cell.text, room - 1)}", text), *pin]
        return [mark, plain.segment(fit(cell.text, room), text), *pin]

    def _behind(self, look: HostLook, stripe: bool) -> Color:
        """What lies behind a host's cells: a shade of its colour, or, in few colours, grey for stripes."""
        if self._is_tinted:
            return self.ground.blend(self._host_colours[look.colour], STRIPE if stripe else TINT)
        return self.ground.blend(_foreground(self.style("cell")), GREY) if stripe else self.ground

    def _from_and_to(self, before: Before, now: Cell, room: int, tile: Style) -> list[Segment]:
        """What was told, and what is there now; where both are long, each loses its end."""
        parts = [self._part(part, tile) for part in (before, Before(str(now.text), now.host))]
        one, two = (cell_len(text) for text, _ in parts)
        half = (room - 1) // 2
        first = min(one, max(half, room - 1 - two))
        fitted = [fit(text, width) for (text, _), width in zip(parts, (first, room - 1 - first), strict=True)]
        pieces = [plain.segment(text, style) for text, (_, style) in zip(fitted, parts, strict=True)]
        return [pieces[0], plain.segment("→", tile), pieces[1]]

    def _part(self, part: Before, tile: Style) -> tuple[str, Style]:
        look = self.looks.get(part.host or "")
        if look is None:
            return part.text, tile + self._readable(_foreground(self.style("gap")), tile)
        return f"{look.symbol}{part.text}", tile + self._host_style(look, tile)

    def _text_style(self, cell: Cell, look: HostLook | None, tile: Style) -> Style:
        if cell.faint:
            return tile + self._faint(tile)
        if cell.kind is Kind.GAP:
            return tile + self._readable(_foreground(self.style("gap")), tile)
        if cell.kind in (Kind.REST, Kind.FREE):
            return tile + self._readable(_foreground(self.style("rest")), tile)
        if look is not None and cell.kind in HOSTED:
            return tile + self._host_style(look, tile)
        return tile

    def _faint(self, tile: Style) -> Style:
        return self._readable(_background(tile).blend(_foreground(tile), FAINT), tile)

    def _host_style(self, look: HostLook, tile: Style) -> Style:
        return self._readable(self._host_colours[look.colour], tile)

    def _readable(self, colour: Color, tile: Style) -> Style:
        return Style(color=readable(colour, _background(tile)).rich_color)

    def _mark(self, mark: str, tile: Style) -> Segment:
        if mark == " ":
            return plain.segment(mark, tile)
        return plain.segment(mark, self.style(_MARK_STYLES.get(mark, "warning")))


def pad(segments: list[Segment], width: int, style: Style) -> list[Segment]:
    """The segments, followed by blanks up to a width."""
    missing = width - sum(segment.cell_length for segment in segments)
    return [*segments, plain.segment(set_cell_size("", missing), style)] if missing > 0 else segments


def _colour(variable: str) -> Color:
    """The colour of a variable in the theme."""
    return _foreground(Markup.parse(variable).rich_style)


def _background(style: Style) -> Color:
    return Color.from_rich_color(style.bgcolor) if style.bgcolor else Color.parse("black")


def _foreground(style: Style) -> Color:
    return Color.from_rich_color(style.color) if style.color else Color.parse("white")
