"""The keys that move a mark in a list, or a cursor in a matrix."""

from collections.abc import Iterator

from screens.shared.command import Command

MOVES = (
    Command("list.up", "up,k", "Up", "One line up.", step=True),
    Command("list.down", "down,j", "Down", "One line down.", step=True),
    Command("list.page-up", "pageup", "Page up", "A page up.", step=True),
    Command("list.page-down", "pagedown", "Page down", "A page down.", step=True),
    Command("list.first", "home", "First", "To the first line.", step=True),
    Command("list.last", "end", "Last", "To the last line.", step=True),
)
_SIDEWAYS = (
    Command("matrix.left", "left,h", "Left", "One column to the left.", step=True),
    Command("matrix.right", "right,l", "Right", "One column to the right.", step=True),
)


def moves(screen: str, **helps: str) -> Iterator[Command]:
    """The same commands as a screen's own; `helps` says otherwise what `up` or `down` does there."""
    for move in MOVES:
        name = move.id.removeprefix("list.")
        yield move._replace(id=f"{screen}.{name}", help=helps.get(name, move.help))


def steps(screen: str) -> Iterator[Command]:
    """The keys that move the cursor, as a screen's own."""
    yield from moves(screen)
    for step in _SIDEWAYS:
        yield step._replace(id=f"{screen}.{step.id.removeprefix('matrix.')}")
