"""The fewest things of which every one of some sets has one. Sets are whole numbers, a bit each thing."""

from collections.abc import Collection, Iterator


class TooLong(Exception):  # never leaves the package: hiding then takes what it has
    """The search has taken all the steps it may."""


class Hitting:
    """An exact search of at most so many steps, over all that it is asked."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def at_most(self, number: int, sets: Collection[int]) -> int | None:
        """So many things, or fewer, that hit all sets; None where there are none. Raises TooLong."""
        self._left -= 1
        if self._left < 0:
            raise TooLong
        if not sets:
            return 0
        if apart(sets) > number or not all(sets):
            return None
        for thing in _by_use(min(sets, key=lambda one: (one.bit_count(), one)), sets):
            found = self.at_most(number - 1, {one for one in sets if not one & thing})
            if found is not None:
                return found | thing
            sets = {one & ~thing for one in sets}  # with it there is no answer: it is tried no more
        return None


def apart(sets: Collection[int]) -> int:
    """How many sets have nothing in common: at least so many things are needed."""
    used = number = 0
    for one in sorted(sets, key=lambda one: (one.bit_count(), one)):
        if not one & used:
            used |= one
            number += 1
    return number


def things(of: int) -> Iterator[int]:
    """The things of a set, one by one."""
    while of:
        thing = of & -of
        yield thing
        of ^= thing


def smallest(sets: Collection[int]) -> set[int]:
    """The sets that have no other one in them: who hits these hits all."""
    kept: list[int] = []
    for one in sorted(sets, key=lambda one: (one.bit_count(), one)):
        if not any(other & one == other for other in kept):
            kept.append(one)
    return set(kept)


def _by_use(of: int, sets: Collection[int]) -> list[int]:
    """The things of a set, those first that hit most."""
    return sorted(things(of), key=lambda thing: (-sum(1 for one in sets if one & thing), thing))
