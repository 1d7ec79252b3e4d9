"""Names beside each other, one of them in front: it is in sight however little room there is."""

from collections.abc import Sequence

from rich.cells import cell_len


def first_in_sight(names: Sequence[str], here: int, room: int) -> int:
    """The first name to be shown in so many columns: as few as need be are left out at the beginning."""
    first = 0
    while first < here and sum(map(cell_len, names[first : here + 1])) > room:
        first += 1
    return first
