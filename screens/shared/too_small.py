"""What lies over a screen in a terminal in which nothing could be read."""

from typing import Any

from textual.geometry import Size
from textual.screen import Screen

from screens.shared import plain

LEAST = Size(40, 12)  # columns and lines in which all of the program can be used


class TooSmall(plain.Words):
    """Says what the terminal has, and what it takes."""


def is_too_small(size: Size) -> bool:
    """Whether nothing could be read in so many columns and lines."""
    return size.width < LEAST.width or size.height < LEAST.height


def cover(screen: Screen[Any], size: Size) -> None:
    """Cover a screen of that size where that is too small, and else uncover it."""
    there = [*screen.query_children(TooSmall)]
    if not is_too_small(size):
        screen.remove_children(there)
        return
    if not there:
        screen.mount(*(there := [TooSmall()]))
    said = f"Too small: {size.width} x {size.height}.", f"It takes {LEAST.width} x {LEAST.height}."
    there[0].update(plain.lines(map(plain.text, said)))
