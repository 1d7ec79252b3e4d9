"""What hosts have agreed to, against the board: who is told otherwise than a host has signed.

After an edit nothing is told anew for it: the people of each team are compared as sets, and what follows from
people, teams and days, which no edit of a cell changes, is worked out once a sign-off.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from apprentices.agreement.differences import differences, in_words, of_the_stay
from apprentices.agreement.digests import FACTS, rows_of
from apprentices.agreement.standing import Standing
from apprentices.board import Board
from apprentices.programme import Assignment
from apprentices.rules.facts import Facts
from apprentices.statements import SignOff
from apprentices.told import Told, told_of

_agreed_to = attrgetter(*FACTS)
_NAME = "the name is written otherwise"  # its parts alone: shown, it is the same
_NOBODY: frozenset[str] = frozenset()


class _Agreed(NamedTuple):
    """What one sign-off is about: rows by person, people by team; who is told otherwise where they are."""

    rows: Mapping[str, Told]
    there: Mapping[str, frozenset[str]]
    otherwise: frozenset[str]


class Signing:
    """The sign-offs that stand, as facts have them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._agreed: dict[str, _Agreed] = {}

    def standing(self, host: str, index: int, board: Board) -> Standing:
        """Where a host stands with a cycle."""
        place, said = (host, board.cycles[index]), self._facts.statements
        there = any(board.there(index, team) for team in self._facts.teams_at(host))
        moved = self.moved(host, index, board)
        return Standing(*place, there, said.signed.get(place), moved, said.asked.get(place))

    def moved(self, host: str, index: int, board: Board) -> frozenset[str]:
        """Who is told otherwise than the host has signed; nobody where no sign-off stands."""
        signed = self._facts.statements.signed.get((host, board.cycles[index]))
        if signed is None:
            return _NOBODY
        agreed = self._agreed_to(signed)
        teams = self._facts.teams_at(host)
        moved = set(agreed.otherwise)
        for team in teams:
            now, was = board.there(index, team).keys(), agreed.there.get(team, _NOBODY)
            if now != was:
                moved |= now ^ was
        for team in agreed.there.keys() - teams:  # the host has no such team any more
            moved |= agreed.there[team]
        return frozenset(moved)

    def in_words(self, host: str, apprentice: str, index: int, board: Board) -> str:
        """What the host is told of a person otherwise than it has signed: of its own teams alone.

        So an edit elsewhere changes nothing in it.
        """
        cycle = board.cycles[index]
        before = self._agreed_to(self._facts.statements.signed[host, cycle]).rows.get(apprentice)
        there = board.row(apprentice)[index] if apprentice in self._facts.programme.apprentices else None
        here = there and there.placement in self._facts.teams_at(host)
        after = told_of(self._facts.programme, [there] if there and here else [])
        found = of_the_stay(differences([before] if before else [], after))
        name = next(row.name for row in (*after, before) if row)
        return f"{name} {in_words(found[0], host) if found else _NAME}"

    def _agreed_to(self, signed: SignOff) -> _Agreed:
        found = self._agreed.get(signed.statement)
        if found is None:
            found = self._agreed[signed.statement] = self._read(signed)
        return found

    def _read(self, signed: SignOff) -> _Agreed:
        rows = {row.apprentice: row for row in rows_of(signed.rows)}
        there: dict[str, set[str]] = {}
        for row in rows.values():
            there.setdefault(row.placement, set()).add(row.apprentice)
        otherwise = frozenset(code for code, row in rows.items() if self._is_otherwise(row))
        return _Agreed(rows, {team: frozenset(people) for team, people in there.items()}, otherwise)

    def _is_otherwise(self, row: Told) -> bool:
        """Whether the same assignment is told otherwise today; what is gone is moved, and seen as such."""
        programme = self._facts.programme
        known = row.apprentice in programme.apprentices and row.placement in programme.placements
        if not known:
            return True
        same = Assignment(apprentice=row.apprentice, cycle=row.cycle, placement=row.placement)
        (now,) = told_of(programme, [same])
        return _agreed_to(now) != _agreed_to(row)


def few(codes: frozenset[str], facts: Facts, most: int) -> list[str]:
    """The first of these people in the order of the programme; who is gone comes first."""
    from heapq import nsmallest

    return nsmallest(most, codes, key=lambda code: (facts.person_order.get(code, -1), code))
