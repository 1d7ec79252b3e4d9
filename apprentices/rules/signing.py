"""What hosts have agreed to, against the board: who is told otherwise than a host has signed.

After an edit nothing is told anew for it: the people of each team are compared as sets, and what follows from
people, teams and days, which no edit of a cell changes, is worked out once a sign-off.
"""

from collections.abc import Mapping, Sequence
from heapq import nsmallest
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


class _Seen(NamedTuple):
    """Of one sign-off and a board: the people of each team that differ, as of an edition of the team."""

    board: Board
    editions: dict[str, int]
    differ: dict[str, frozenset[str]]  # of teams where anybody does


class Signing:
    """The sign-offs that stand, as facts have them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._agreed: dict[str, _Agreed] = {}
        self._seen: dict[str, _Seen] = {}
        self._words: dict[tuple[str, str, str | None], str] = {}  # by sign-off, person and team at the host

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
        agreed, seen = self._agreed_to(signed), self._seen.get(signed.statement)
        if seen is None or seen.board is not board:
            seen = self._seen[signed.statement] = _Seen(board, {}, {})
            changed = {team: board.editions(index).get(team, 0) for team in self._facts.teams_at(host)}
        else:
            changed = {
                team: edition
                for team, edition in board.editions(index).items()
                if edition != seen.editions.get(team, edition)
            }
        for team in changed:
            seen.differ.pop(team, None)
            if differ := board.there(index, team).keys() ^ agreed.there.get(team, _NOBODY):
                seen.differ[team] = frozenset(differ)
        seen.editions.update(changed)
        return agreed.otherwise.union(*seen.differ.values())

    def in_words(self, host: str, apprentice: str, index: int, board: Board) -> str:
        """What the host is told of a person otherwise than it has signed: of its own teams alone.

        So an edit elsewhere changes nothing in it.
        """
        programme = self._facts.programme
        signed = self._facts.statements.signed[host, board.cycles[index]]
        there = board.row(apprentice)[index] if apprentice in programme.apprentices else None
        here = there if there and programme.placements[there.placement].host == host else None
        key = (signed.statement, apprentice, here.placement if here else None)
        found = self._words.get(key)
        if found is None:
            before = self._agreed_to(signed).rows.get(apprentice)
            after = told_of(programme, [here] if here else [])
            found = self._words[key] = _in_words([before] if before else [], after, host)
        return found

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
        return _Agreed(
            rows, {team: frozenset(people) for team, people in there.items()}, self._otherwise(rows)
        )

    def _otherwise(self, rows: Mapping[str, Told]) -> frozenset[str]:
        """Whose assignment is told otherwise today, or can't be as person or team are gone from the host."""
        programme = self._facts.programme
        same = [
            Assignment(apprentice=row.apprentice, cycle=row.cycle, placement=row.placement)
            for row in rows.values()
            if row.apprentice in programme.apprentices and row.placement in programme.placements
        ]
        now = {row.apprentice: _agreed_to(row) for row in told_of(programme, same)}
        return frozenset(code for code, row in rows.items() if now.get(code) != _agreed_to(row))


def _in_words(before: Sequence[Told], after: Sequence[Told], host: str) -> str:
    found = of_the_stay(differences(before, after))
    name = next(row.name for row in (*after, *before))
    return f"{name} {in_words(found[0], host) if found else _NAME}"


def few(codes: frozenset[str], facts: Facts, most: int) -> list[str]:
    """The first of these people in the order of the programme; who is gone comes first."""
    return nsmallest(most, codes, key=lambda code: (facts.person_order.get(code, -1), code))
