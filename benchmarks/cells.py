"""What stands in the cells of a terminal's screen, from what a program writes to it."""

import re

from rich.cells import cell_len

_PIECES = re.compile(r"\x1b\[([0-9;?<>=$ ]*)([A-Za-z])|\x1b\][^\x07]*\x07|\x1b.|\r|\n|[^\x1b\r\n]+")
_ROWS = 200  # more than any window has


class Cells:
    """Text and moves of the cursor alone: what Textual writes needs no more."""

    def __init__(self) -> None:
        self._rows: list[dict[int, str]] = [{} for _ in range(_ROWS)]
        self._row = self._column = 0

    def write(self, data: str) -> None:
        """Take in what is written."""
        for piece in _PIECES.finditer(data):
            numbers, does = piece[1], piece[2]
            if does == "H":
                row, _, column = numbers.partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif does == "J":
                self._rows = [{} for _ in range(_ROWS)]
            elif piece[0] == "\n":
                self._row, self._column = self._row + 1, 0
            elif piece[0] == "\r":
                self._column = 0
            elif not piece[0].startswith("\x1b"):
                self._put(piece[0])

    def _put(self, text: str) -> None:
        row = self._rows[min(self._row, _ROWS - 1)]
        for letter in text:
            row[self._column] = letter
            for more in range(1, cell_len(letter)):
                row[self._column + more] = ""
            self._column += cell_len(letter)

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return ["".join(row.get(at, " ") for at in range(max(row, default=-1) + 1)) for row in self._rows]

    def find(self, words: str) -> tuple[int, int] | None:
        """Column and row in the middle of the first such words; None where they are not to be seen."""
        for number, line in enumerate(self.lines):
            if (start := line.find(words)) >= 0:
                return cell_len(line[:start]) + cell_len(words) // 2, number
        return None
