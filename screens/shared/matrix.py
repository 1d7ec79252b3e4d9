"""A table with a cursor: heads and names stay in sight, cells are made as they come into it."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from apprentices.exchange.sheets import Sheet
from screens.shared import plain
from screens.shared.describing import WIDE, spoken
from screens.shared.pointing import Pointing
from screens.shared.rows import Marks, MovesMark


class Span(NamedTuple):
    """What stands above several columns, from one to before another."""

    first: int
    end: int
    content: Content


class Shown(NamedTuple):
    """What a matrix shows: how many rows, what each is called in some width, the heads of columns, each cell.

    Names of rows, and columns, are from a least to a most wide. `above` has more lines of heads, each of
    spans in order, and `corners` what stands beside all these.
    """

    rows: int
    name: Callable[[int, int], Content]  # of a row, in a width
    heads: Sequence[Content]
    cell: Callable[[int, int], Content]
    names: tuple[int, int]
    columns: tuple[int, int]
    are_numbers: bool = False  # which stand to the right
    above: Sequence[Sequence[Span]] = ()
    corners: Sequence[Content] = ()
    now: int | None = None  # the column of today


NOTHING = Shown(0, lambda row, width: plain.text(""), (), lambda row, column: plain.text(""), (1, 1), (1, 1))


class Matrix(Pointing, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows and columns, one cell under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"matrix--head", "matrix--here", "matrix--marked", "matrix--now"}

    class Moved(Message):
        """The cursor is on another cell, or what it is on has changed."""

    class Chosen(Message):
        """A cell was double-clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.row = self.column = 0
        self._shown = NOTHING
        self._first = 0  # the first column in sight
        self._drawn: dict[tuple[Hashable, ...], Strip] = {}  # by content, width and style

    @property
    def place(self) -> tuple[int, int] | None:
        """Row and column of the cursor; None where there are none."""
        return (self.row, self.column) if self._shown.rows and self._shown.heads else None

    def in_lines(self) -> Iterator[str]:
        """Every row: its name, and each cell that is not empty with the head of its column."""
        for row in range(self._shown.rows):
            cells = ((head, spoken(self._shown.cell(row, at))) for at, head in enumerate(self._shown.heads))
            said = ", ".join(f"{spoken(head)} {cell}" for head, cell in cells if cell)
            yield f"{spoken(self._shown.name(row, WIDE))}: {said}"

    @property
    def pointed(self) -> Offset:
        """The cell under the cursor."""
        label, width = self._widths if self.place else (0, 0)
        y = self._head_lines + self.row - self.scroll_offset.y
        return Offset(label + (self.column - self._first) * width, y)

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.size.height - self._head_lines)

    @property
    def _head_lines(self) -> int:
        return 1 + len(self._shown.above)

    def show(self, shown: Shown) -> None:
        """Show something else, with the cursor where it was as far as there is such a cell."""
        self._shown = shown
        self.virtual_size = Size(self.size.width, self._head_lines + shown.rows)
        self.move_to(self.row, self.column)

    def as_sheet(self, name: str) -> Sheet:
        """All of it as a table; the heads that stand above several columns are left out."""
        shown = self._shown
        heads = ["", *(head.plain.strip() for head in shown.heads)]
        rows = [
            [shown.name(row, WIDE).plain.strip()]
            + [shown.cell(row, column).plain.strip() for column in range(len(shown.heads))]
            for row in range(shown.rows)
        ]
        return Sheet(name, heads, rows)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, the nearest there is, and show it."""
        self.row = max(0, min(row, self._shown.rows - 1))
        self.column = max(0, min(column, len(self._shown.heads) - 1))
        y = max(self.row - self.page + 1, min(self.scroll_offset.y, self.row))
        self.scroll_to(y=y, animate=False, force=True)
        if self._room:  # else nothing is laid out yet
            last = len(self._shown.heads) - self._in_sight
            self._first = max(self.column - self._in_sight + 1, min(self._first, self.column, last), 0)
        self.refresh()
        self.post_message(self.Moved())

    def begin_with(self, column: int) -> None:
        """Have a column, or a later one, as the first in sight, from the next move on."""
        self._first = max(0, column)

    def mark(self, row: int) -> None:
        """Put the cursor in a row."""
        self.move_to(row, self.column)

    def mark_by(self, rows: int) -> None:
        """Move the cursor so many rows down, or up."""
        self.move_to(self.row + rows, self.column)

    def step(self, columns: int) -> None:
        """Move the cursor so many columns to the right, or left."""
        self.move_to(self.row, self.column + columns)

    # -- drawing

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _in_sight(self) -> int:
        """How many columns are in sight."""
        return max(
            1, min(len(self._shown.heads), (self._room - self._shown.names[0]) // self._shown.columns[0])
        )

    @property
    def _widths(self) -> tuple[int, int]:
        """Of names and of columns: what is left over goes to the names first."""
        (least, most), (narrow, wide), number = self._shown.names, self._shown.columns, self._in_sight
        label = min(most, max(least, self._room - number * narrow))
        return label, min(wide, max(1, (self._room - label) // number))

    def render_line(self, y: int) -> Strip:
        """A line of heads, or one row."""
        row = y - self._head_lines + self.scroll_offset.y
        if y < self._head_lines:
            parts = self._head_line(y)
        elif row < self._shown.rows:
            parts = self._row(row)
        else:
            parts = []
        return Strip.join(parts).adjust_cell_length(self._room, self.rich_style)

    @property
    def _columns(self) -> range:
        """The columns in sight."""
        return range(self._first, min(self._first + self._in_sight, len(self._shown.heads)))

    def _head_line(self, y: int) -> list[Strip]:
        label, width = self._widths
        corners = self._shown.corners
        corner = self._piece(corners[y] if y < len(corners) else plain.text(""), label, "matrix--head")
        if y < len(self._shown.above):
            return [corner, *self._spans(self._shown.above[y], width)]
        return [corner, *(self._head(column, width) for column in self._columns)]

    def _spans(self, spans: Sequence[Span], width: int) -> Iterator[Strip]:
        """What stands above columns, as far as these are in sight."""
        reached, end = self._columns.start, self._columns.stop
        for span in spans:
            first, last = max(reached, span.first), min(span.end, end)
            if first < last:
                yield self._piece(plain.text(""), (first - reached) * width, "matrix--head")
                yield self._piece(span.content, (last - first) * width, "matrix--head")
                reached = last
        yield self._piece(plain.text(""), (end - reached) * width, "matrix--head")

    def _row(self, row: int) -> list[Strip]:
        label, width = self._widths
        name = self._shown.name(row, label - 1)
        front = self._piece(name, label, "matrix--here" if row == self.row else "")
        return [front, *(self._cell(row, column, width) for column in self._columns)]

    def _head(self, column: int, width: int) -> Strip:
        style = "matrix--here" if column == self.column else "matrix--head"
        return self._piece(self._laid(self._shown.heads[column], width), width, style)

    def _cell(self, row: int, column: int, width: int) -> Strip:
        style = "matrix--now" if column == self._shown.now else ""
        if (row, column) == (self.row, self.column):
            style = "matrix--marked"
        return self._piece(self._laid(self._shown.cell(row, column), width), width, style)

    def _laid(self, content: Content, width: int) -> Content:
        """To the left, or to the right where they are numbers."""
        return (
            content.pad_left(max(0, width - 1 - content.cell_length)) if self._shown.are_numbers else content
        )

    def _piece(self, content: Content, width: int, name: str) -> Strip:
        """A piece of a line; what was drawn before in the same way is not drawn again."""
        key = (content.plain, *content.spans, width, name)
        drawn = self._drawn.get(key)
        if drawn is None:
            style = self.get_visual_style(name) if name else self.visual_style
            drawn = self._drawn[key] = plain.legible(plain.strip(self, content, width, style))
        return drawn

    def notify_style_update(self) -> None:
        """Forget what was drawn in the colours of an old theme."""
        super().notify_style_update()
        self._drawn.clear()

    # -- what happens to it

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.move_to(self.row, self.column)

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two choose."""
        label, width = self._widths
        row = event.y - self._head_lines + self.scroll_offset.y
        column = self._first + (event.x - label) // width if event.x >= label else self.column
        if event.y < self._head_lines or row >= self._shown.rows or column >= len(self._shown.heads):
            return
        self.move_to(row, column)
        if event.chain == 2:
            self.post_message(self.Chosen())


class MovesCursor(MovesMark):
    """Something with a matrix, whose keys move the cursor; to stand before Textual's class in the bases."""

    matrix: Matrix

    @property
    def moved(self) -> Marks:
        """What the keys move the mark of."""
        return self.matrix

    def to_copy(self) -> Sheet | None:
        """All that the matrix shows."""
        return self.matrix.as_sheet(type(self).__name__.removesuffix("Screen").lower())

    def action_left(self) -> None:
        """One column to the left."""
        self.matrix.step(-1)

    def action_right(self) -> None:
        """One column to the right."""
        self.matrix.step(1)
