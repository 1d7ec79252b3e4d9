"""The list of a chooser, drawn line by line so that it is there at once."""

from collections.abc import Iterator
from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from apprentices.rules.said import Finding
from apprentices.rules.words import join
from screens.board.offers import Offer
from screens.shared import plain
from screens.shared.looks import CONFLICT, WAIVED, WARNING, HostLook
from screens.shared.words import fit, says

MENDED = "✓"
HEAD = 1  # lines of the header
LEAST_NAME = 12  # columns of a name, before figures give way


class Heading(NamedTuple):
    """A column of figures."""

    name: str
    width: int


class ChoiceList(ScrollView, can_focus=False, inherit_bindings=False):
    """Offers, one of them marked: a line of figures each, and a line for each thing it would do."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--head", "choices--marked"}

    class Marked(Message):
        """Another offer is marked."""

    class Taken(Message):
        """An offer was clicked."""

    def __init__(self, headings: tuple[Heading, ...], looks: dict[str, HostLook]) -> None:
        super().__init__()
        self._headings = headings
        self._looks = looks
        self._offers: list[Offer] = []
        self._note = ""
        self._lines: list[tuple[int, Content]] = []  # the number of the offer, and one of its lines
        self.marked = 0

    def show(self, offers: list[Offer], note: str) -> None:
        """Show offers, the first of them marked; the note stands in the header."""
        self._offers = offers
        self._note = note
        self.marked = 0
        self._lay_out()
        self.scroll_to(0, 0, animate=False, force=True)
        self.refresh()
        self.post_message(self.Marked())

    def mark(self, number: int) -> None:
        """Mark an offer, the nearest there is, and show it."""
        self.marked = max(0, min(number, len(self._offers) - 1))
        mine = [y for y, (owner, _) in enumerate(self._lines) if owner == self.marked]
        if mine:
            room = self.size.height - HEAD
            top = max(mine[-1] - room + 1, min(self.scroll_offset.y, mine[0]))
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
        self.post_message(self.Marked())

    def page(self, direction: int) -> None:
        """Mark an offer that is about a page away."""
        lines = max(1, len(self._lines) // max(1, len(self._offers)))
        self.mark(self.marked + direction * max(1, (self.size.height - HEAD) // lines))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """The header, or a line of an offer."""
        if y < HEAD:
            return self._strip(self._head(), self._style("choices--head"))
        number = y - HEAD + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        owner, line = self._lines[number]
        return self._strip(
            line, self._style("choices--marked") if owner == self.marked else self.visual_style
        )

    def _strip(self, line: Content, style: Style) -> Strip:
        return plain.strip(self, line, self.scrollable_content_region.width, style)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(name)

    def _lay_out(self) -> None:
        self._lines = [(n, line) for n, offer in enumerate(self._offers) for line in self._said(offer)]
        self.virtual_size = Size(self.scrollable_content_region.width, HEAD + len(self._lines))

    @property
    def _columns(self) -> list[Heading]:
        """The columns of figures that there is room for."""
        left = self.scrollable_content_region.width - 3 - LEAST_NAME
        ends = accumulate(heading.width for heading in self._headings)
        return [heading for heading, end in zip(self._headings, ends, strict=True) if end <= left]

    @property
    def _room(self) -> int:
        """Columns for the name."""
        width = self.scrollable_content_region.width
        return max(LEAST_NAME, width - 3 - sum(heading.width for heading in self._columns))

    def _head(self) -> Content:
        heads = "".join(fit(name, width) for name, width in self._columns)
        return plain.text(f"   {fit(self._note, self._room)}{heads}")

    def _said(self, offer: Offer) -> Iterator[Content]:
        look = self._looks.get(offer.host or "")
        tone = "" if offer.is_free else "$text-muted"
        figures = "".join(
            fit(figure, heading.width) for figure, heading in zip(offer.figures, self._columns, strict=False)
        )
        name = f"{offer.name} (now)" if offer.here else offer.name
        yield plain.text(
            (f" {look.symbol if look else ' '} ", look.colour if look and offer.is_free else tone),
            (f"{fit(name, self._room - 1)} ", "bold" if offer.is_free else tone),
            (figures, tone),
        )
        for mark, verb, findings, colour in _effects(offer):
            words = join(dict.fromkeys(map(says, findings)))
            yield plain.text((f"     {mark} {verb}: {words}", colour if offer.is_free else tone))

    # -- what happens to it

    def on_resize(self) -> None:
        """The columns depend on the width."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """A click marks; on what is marked already, it takes."""
        number = self._offer_at(event)
        if number is None:
            return
        if number == self.marked:
            self.post_message(self.Taken())
        else:
            self.mark(number)

    def _offer_at(self, event: events.MouseEvent) -> int | None:
        number = event.y - HEAD + self.scroll_offset.y
        if event.y < HEAD or number >= len(self._lines):
            return None
        return self._lines[number][0]


def _effects(offer: Offer) -> Iterator[tuple[str, str, list[Finding], str]]:
    broke, mended = offer.consequence.broke, offer.consequence.mended
    for mark, verb, findings, colour in (
        (CONFLICT, "breaks", [f for f in broke if f.is_conflict], "$text-error"),
        (WARNING, "to look at", [f for f in broke if f.is_warning], "$text-warning"),
        (WAIVED, "waived", [f for f in broke if f.waived], "$text-muted"),
        (MENDED, "mends", list(mended), "$text-success"),
    ):
        if findings:
            yield mark, verb, findings, colour
