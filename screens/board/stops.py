"""The findings to which keys lead, one after the other: place by place, as the board shows them."""

from collections.abc import Sequence
from typing import NamedTuple

from apprentices.rules.said import Finding
from screens.board.face import Face

Spot = tuple[int, int]  # row and column
NOWHERE: Spot = (1_000_000_000, 0)  # after all others: of what has no cell on the board


class Reached(NamedTuple):
    """A finding, where it is on the board, and what is said of it."""

    finding: Finding
    spot: Spot | None
    said: str


class Stops:
    """Each finding that the title counts, in the order of where it is on a face of the board."""

    def __init__(self, found: Sequence[Finding], face: Face) -> None:
        self._found, self._face = found, face
        counted = (number for number, one in enumerate(found) if one.is_conflict or one.is_warning)
        self._in_order = sorted((face.place_of(found[number]) or NOWHERE, number) for number in counted)

    def are_of(self, found: Sequence[Finding], face: Face) -> bool:
        """Whether they are these findings, as this face shows them."""
        return self._found is found and self._face is face

    def next(self, cursor: Spot, told: Finding | None, forwards: bool) -> Reached | None:
        """The one after the cursor, or after what was told last while the cursor is there.

        After the last comes the first; None where there are none at all.
        """
        if not self._in_order:
            return None
        here = self._here(cursor, told, forwards)
        ahead = [one for one in self._in_order if (one > here if forwards else one < here)]
        spot, number = (ahead or self._in_order)[0 if forwards else -1]
        finding = self._found[number]
        alike = [at for _, at in self._in_order if self._found[at].severity is finding.severity]
        again = "" if ahead else f", again from the {'top' if forwards else 'bottom'}"
        which = f"{finding.severity.capitalize()} {alike.index(number) + 1} of {len(alike)}"
        return Reached(finding, None if spot == NOWHERE else spot, f"{which}{again}: {finding.problem}")

    def _here(self, cursor: Spot, told: Finding | None, forwards: bool) -> tuple[Spot, int]:
        for spot, number in self._in_order:
            if told and spot in (cursor, NOWHERE) and self._found[number].name == told.name:
                return spot, number
        return cursor, len(self._found) if forwards else -1
