"""What hosts have agreed to, against the board: who is told otherwise than a host has signed.

After an edit nothing is told anew for it: the people of each team are compared as sets, and what follows from
people, teams and days, which no edit of a cell changes, is worked out once a sign-off.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import NamedTuple

from apprentices.agreement.differences import differences, in_words, of_the_stay
from apprentices.agreement.digests import Agreed, facts_about, facts_of, row_of
from apprentices.agreement.standing import Standing
from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.rules.facts import Facts
from apprentices.statements import SignOff
from apprentices.told import Told, days_told, told_of

# What is told of a person and of a team, as a sign-off keeps it and as the programme has it.
_OF_PERSON = ("given_names", "family_name", "standard", "employer")
_OF_TEAM = ("host", "team", "site", "supervisor")
_told_of_person, _told_of_team = itemgetter(*_OF_PERSON), itemgetter(*_OF_TEAM)
_of_person, _of_team = attrgetter(*_OF_PERSON), attrgetter(*_OF_TEAM)
_NAME = "the name is written otherwise"  # its parts alone: shown, it is the same
_NOBODY: frozenset[str] = frozenset()


class _Agreed(NamedTuple):
    """What one sign-off is about: people by team; who is told otherwise where they are."""

    there: Mapping[str, frozenset[str]]
    otherwise: frozenset[str]


class _Seen(NamedTuple):
    """Of one sign-off and a board: the people of each team that differ, as of an edition of the board."""

    board: Board
    edition: int
    differ: dict[str, frozenset[str]]  # of teams where anybody does


class Signing:
    """The sign-offs that stand, as facts have them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._agreed: dict[str, _Agreed] = {}
        self._seen: dict[str, _Seen] = {}
        self._cycles = {cycle.cycle: cycle for cycle in facts.programme.cycles}
        self._clipped: dict[tuple[date, date, str], tuple[str | None, str | None]] = {}
        self._words: dict[tuple[str, str, str | None], str] = {}  # by sign-off, person and team at the host

    def standing(self, host: str, index: int, board: Board) -> Standing:
        """Where a host stands with a cycle."""
        place, said = (host, board.cycles[index]), self._facts.statements
        there = any(board.there(index, team) for team in self._facts.teams_at(host))
        moved = self.moved(host, index, board)
        heard = host not in self._facts.not_told.signing
        return Standing(*place, there, said.signed.get(place), moved, said.asked.get(place), heard)

    def moved(self, host: str, index: int, board: Board) -> frozenset[str]:
        """Who is told otherwise than the host has signed; nobody where no sign-off stands."""
        signed = self._facts.statements.signed.get((host, board.cycles[index]))
        if signed is None:
            return _NOBODY
        agreed, seen = self._agreed_to(signed), self._seen.get(signed.statement)
        if seen is None or seen.board is not board:
            seen, changed = _Seen(board, 0, {}), iter(self._facts.teams_at(host))
        else:
            changed = board.changed_since(index, seen.edition)
        for team in changed:
            if self._facts.programme.placements[team].host == host:
                seen.differ.pop(team, None)
                if differ := board.there(index, team).keys() ^ agreed.there.get(team, _NOBODY):
                    seen.differ[team] = frozenset(differ)
        self._seen[signed.statement] = seen._replace(edition=board.edition)
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
            before = self._told_before(signed, apprentice)
            after = told_of(programme, [here] if here else [])
            found = self._words[key] = _in_words(before, after, host)
        return found

    def _told_before(self, signed: SignOff, apprentice: str) -> list[Told]:
        """What the host has signed of a person. Of most nobody asks: their facts are not kept."""
        facts = facts_about(signed.rows, apprentice)
        return [row_of(facts)] if facts else []

    def _agreed_to(self, signed: SignOff) -> _Agreed:
        found = self._agreed.get(signed.statement)
        if found is None:
            found = self._agreed[signed.statement] = self._read(signed)
        return found

    def _read(self, signed: SignOff) -> _Agreed:
        there: dict[str, set[str]] = {}
        otherwise: set[str] = set()
        for one in facts_of(signed.rows):
            code = str(one["apprentice"])
            there.setdefault(str(one["placement"]), set()).add(code)
            if self._is_otherwise(one):
                otherwise.add(code)
        people = {team: frozenset(codes) for team, codes in there.items()}
        return _Agreed(people, frozenset(otherwise))

    def _is_otherwise(self, told: Agreed) -> bool:
        """Is an assignment told otherwise today, or can't it be as person or team are gone from the host?"""
        programme = self._facts.programme
        person = programme.apprentices.get(told["apprentice"] or "")
        team = programme.placements.get(told["placement"] or "")
        if person is None or team is None:
            return True
        days = self._days(person.starts_on, person.ends_on, told["cycle"] or "")
        return (
            _told_of_person(told) != _of_person(person)
            or _told_of_team(told) != _of_team(team)
            or (told["starts_on"], told["ends_on"]) != days
        )

    def _days(self, first: date, last: date, cycle: str) -> tuple[str | None, str | None]:
        """First and last day in a cycle as facts have them."""
        found = self._clipped.get((first, last, cycle))
        if found is None:
            days = days_told(Days(first, last), self._cycles[cycle])
            start, end = (day and day.isoformat() for day in days)
            found = self._clipped[first, last, cycle] = (start or None, end or None)
        return found


def _in_words(before: Sequence[Told], after: Sequence[Told], host: str) -> str:
    found = of_the_stay(differences(before, after))
    name = next(row.name for row in (*after, *before))
    return f"{name} {in_words(found[0], host) if found else _NAME}"


def few(codes: frozenset[str], facts: Facts, most: int) -> list[str]:
    """The first of these people in the order of the programme; who is gone comes first."""
    order = facts.person_order
    gone = sorted(codes - order.keys())
    return [*gone, *sorted(codes.difference(gone), key=order.__getitem__)][:most]
