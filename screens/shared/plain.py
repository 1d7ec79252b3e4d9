"""Text on its way to the screen: the one place where strings become what Textual draws.

Text of people is letters and nothing more. Square brackets in it are no markup, and what could steer a
terminal, break a line or turn the direction of writing is never handed on, however it came into the database.
"""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from screens.shared.command import Command, Way
from screens.shared.looks import readable
from screens.shared.phrase import clean

Piece = str | Content | tuple[str, str] | Way


def cells(several: str) -> str:
    """A text of several lines, each of cells that tabs part, as a spreadsheet hands it on."""
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in several.splitlines())


def text(*pieces: Piece) -> Content:
    """One line from pieces: text, text with a style, or what is content already."""
    return Content.assemble(*(_clean_piece(piece) for piece in pieces))


def lines(parts: Iterable[Content]) -> Content:
    """Lines one below the other."""
    return Content("\n").join(parts)


def row(parts: Iterable[Content], between: str) -> Content:
    """Pieces beside each other, with something between them."""
    return Content(between).join(parts)


def paragraphs(several: str) -> Content:
    """A text of several lines."""
    return lines(text(part) for part in several.split("\n"))


def segment(letters: str, style: RichStyle | None = None) -> Segment:
    """A piece of a line that a widget draws itself."""
    return Segment(clean(letters), style)


def strip(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """One line as a widget draws it, cut with an ellipsis; nothing where there is no room at all."""
    if width < 1:
        return Strip([])
    return Visual.to_strips(widget, content.truncate(width, ellipsis=True), width, 1, style, pad=True)[0]


def legible(drawn: Strip) -> Strip:
    """A line in which each piece has a shade of its colour that can be read upon what lies behind it."""
    return Strip([_legible(piece) for piece in drawn], drawn.cell_length)


def _legible(piece: Segment) -> Segment:
    style = piece.style
    if style is None or style.color is None or style.bgcolor is None:
        return piece
    colour, ground = map(Color.from_rich_color, (style.color, style.bgcolor))
    return Segment(piece.text, style + RichStyle(color=readable(colour, ground).rich_color), piece.control)


def _clean_piece(piece: Piece) -> str | Content | tuple[str, str]:
    match piece:
        case str():
            return clean(piece)
        case Way(command, does):
            return _key(command, does)
        case (letters, style):
            return clean(letters), style
        case _:
            return piece


def _key(command: Command, does: str) -> Content:
    """A key and what it does: a click on either is as good as the key."""
    key = Content.assemble((clean(command.key_words[0]), "bold $footer-key-foreground"))
    words = Content.assemble(key, f" {clean(does)}") if does else key
    return words.stylize(f"@click=app.do('{command.id}')")


class Words(Static):
    """A widget of text. It takes no strings, which Textual would read as markup."""

    auto_links = False  # a key that can be clicked looks like a key, and like no link

    def __init__(self, content: Content | None = None, classes: str | None = None) -> None:
        super().__init__(content or Content(""), classes=classes, markup=False)

    @property
    def text(self) -> str:
        """What it says, for tests and for reading aloud."""
        return self.content.plain if isinstance(self.content, Content) else str(self.content)
