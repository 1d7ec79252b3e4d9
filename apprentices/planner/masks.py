"""Cell rules compiled to masks: a whole number for a cell, with a bit for each placement that it may have.

A rule says what it goes by of people and placements (`CellRule.of_person`, `of_team`). All that are the same
in that are one kind to it, so that it is asked once for each kind of person, cycle and kind of placement: no
rule is worded a second time, and a board of thousands takes seconds.
"""

from collections.abc import Hashable
from operator import attrgetter

from apprentices.programme import Apprentice, Placement, Programme
from apprentices.rules.binding import Binding, forbids
from apprentices.rules.rule import CellRule, Look


class Masks:
    """The placements that the cell rules of a binding allow; the bits are in the order of the programme."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._bit = {code: 1 << number for number, code in enumerate(binding.facts.programme.placements)}
        kinds = _Kinds(binding.facts.programme)
        self._every = (1 << len(binding.facts.programme.placements)) - 1
        self._rules = [
            _Compiled(active.rule, look, kinds)
            for active, look in binding.prohibitions
            if isinstance(active.rule, CellRule)
        ]

    def allowed(self, person: Apprentice, index: int) -> int:
        """The placements that no rule forbids the person in an active cell of a cycle."""
        forbidden = 0
        for rule in self._rules:
            forbidden |= rule.forbidden(person, index)
        return self._every & ~forbidden | self._waived(person, index)

    def _waived(self, person: Apprentice, index: int) -> int:
        """The placements that nothing but what somebody accepts forbids."""
        bits = 0
        for team in self._binding.waived_cells.get((person.apprentice, index), ()):
            if self._binding.allows(person, index, team):
                bits |= self._bit[team.placement]
        return bits


class _Kinds:
    """What people and placements are, as far as a rule goes by it."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._rows: dict[str, dict[str, list[Hashable]]] = {}

    def of_person(self, person: Apprentice, names: tuple[str, ...]) -> Hashable:
        """The values of columns, and the rows of tables, about a person; whether these are told here."""
        told = person.apprentice not in self._programme.not_told.people
        return told, *(
            getattr(person, name) if hasattr(person, name) else self._rows_of(name, person.apprentice)
            for name in names
        )

    def of_teams(self, names: tuple[str, ...] | None) -> list[tuple[Placement, int]]:
        """A placement of each kind, with the bits of all that are of it."""
        found: dict[Hashable, tuple[Placement, int]] = {}
        for number, team in enumerate(self._programme.placements.values()):
            told = team.placement not in self._programme.not_told.placements
            kind = (team.placement,) if names is None else (told, *(getattr(team, name) for name in names))
            first, bits = found.get(kind, (team, 0))
            found[kind] = first, bits | 1 << number
        return list(found.values())

    def _rows_of(self, table: str, code: str) -> Hashable:
        """The rows about a person, without the person's code."""
        if table not in self._rows:
            by_person = self._rows[table] = {}
            for row in getattr(self._programme, table):
                values = attrgetter(*(name for name in row.__slots__ if name != "apprentice"))(row)
                by_person.setdefault(row.apprentice, []).append(values)
        return tuple(self._rows[table].get(code, ()))


class _Compiled:
    """What one rule forbids, found once for each kind of person and cycle."""

    def __init__(self, rule: CellRule, look: Look, kinds: _Kinds) -> None:
        self._look, self._kinds, self._names = look, kinds, rule.of_person
        self._teams = kinds.of_teams(rule.of_team)
        self._kind: dict[str, Hashable] = {}
        self._found: dict[tuple[Hashable, int], int] = {}

    def forbidden(self, person: Apprentice, index: int) -> int:
        """The bits of the placements that the rule forbids."""
        kind = self._kind_of(person)
        found = self._found.get((kind, index))
        if found is None:
            found = 0
            for team, bits in self._teams:
                if forbids(self._look, person, index, team):
                    found |= bits
            self._found[kind, index] = found
        return found

    def _kind_of(self, person: Apprentice) -> Hashable:
        if self._names is None:
            return person.apprentice
        kind = self._kind.get(person.apprentice)
        if kind is None:
            kind = self._kind[person.apprentice] = self._kinds.of_person(person, self._names)
        return kind
