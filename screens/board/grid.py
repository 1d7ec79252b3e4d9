"""The grid of the board: frozen header and names, a cursor, and only what changed drawn again."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from apprentices.board import Place
from apprentices.programme import Cycle
from screens.board.face import Cell, Face, Label
from screens.board.paint import Painter, pad
from screens.board.view import BoardView, Target
from screens.shared import plain
from screens.shared.pointing import Pointing
from screens.shared.themes import is_tinted
from screens.shared.words import fit, months

HEAD = 2  # lines of the header
LABEL = 13  # columns of the names, with the gutter after them
LABEL_WIDE = 24
COLUMN = 11  # columns of a cycle, with the gutter after it
COLUMN_GOOD = 13  # from here on the names grow first
COLUMN_WIDE = 32  # most names of teams fit
MARGIN = 2  # rows in sight above and below the cursor, as far as there are any


def needed(cycles: int) -> int:
    """The columns in which so many cycles fit, with names and the scrollbar."""
    return LABEL + cycles * COLUMN + 1


class BoardGrid(Pointing, ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a `Face` of the board line by line."""

    class Moved(Message):
        """The cursor is on another cell, or what it is on has changed."""

    class Chosen(Message):
        """A cell was double-clicked."""

    class Dragged(Message):
        """What was at `start` is over the cursor's cell; `is_dropped`: it was let go there."""

        def __init__(self, start: Target, is_dropped: bool) -> None:
            super().__init__()
            self.start, self.is_dropped = start, is_dropped

    def __init__(self, view: BoardView, face: Face, current_cycle: int) -> None:
        super().__init__()
        self.view = view
        self.face = face
        self.row = 0
        self.column = current_cycle
        self._cells: dict[tuple[int, int], Cell] = {}
        self._labels: dict[int, Label] = {}
        self._strips: dict[int, tuple[tuple[int, int, int | None], Strip]] = {}
        self._label_width, self._column_width = LABEL, COLUMN
        self._covered = 0  # lines at the foot that something lies upon
        self._painter: Painter | None = None
        self._pressed: Target | None = None  # on which the mouse went down; other rows: forgotten
        self._is_dragging = False
        self._anchor: tuple[int, int] | None = None  # where marking began

    # -- the cursor

    @property
    def target(self) -> Target | None:
        """What the cursor is on; None on an empty board."""
        if not self.face.rows or not self._cycles:
            return None
        return self.face.target(self.row, self.column)

    @property
    def pointed(self) -> Offset:
        """The cell under the cursor."""
        return Offset(self._x_of(self.column), HEAD + self.row - self.scroll_offset.y)

    @property
    def selection(self) -> tuple[range, range] | None:
        """The rows and columns that are marked; None where none are."""
        if self._anchor is None:
            return None
        (top, bottom), (left, right) = (
            sorted(ends) for ends in zip(self._anchor, (self.row, self.column), strict=True)
        )
        return range(top, bottom + 1), range(left, right + 1)

    def mark_to(self, row: int, column: int) -> None:
        """Mark all cells from where the cursor was to this one, to which it goes."""
        anchor = self._anchor or (self.row, self.column)
        self.move_to(row, column)
        self._anchor = anchor
        self._strips.clear()
        self.refresh()

    def _unmark(self) -> None:
        if self._anchor is not None:
            self._anchor = None
            self._strips.clear()
            self.refresh()

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell (the nearest there is) and show it; none is marked then."""
        self._unmark()
        row = max(0, min(row, self.face.rows - 1))
        column = max(0, min(column, len(self._cycles) - 1))
        before = (self.row, self.column)
        if (row, column) != before:
            self.row, self.column = row, column
            self._refresh_cross(*before)
            self._refresh_cross(row, column)
            self._keep_in_sight()
        self.post_message(self.Moved())

    @property
    def sight(self) -> Size:
        """The room beside the scrollbars."""
        return self.scrollable_content_region.size

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.sight.height - HEAD - self._covered)

    def clear_foot(self, lines: int) -> None:
        """Keep the cursor above so many lines, which something lies upon."""
        self._covered = max(0, lines)
        self._measure()
        self._keep_in_sight()
        self.refresh()

    # -- what is shown

    def show(self, face: Face, keep: Target | None) -> None:
        """Show another face, with the cursor on the same thing where it is still there."""
        self.face = face
        self._pressed, self._is_dragging = None, False
        self._unmark()
        self._cells.clear()
        self._labels.clear()
        if self._painter is not None and self._painter.looks != self.view.looks:
            self._painter = None
        self.column = min(self.column, max(0, len(self._cycles) - 1))
        row = None
        if keep is not None and keep.cycle in self.view.board.cycle_index:
            self.column = self.view.board.cycle_index[keep.cycle]
            row = face.row_of(keep)
        self.row = max(0, min(self.row if row is None else row, face.rows - 1))
        self._measure()
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def edited(self, places: Sequence[Place], keep: Target) -> None:
        """Draw again what an edit of these cells made different, with the cursor on `keep`."""
        rows = self.face.edited(places)
        if rows is None:
            self.show(self.face, keep)
            return
        self._forget(rows, {self.view.board.cycle_index[cycle] for _, cycle in places})
        row = self.face.row_of(keep)
        self.move_to(self.row if row is None else row, self.view.board.cycle_index[keep.cycle])

    def _forget(self, rows: set[int], columns: set[int]) -> None:
        """Draw what looks different now in those rows and columns."""
        for place in [p for p in self._cells if p[0] in rows or p[1] in columns]:
            before = self._cells.pop(place)
            self._strips.pop(place[0], None)
            if self._is_in_sight(place[0]) and self._cell(*place) != before:
                self.refresh(self._cell_region(*place))
        for row in rows:
            self._labels.pop(row, None)
            self._strips.pop(row, None)
            self.refresh(self._row_region(row))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header, a row, or nothing."""
        if self._painter is None:
            self._painter = Painter(self.view.looks, is_tinted(self.app.console.color_system))
        if self.sight.width < needed(1) - 1:
            return Strip([plain.segment(" " * self.sight.width)])
        if y < HEAD:
            return self._strip(*self._head(y), self._painter.style("head"))
        style, width = self._painter.style("cell"), self.sight.width
        row = y - HEAD + self.scroll_offset.y
        if row >= self.face.rows:
            return Strip([plain.segment(" " * width, style)], width)
        # Rows that only move are drawn from what was made for them: a step of scrolling stays in a frame.
        wanted = (width, self.scroll_offset.x, self.column if row == self.row else None)
        made = self._strips.get(row)
        if made is None or made[0] != wanted:
            made = self._strips[row] = (wanted, self._strip(*self._row_segments(row), style))
        return made[1]

    def _strip(self, front: list[Segment], cells: list[Segment], style: Style) -> Strip:
        """The line of the names' part and the cells that are in sight."""
        offset = self.scroll_offset.x % self._column_width
        space = self.sight.width - self._label_width
        shown = Strip(pad(cells, offset + space, style)).crop(offset, offset + space)
        return Strip([*front, *shown], self.sight.width)

    def _row_segments(self, row: int) -> tuple[list[Segment], list[Segment]]:
        painter = self._painter
        assert painter is not None
        label = self._labels.get(row)
        if label is None:
            label = self._labels[row] = self.face.label(row)
        at_cursor = row == self.row
        first, columns = self._columns_in_sight()
        front = painter.label(label, self._label_width - 1, at_cursor)
        front = [*front, painter.gutter(">" if at_cursor and self.column == first else " ")]
        cells: list[Segment] = []
        for column in columns:
            cursor = at_cursor and column == self.column
            is_marked = cursor or self._is_marked(row, column)
            cells += painter.cell(self._cell(row, column), self._column_width - 1, is_marked)
            cells.append(
                painter.gutter("<" if cursor else ">" if at_cursor and column + 1 == self.column else " ")
            )
        return front, cells

    def _is_marked(self, row: int, column: int) -> bool:
        marked = self.selection
        return marked is not None and row in marked[0] and column in marked[1]

    def _head(self, y: int) -> tuple[list[Segment], list[Segment]]:
        painter = self._painter
        assert painter is not None
        style = painter.style("head")
        corner = f"{self.face.rows} {'rows' if self.face.rows != 1 else 'row'}" if y else ""
        front = [plain.segment(fit(f" {corner}", self._label_width), style)]
        cells = []
        for column in self._columns_in_sight()[1]:
            here = painter.style("head-current") if column == self.column else style
            text = self._head_text(self._cycles[column], y)
            cells.append(plain.segment(fit(f" {text}", self._column_width), here))
        return front, cells

    def _head_text(self, cycle: Cycle, y: int) -> str:
        if y:
            return months(cycle)
        name = f"{cycle.cycle} {cycle.name or ''}".strip()
        if len(name) > self._column_width - 2:
            name = cycle.cycle
        return f"{name} now" if self.view.workspace.today in cycle.span else name

    def _cell(self, row: int, column: int) -> Cell:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._cells[row, column] = self.face.cell(row, column)
        return cell

    # -- measures

    @property
    def _cycles(self) -> tuple[Cycle, ...]:
        return self.view.workspace.programme.cycles

    def _columns_in_sight(self) -> tuple[int, range]:
        first = self.scroll_offset.x // self._column_width
        space = self.sight.width - self._label_width
        return first, range(first, min(len(self._cycles), first + space // self._column_width + 2))

    def _x_of(self, column: int) -> int:
        return self._label_width + column * self._column_width - self.scroll_offset.x

    def _row_region(self, row: int) -> Region:
        return Region(0, HEAD + row - self.scroll_offset.y, self.sight.width, 1)

    def _cell_region(self, row: int, column: int) -> Region:
        """A cell with the mark before it."""
        return Region(self._x_of(column) - 1, HEAD + row - self.scroll_offset.y, self._column_width + 1, 1)

    def _is_in_sight(self, row: int) -> bool:
        return 0 <= row - self.scroll_offset.y < self.page

    def _refresh_cross(self, row: int, column: int) -> None:
        self.refresh(
            self._cell_region(row, column),
            Region(0, HEAD + row - self.scroll_offset.y, self._label_width, 1),
            Region(self._x_of(column), 0, self._column_width, HEAD),
        )

    def _measure(self) -> None:
        """Share the width among names and cycles."""
        self._strips.clear()
        cycles, width = len(self._cycles), self.sight.width
        label, column = LABEL, COLUMN
        if cycles:
            column += max(0, min(COLUMN_GOOD - column, (width - label) // cycles - column))
            label += max(0, min(LABEL_WIDE - label, width - label - cycles * column))
            column += max(0, min(COLUMN_WIDE - column, (width - label) // cycles - column))
        self._label_width, self._column_width = label, column
        self.virtual_size = Size(label + cycles * column, HEAD + self.face.rows + self._covered)

    def _keep_in_sight(self) -> None:
        x, y = self.scroll_offset
        margin = min(MARGIN, self.page // 4)
        y = max(self.row + margin - self.page + 1, min(y, self.row - margin))
        columns = max(1, (self.sight.width - self._label_width) // self._column_width)
        first = x // self._column_width
        if not first <= self.column < first + columns:
            # Half a page at once: a step that moves every cell costs a frame, so few of them do.
            first = max(0, min(self.column - columns // 2, len(self._cycles) - columns))
        self.scroll_to(first * self._column_width, y, animate=False, force=True)

    # -- what happens to it

    def on_mount(self) -> None:
        """Be known to scroll, or not to, before the first layout."""
        self._measure()

    def on_resize(self) -> None:
        """Share the new width and keep the cursor in sight."""
        self._measure()
        self._keep_in_sight()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    def _place_at(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The cell at the pointer; a name stands for its row, a heading for its column."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        row = offset.y - HEAD + self.scroll_offset.y if offset.y >= HEAD else self.row
        column = (offset.x - self._label_width + self.scroll_offset.x) // self._column_width
        if offset.x < self._label_width:
            column = self.column
        if row >= self.face.rows or column >= len(self._cycles):
            return None
        return row, column

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A cell may be dragged from here."""
        place = self._place_at(event) if event.button == 1 else None
        self._pressed = self.face.target(*place) if place else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The cursor goes with what is dragged."""
        place = self._place_at(event)
        if self._pressed is None or place is None or event.button != 1:
            return
        self._is_dragging = self._is_dragging or self.face.target(*place) != self._pressed
        if self._is_dragging and place != (self.row, self.column):
            self.capture_mouse()
            self.move_to(*place)
            self.post_message(self.Dragged(self._pressed, is_dropped=False))

    def on_mouse_up(self) -> None:
        """What is dragged is let go."""
        self.release_mouse()
        if self._is_dragging and self._pressed is not None:
            self.post_message(self.Dragged(self._pressed, is_dropped=True))
        self._pressed, self._is_dragging = None, False

    def on_click(self, event: events.Click) -> None:
        """One click selects, two choose."""
        place = self._place_at(event)
        if place is None:
            return
        self.move_to(*place)
        if event.chain == 2:
            self.post_message(self.Chosen())
