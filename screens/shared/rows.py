"""A list of lines with headings, drawn line by line: as quick with ten thousand as with ten."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.shared import plain
from screens.shared.describing import WIDE, spoken
from screens.shared.pointing import Pointing

Value = TypeVar("Value")
LEAST = 20  # columns in which a line can be read
EXPLAINED = 12  # columns from which some words on what a line names are of use

Drawn = Callable[[int], Content]


class Line(NamedTuple, Generic[Value]):
    """One line, and what it stands for: what stands for nothing is a heading, and never marked.

    In place of its text it may have what makes it for so many columns: of many lines, few are ever drawn. A
    heading that stands for something is marked unless it is passed over; then a click on it is told.
    """

    text: Content | Drawn
    value: Value | None = None
    is_heading: bool = False
    is_passed: bool = False

    def content(self, width: int) -> Content:
        """What is drawn in so many columns."""
        return self.text if isinstance(self.text, Content) else self.text(width)


def explained(named: Content, words: str, width: int) -> Content:
    """What a line names, and in muted words what that is, where there is room for some of them."""
    if width - named.cell_length < EXPLAINED:
        return named.rstrip()
    return plain.text(named, (words, "$text-muted"))


class RowList(Pointing, ScrollView, Generic[Value], can_focus=True, inherit_bindings=False):
    """Lines, one of them marked."""

    auto_links = False  # a key that a line names looks like one, and like no link

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--heading", "rows--marked"}

    class Marked(Message):
        """Another line is marked."""

    class Chosen(Message):
        """A line was double-clicked."""

    class Headed(Message):
        """A heading that is passed over was clicked."""

        def __init__(self, value: Any) -> None:
            super().__init__()
            self.value = value

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line[Value]] = []
        self._real: list[int] = []  # the numbers of the lines that can be marked
        self._marked = 0  # an index of `_real`
        self._drawn: dict[tuple[int, int, bool], Strip] = {}  # by number, width, and whether it is marked

    @property
    def value(self) -> Value | None:
        """What the marked line stands for."""
        return self._lines[self._real[self._marked]].value if self._real else None

    @property
    def pointed(self) -> Offset:
        """The marked line."""
        return Offset(0, self._real[self._marked] - self.scroll_offset.y if self._real else 0)

    def in_lines(self, said: Callable[[Value], str] | None = None) -> Iterator[str]:
        """Every line, without the blanks that lay it out; what one stands for, as `said` puts it in full."""
        for line in self._lines:
            if said is not None and line.value is not None:
                yield said(line.value)
            else:
                yield spoken(line.content(WIDE))

    @property
    def room(self) -> int:
        """How many columns a line has."""
        return self.scrollable_content_region.width

    @property
    def page(self) -> int:
        """How many lines are in sight."""
        return max(1, self.size.height)

    def show(self, lines: list[Line[Value]]) -> None:
        """Show other lines, with the same one marked if it is still there."""
        before = self.value
        self._lines = lines
        self._drawn.clear()
        self._real = [n for n, line in enumerate(lines) if line.value is not None and not line.is_passed]
        self.virtual_size = Size(self.size.width, len(lines))
        same = self._index_of(before)
        self.mark(self._marked if same is None else same)

    @property
    def values(self) -> list[Value]:
        """What all lines stand for, in their order."""
        return [line.value for line in self._lines if line.value is not None]

    @property
    def texts(self) -> list[str]:
        """What all lines say that stand for something."""
        return [line.content(WIDE).plain for line in self._lines if line.value is not None]

    def mark(self, index: int) -> None:
        """Mark a line, the nearest there is, and show it with its heading."""
        self._marked = max(0, min(index, len(self._real) - 1))
        if self._real:
            y = self._real[self._marked]
            top = 0 if self._marked == 0 else y - 1
            first = max(y - self.page + 1, min(self.scroll_offset.y, top))
            self.scroll_to(y=first, animate=False, force=True)
        self.refresh()
        self.post_message(self.Marked())

    def mark_value(self, value: Value) -> None:
        """Mark the line that stands for something, if there is one."""
        index = self._index_of(value)
        if index is not None:
            self.mark(index)

    def _index_of(self, value: Value | None) -> int | None:
        return next((i for i, number in enumerate(self._real) if self._lines[number].value == value), None)

    def mark_by(self, lines: int) -> None:
        """Mark a line further down, or up."""
        self.mark(self._marked + lines)

    def put(self, line: Line[Value]) -> None:
        """Show the marked line otherwise."""
        self._lines[self._real[self._marked]] = line
        self.refresh()

    def mark_first(self, is_meant: Callable[[Value], bool]) -> None:
        """Mark the first line that is meant, if any is."""
        values = (self._lines[number].value for number in self._real)
        for index, value in enumerate(values):
            if value is not None and is_meant(value):
                self.mark(index)
                return

    def render_line(self, y: int) -> Strip:
        """One line; what was drawn of it before is drawn again."""
        width, number = self.room, y + self.scroll_offset.y
        if width < LEAST or number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        marked = bool(self._real) and number == self._real[self._marked]
        drawn = self._drawn.get((number, width, marked))
        if drawn is None:
            drawn = self._drawn[number, width, marked] = self._draw(self._lines[number], width, marked)
        return drawn

    def _draw(self, line: Line[Value], width: int, marked: bool) -> Strip:
        if marked:
            style = self.get_visual_style("rows--marked")
            return plain.legible(plain.strip(self, line.content(width), width, style))
        style = self.visual_style
        if line.value is None or line.is_heading:
            style = self.get_visual_style("rows--heading")
        return plain.strip(self, line.content(width), width, style)

    def notify_style_update(self) -> None:
        """Forget what was drawn in the colours of an old theme."""
        super().notify_style_update()
        self._drawn.clear()

    def on_resize(self) -> None:
        """Keep the marked line in sight."""
        self.mark(self._marked)

    def on_click(self, event: events.Click) -> None:
        """One click marks, two choose."""
        number = event.y + self.scroll_offset.y
        if number < len(self._lines) and self._lines[number].is_passed:
            self.post_message(self.Headed(self._lines[number].value))
        elif number in self._real:
            self.mark(self._real.index(number))
            if event.chain == 2:
                self.post_message(self.Chosen())


class Marks(Protocol):
    """What has rows of which one is marked."""

    @property
    def page(self) -> int:
        """How many are in sight."""
        ...

    def mark(self, index: int, /) -> None:
        """Mark one."""
        ...

    def mark_by(self, lines: int, /) -> None:
        """Mark another, so many further down or up."""
        ...


class MovesMark:
    """Something with a list, whose keys move the mark; to stand before Textual's class among the bases."""

    @property
    def moved(self) -> Marks:
        """What the keys move the mark of."""
        rows: Marks = self.rows  # type: ignore[attr-defined]
        return rows

    def action_up(self) -> None:
        """One line up."""
        self.moved.mark_by(-1)

    def action_down(self) -> None:
        """One line down."""
        self.moved.mark_by(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.moved.mark_by(-self.moved.page)

    def action_page_down(self) -> None:
        """A page down."""
        self.moved.mark_by(self.moved.page)

    def action_first(self) -> None:
        """To the first line."""
        self.moved.mark(0)

    def action_last(self) -> None:
        """To the last line."""
        self.moved.mark_by(1_000_000_000)
