"""Lines over time in braille, with their axes: told apart by their stroke and their names, not by colour."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from screens.shared import plain

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # of a braille sign, by column and row
BLANK = 0x2800
DASH = (True, True, False, False)  # by column of dots
LEAST_WIDTH, LEAST_HEIGHT = 24, 4  # below, there is nothing to be seen


class Curve(NamedTuple):
    """A value that changes in steps: (seconds, value), in order of time."""

    name: str
    steps: Sequence[tuple[float, int]]
    style: str
    dashed: bool = False

    def at(self, seconds: float) -> int | None:
        """The value at a time; None before the first."""
        value = None
        for when, step in self.steps:
            if when > seconds:
                break
            value = step
        return value


class Plot(Widget):
    """Draws curves as large as it is."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._curves: tuple[Curve, ...] = ()
        self._until = 0.0

    def show(self, curves: Sequence[Curve], until: float) -> None:
        """Show curves from 0 to so many seconds."""
        self._curves, self._until = tuple(curves), until
        self.refresh()

    def render(self) -> Content:
        """The title, and the drawing below."""
        width, height = self.size
        title = plain.text((self._title, "bold"))
        return plain.lines([title, *draw(self._curves, width, height - 1, self._until)])


def draw(curves: Sequence[Curve], width: int, height: int, until: float) -> list[Content]:
    """The lines of a drawing: values at the left, seconds below, each curve's name where it ends."""
    drawn = [curve for curve in curves if curve.steps]
    if not drawn or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    values = [value for curve in drawn for _, value in curve.steps]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    drawn.sort(key=lambda curve: -curve.steps[-1][1])  # names stand in the order of their values
    names = [f"{curve.name} {curve.steps[-1][1]}" for curve in drawn]
    left = max(len(str(low)), len(str(high)))
    canvas = _Canvas(width - left - 3 - max(map(cell_len, names)) - 1, height - 2, low, high, until)
    for curve in reversed(drawn):
        canvas.draw(curve)
    ends = _apart([canvas.row_of(curve.steps[-1][1]) for curve in drawn], canvas.height)
    named = {row: plain.text((f" {n}", c.style)) for row, n, c in zip(ends, names, drawn, strict=True)}
    marked = {0: str(high), canvas.height - 1: str(low)}
    lines = []
    for row in range(canvas.height):
        axis = f"{marked.get(row, '').rjust(left)} {'┤' if row in marked else '│'}"
        lines.append(plain.text((axis, "$text-muted"), canvas.line(row), named.get(row, plain.text(""))))
    lines.append(plain.text((f"{' ' * left} └{'─' * canvas.width}", "$text-muted")))
    last = f"{until:.0f} s" if until >= 10 else f"{until:.1f} s"
    lines.append(plain.text((f"{' ' * (left + 2)}0{last.rjust(canvas.width - 1)}", "$text-muted")))
    return lines


def _apart(rows: list[int], height: int) -> list[int]:
    """Where names go so that none covers another: rows in the same order, the last ones moved up at need."""
    found: list[int] = []
    for row in rows:
        found.append(max(row, found[-1] + 1) if found else row)
    for number in range(len(found)):
        most = height - 1 - number
        found[-1 - number] = min(found[-1 - number], most)
    return found


class _Canvas:
    """A grid of braille signs, each two dots wide and four high."""

    def __init__(self, width: int, height: int, low: int, high: int, until: float) -> None:
        self.width, self.height = max(1, width), height
        self._low, self._high, self._until = low, high, max(until, 0.1)
        self._dots = [[0] * self.width for _ in range(height)]
        self._styles = [[""] * self.width for _ in range(height)]

    def row_of(self, value: int) -> int:
        """The row of signs in which a value lies."""
        return self._dot_of(value) // 4

    def draw(self, curve: Curve) -> None:
        """Draw one curve; where two meet, the later one gives the colour."""
        before: int | None = None
        for x in range(2 * self.width):
            value = curve.at(x / (2 * self.width - 1) * self._until)
            if value is None:
                continue
            y = self._dot_of(value)
            between = range(min(y, before), max(y, before) + 1) if before is not None else (y,)
            for dot in between:
                if not curve.dashed or (dot % 2 == 0 if dot != y else DASH[x % len(DASH)]):
                    self._set(x, dot, curve.style)
            before = y

    def line(self, row: int) -> Content:
        """One row of signs."""
        signs = (
            plain.text((chr(BLANK + dots) if dots else " ", style))
            for dots, style in zip(self._dots[row], self._styles[row], strict=True)
        )
        return plain.row(signs, "")

    def _dot_of(self, value: int) -> int:
        share = (self._high - value) / (self._high - self._low)
        return round(share * (4 * self.height - 1))

    def _set(self, x: int, y: int, style: str) -> None:
        self._dots[y // 4][x // 2] |= DOTS[x % 2][y % 4]
        self._styles[y // 4][x // 2] = style
