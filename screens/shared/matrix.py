"""A table with a cursor: heads and names stay in sight, cells are made as they come into it."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.shared import plain
from screens.shared.command import Command
from screens.shared.rows import Marks, MovesMark, moves

HEAD = 1  # lines

_SIDEWAYS = (
    Command("matrix.left", "left,h", "Left", "One column to the left."),
    Command("matrix.right", "right,l", "Right", "One column to the right."),
)


def steps(screen: str) -> Iterator[Command]:
    """The keys that move the cursor, as a screen's own."""
    yield from moves(screen)
    for step in _SIDEWAYS:
        yield step._replace(id=f"{screen}.{step.id.removeprefix('matrix.')}")


class Shown(NamedTuple):
    """What a matrix shows: how many rows, what each is called in some width, the heads of columns, each cell.

    Names of rows, and columns, are from a least to a most wide.
    """

    rows: int
    name: Callable[[int, int], Content]  # of a row, in a width
    heads: Sequence[Content]
    cell: Callable[[int, int], Content]
    names: tuple[int, int]
    columns: tuple[int, int]
    are_numbers: bool = False  # which stand to the right


NOTHING = Shown(0, lambda row, width: plain.text(""), (), lambda row, column: plain.text(""), (1, 1), (1, 1))


class Matrix(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows and columns, one cell under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"matrix--head", "matrix--here", "matrix--marked"}

    class Moved(Message):
        """The cursor is on another cell, or what it is on has changed."""

    class Chosen(Message):
        """A cell was double-clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.row = self.column = 0
        self._shown = NOTHING
        self._first = 0  # the first column in sight

    @property
    def place(self) -> tuple[int, int] | None:
        """Row and column of the cursor; None where there are none."""
        return (self.row, self.column) if self._shown.rows and self._shown.heads else None

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.size.height - HEAD)

    def show(self, shown: Shown) -> None:
        """Show something else, with the cursor where it was as far as there is such a cell."""
        self._shown = shown
        self.virtual_size = Size(self.size.width, HEAD + shown.rows)
        self.move_to(self.row, self.column)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, the nearest there is, and show it."""
        self.row = max(0, min(row, self._shown.rows - 1))
        self.column = max(0, min(column, len(self._shown.heads) - 1))
        y = max(self.row - self.page + 1, min(self.scroll_offset.y, self.row))
        self.scroll_to(y=y, animate=False, force=True)
        self._first = max(self.column - self._in_sight + 1, min(self._first, self.column))
        self.refresh()
        self.post_message(self.Moved())

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
        """The heads, or one row."""
        row = y - HEAD + self.scroll_offset.y
        if y >= HEAD and row >= self._shown.rows:
            return Strip.blank(self._room, self.rich_style)
        label, width = self._widths
        parts = [self._piece(plain.text(""), label, "matrix--head")]
        if y >= HEAD:
            name = self._shown.name(row, label - 1)
            parts = [self._piece(name, label, "matrix--here" if row == self.row else "")]
        for column in range(self._first, min(self._first + self._in_sight, len(self._shown.heads))):
            parts.append(self._head(column, width) if y < HEAD else self._cell(row, column, width))
        return Strip.join(parts).adjust_cell_length(self._room, self.rich_style)

    def _head(self, column: int, width: int) -> Strip:
        style = "matrix--here" if column == self.column else "matrix--head"
        return self._piece(self._laid(self._shown.heads[column], width), width, style)

    def _cell(self, row: int, column: int, width: int) -> Strip:
        here = (row, column) == (self.row, self.column)
        content = self._laid(self._shown.cell(row, column), width)
        return self._piece(content, width, "matrix--marked" if here else "")

    def _laid(self, content: Content, width: int) -> Content:
        """To the left, or to the right where they are numbers."""
        return (
            content.pad_left(max(0, width - 1 - content.cell_length)) if self._shown.are_numbers else content
        )

    def _piece(self, content: Content, width: int, name: str) -> Strip:
        style = self.get_visual_style(name) if name else self.visual_style
        return plain.strip(self, content, width, style)

    # -- what happens to it

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.move_to(self.row, self.column)

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two choose."""
        label, width = self._widths
        row = event.y - HEAD + self.scroll_offset.y
        column = self._first + (event.x - label) // width if event.x >= label else self.column
        if event.y < HEAD or row >= self._shown.rows or column >= len(self._shown.heads):
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

    def action_left(self) -> None:
        """One column to the left."""
        self.matrix.step(-1)

    def action_right(self) -> None:
        """One column to the right."""
        self.matrix.step(1)
