"""What is on which days for a person or a team: stays, absences, closures, training, ends of clearances."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from apprentices.board import Board
from apprentices.calendar import Days
from apprentices.errors import ABSURD
from apprentices.programme import Absence, Apprentice, Clearance, Placement
from apprentices.rules.facts import Facts

Row = TypeVar("Row", Absence, Clearance)


class What(StrEnum):
    """What there can be on a day, as people call it; what matters most comes first."""

    ENDING = "a clearance ends"
    ABSENCE = "away"
    CLOSURE = "closed"
    TRAINING = "training"
    STAY = "in a placement"
    GAP = "no placement"


class Entry(NamedTuple):
    """One thing on one or several days. `about` says which: a clearance, the kind of an absence, a closure's
    reason; it may be empty. A stay has its placement; what is told of a team has the person."""

    what: What
    days: Days
    about: str = ""
    placement: Placement | None = None
    apprentice: str | None = None


class Diary:
    """Looks up what is on, person by person and team by team, as the board stands."""

    def __init__(self, facts: Facts, board: Board) -> None:
        self._facts = facts
        self._programme = facts.programme
        self._board = board

    def of_person(self, person: Apprentice, within: Days, with_training: bool = True) -> list[Entry]:
        """All of a person's entries that have a day of `within`, in order of time; stays clipped to their
        practical period. Training days are told one by one, where they are known, or left out."""
        stays = list(self._stays(person, within))
        found = [*stays, *self._closures_at(stays), *self._of_one(person, within)]
        if with_training:
            found += self._training(person, within)
        return _in_order(found, within)

    def of_team(self, team: Placement, within: Days, with_training: bool = True) -> list[Entry]:
        """A team's entries that have a day of `within`: its closures, who is there, and what they have on
        while they are; their training days, or without."""
        found = [_closure(one.starts_on, one.ends_on, one.reason) for one in self._facts.closures_of(team)]
        for person, stay in self._guests(team, within):
            found.append(Entry(What.STAY, stay, placement=team, apprentice=person.apprentice))
            own = [*self._of_one(person, stay), *(self._training(person, stay) if with_training else ())]
            for entry in own:
                if clipped := entry.days.clip(stay):
                    found.append(entry._replace(days=clipped, apprentice=person.apprentice))
        return _in_order(found, within)

    def training(self, one: Apprentice | Placement, within: Days) -> set[date]:
        """The days of `within` on which a person, or somebody who is in a team then, is in training."""
        if isinstance(one, Apprentice):
            return set(self._training_days(one, within))
        stays = ((person, stay.clip(within)) for person, stay in self._guests(one, within))
        return set(chain(*(self._training_days(person, days) for person, days in stays if days)))

    def _guests(self, team: Placement, within: Days) -> Iterator[tuple[Apprentice, Days]]:
        """Who is in a team in the cycles that have a day of `within`, each with the days of that stay."""
        for index, days in enumerate(self._facts.cycle_days):
            if days.clip(within):
                for code in self._board.there(index, team.placement):
                    person = self._programme.apprentices[code]
                    if stay := self._facts.stays(person)[index]:
                        yield person, stay

    def _stays(self, person: Apprentice, within: Days) -> Iterator[Entry]:
        """Where the person is, and the cycles in which they should be somewhere and are not."""
        stays, active = self._facts.stays(person), self._facts.active(person)
        there = self._board.row(person.apprentice)
        for stay, one, is_active in zip(stays, there, active, strict=True):
            if stay is None or not stay.clip(within):
                continue
            if one is not None:
                yield Entry(What.STAY, stay, placement=self._programme.placements[one.placement])
            elif is_active:
                yield Entry(What.GAP, stay)

    def _closures_at(self, stays: Iterable[Entry]) -> Iterator[Entry]:
        for entry in stays:
            if entry.placement is not None:
                for one in self._facts.closures_of(entry.placement):
                    days = Days(one.starts_on, one.ends_on).clip(entry.days)
                    if days:
                        yield _closure(days.first, days.last, one.reason)

    def _of_one(self, person: Apprentice, within: Days) -> Iterator[Entry]:
        """What goes with the person wherever they are and has a day of `within`, training aside."""
        for absence in self._absences.get(person.apprentice, ()):
            days = Days(absence.starts_on, absence.ends_on)
            if days.clip(within):
                yield Entry(What.ABSENCE, days, absence.kind)
        for clearance in self._clearances.get(person.apprentice, ()):
            if clearance.expires_on is not None and clearance.expires_on in within:
                where = f" at {clearance.host}" if clearance.host else ""
                days = Days(clearance.expires_on, clearance.expires_on)
                yield Entry(What.ENDING, days, f"{clearance.clearance}{where}")

    def _training(self, person: Apprentice, within: Days) -> Iterator[Entry]:
        return (Entry(What.TRAINING, Days(day, day)) for day in self._training_days(person, within))

    def _training_days(self, person: Apprentice, within: Days) -> Iterable[date]:
        try:
            return self._facts.training_in(person, within)
        except ABSURD:  # of a rule that an older program took; CAL-TRAINING says so
            return ()

    @cached_property
    def _absences(self) -> Mapping[str, Sequence[Absence]]:
        return _by_person(self._programme.absences)

    @cached_property
    def _clearances(self) -> Mapping[str, Sequence[Clearance]]:
        return _by_person(self._programme.clearances)


def _by_person(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.apprentice, []).append(row)
    return found


def _closure(first: date, last: date, reason: str | None) -> Entry:
    return Entry(What.CLOSURE, Days(first, last), reason or "")


def _in_order(found: Iterable[Entry], within: Days) -> list[Entry]:
    entries = (entry for entry in found if entry.days.clip(within))
    return sorted(entries, key=lambda entry: (entry.days.first, entry.days.last))
