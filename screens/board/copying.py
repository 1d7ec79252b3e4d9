"""What is selected on the board, as a table for a spreadsheet."""

from collections.abc import Iterator

from apprentices.exchange.sheets import Sheet
from screens.board.by_person import ByPerson
from screens.board.face import Face, Kind
from screens.board.grid import BoardGrid


def selected(grid: BoardGrid) -> Sheet:
    """The cells that are marked, else the row under the cursor: what each row is, then its cells.

    By person, cells have the codes of placements; on the turned board, the names of people, and seats left.
    """
    rows, columns = grid.selection or (range(grid.row, grid.row + 1), range(len(grid.view.board.cycles)))
    by_person = isinstance(grid.face, ByPerson)
    heads = ("apprentice", "name") if by_person else ("host", "placement")
    cycles = [grid.view.board.cycles[column] for column in columns]
    row_of = _of_person if by_person else _of_team
    return Sheet("board", [*heads, *cycles], [list(row_of(grid, row, columns)) for row in rows])


def _of_person(grid: BoardGrid, row: int, columns: range) -> Iterator[str]:
    who = grid.face.target(row, columns[0]).apprentice or ""
    yield who
    yield grid.view.workspace.name_of(who)
    for column in columns:
        yield grid.face.target(row, column).placement or ""


def _of_team(grid: BoardGrid, row: int, columns: range) -> Iterator[str]:
    target = grid.face.target(row, columns[0])
    yield target.host or ""
    yield target.placement or ""
    for column in columns:
        yield _in_seat(grid, grid.face, row, column)


def _in_seat(grid: BoardGrid, face: Face, row: int, column: int) -> str:
    who = face.target(row, column).apprentice
    if who is not None:
        return grid.view.workspace.name_of(who)
    cell = face.cell(row, column)
    return str(cell.text) if cell.kind in (Kind.FREE, Kind.TOTAL) else ""
