"""What is to be planned: which cells may change, what each may become, and what every choice is worth.

A problem is made from a board and the rule catalogue alone. It asks the rules themselves: cell rules say
which placements a cell may not have, row and seat rules hand out their limits. Nothing is defined twice.
"""

import copy
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from apprentices.board import Board, Edit, Place
from apprentices.planner.masks import Masks
from apprentices.programme import Apprentice, Assignment, Programme
from apprentices.rules.binding import ActiveRule, Binding
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.limits import RowLimit, SeatLimit
from apprentices.rules.places import Place as Counted
from apprentices.rules.rule import Params
from apprentices.rules.said import Said
from apprentices.score import Score
from apprentices.statements import NOTHING_SAID, Statements
from apprentices.told import Publication

Cell = tuple[str, int]  # a person's code and the index of a cycle in order of time
Plan = dict[Cell, str | None]  # the free cells; None: a gap


class Keep(StrEnum):
    """What the planner has to keep of the board."""

    NONE = "none"
    PINS = "pins"
    DRAFT = "draft"  # pins too, and as much of the draft as can be
    PUBLISHED = "published"  # pins too, and as much of the latest publication as can be


class Scope(NamedTuple):
    """Which cells may change. Empty sets mean all; a cell has to be meant by each set that isn't empty.

    Cycles that are past or under way only change when they are named. `hosts` means the cells now at
    these hosts, and empty cells, which may then only be filled there.
    """

    keep: Keep = Keep.PINS
    cycles: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    apprentices: frozenset[str] = frozenset()


class Data(NamedTuple):
    """All that a problem is made from, in a form that can be sent to another process."""

    programme: Programme
    assignments: tuple[Assignment, ...]
    today: date
    published: Publication | None
    scope: Scope
    reference: tuple[Assignment, ...] | None  # what moves are counted against
    statements: Statements = NOTHING_SAID

    def problem(self) -> "Problem":
        """The problem, made anew."""
        board = Board(self.programme, self.assignments)
        return Problem(board, self.today, self.published, self.scope, self.reference, self.statements)


class Problem:
    """A board as the planner sees it. The board itself is never changed."""

    def __init__(
        self,
        board: Board,
        today: date,
        published: Publication | None = None,
        scope: Scope | None = None,
        reference: Iterable[Assignment] | None = None,
        statements: Statements = NOTHING_SAID,
    ) -> None:
        self.board = board
        self.programme = board.programme
        self.today = today
        self.published = published
        self.scope = scope or Scope()
        self.binding = Binding(self.programme, today, published, statements)
        self.facts = self.binding.facts
        self.score = Score(self.facts, board)
        if reference is None:
            reference = self._kept()
        self.reference = None if reference is None else tuple(reference)
        self._values: dict[str, dict[str, int]] = {}
        self._row_limits: dict[str, list[tuple[ActiveRule, RowLimit]]] = {}
        self._listed: dict[frozenset[str], list[str]] = {}
        self._masks = Masks(self.binding)
        self._allowed: dict[Cell, int] = {}
        self._placements_of: dict[int, tuple[str, ...]] = {}
        self._codes = tuple(self.programme.placements)
        self.locked: dict[str, list[str | None]] = {}
        self.cleared: list[Cell] = []
        self.free: dict[str, tuple[int, ...]] = {}
        for code, person in self.programme.apprentices.items():
            self._take_row(code, person)

    @property
    def data(self) -> Data:
        """What this problem was made from."""
        assignments = tuple(self.board.assignments())
        return Data(
            self.programme,
            assignments,
            self.today,
            self.published,
            self.scope,
            self.reference,
            self.facts.statements,
        )

    def narrowed(self, plan: Mapping[Cell, str | None], people: Iterable[str]) -> "Problem":
        """The same problem with only these people's cells free, all others as in `plan`."""
        chosen = set(people)
        other = copy.copy(self)
        other.free = {code: indices for code, indices in self.free.items() if code in chosen}
        other.locked = dict(self.locked)
        for code, indices in self.free.items():
            if code not in chosen:
                row = list(self.locked[code])
                for index in indices:
                    row[index] = plan.get((code, index))
                other.locked[code] = row
        return other

    def with_pins_free(self, among: Container[Cell] | None = None) -> "Problem":
        """The same problem with the pins planned too (those `among` some cells), but for those in cycles in
        which somebody is away.
        """
        index_of = self.board.cycle_index

        def is_freed(row: Assignment) -> bool:
            cell = row.apprentice, index_of[row.cycle]
            return row.pinned and self.is_active(*cell) and (among is None or cell in among)

        rows = (replace(row, pinned=False) if is_freed(row) else row for row in self.board.assignments())
        return self.data._replace(assignments=tuple(rows)).problem()

    def cells(self) -> Iterator[Cell]:
        """The free cells, by person and in order of time."""
        return ((code, index) for code, indices in self.free.items() for index in indices)

    def is_beyond(self, variables: int) -> bool:
        """Whether all free cells together may have more than so many placements."""
        return sum(self.mask(*cell).bit_count() for cell in self.cells()) > variables

    def is_active(self, apprentice: str, index: int) -> bool:
        """Whether the person should be in a placement in a cycle."""
        return self.facts.active(self.programme.apprentices[apprentice])[index]

    # -- what a cell may become

    def eligible(self, apprentice: str, index: int) -> tuple[str, ...]:
        """The placements that no binding cell rule forbids in a free cell."""
        mask = self.mask(apprentice, index)
        found = self._placements_of.get(mask)
        if found is None:
            chosen = compress(self._codes, map(int, reversed(f"{mask:b}")))
            found = self._placements_of[mask] = tuple(chosen)
        return found

    def mask(self, apprentice: str, index: int) -> int:
        """The same as the bits of a whole number: bit n for the n-th placement of the programme."""
        found = self._allowed.get((apprentice, index))
        if found is None:
            found = self._masks.allowed(self.programme.apprentices[apprentice], index)
            if (only := self._only_at(apprentice, index)) is not None:
                there = (code for host in only for code in self.teams_by_host.get(host, ()))
                found &= sum(1 << self._order[code] for code in there)
            self._allowed[apprentice, index] = found
        return found

    def may_be(self, apprentice: str, index: int, placement: str) -> bool:
        """Whether `placement` is among `eligible`."""
        return bool(self.mask(apprentice, index) >> self._order[placement] & 1)

    def is_meant(self, apprentice: str, index: int, placement: str) -> bool:
        """Whether the scope lets a free cell have a placement, whatever rules say."""
        only = self._only_at(apprentice, index)
        return only is None or self.programme.placements[placement].host in only

    def forbidding(self, apprentice: str, index: int, placement: str) -> list[tuple[ActiveRule, Said]]:
        """The binding cell rules that forbid a placement in a cell, with what they say."""
        person = self.programme.apprentices[apprentice]
        return list(self.binding.forbidding(person, index, self.programme.placements[placement]))

    # -- what limits rows and places

    def row_limits(self, apprentice: str) -> list[tuple[ActiveRule, RowLimit]]:
        """The binding limits of one rotation; not to be changed by the caller."""
        found = self._row_limits.get(apprentice)
        if found is None:
            person = self.programme.apprentices[apprentice]
            found = self._row_limits[apprentice] = self.binding.row_limits(person)
        return found

    @cached_property
    def seat_limits(self) -> list[tuple[ActiveRule, Counted, SeatLimit]]:
        """The binding limits of all places in cycles that have free cells."""
        indices = sorted({index for _, index in self.cells()})
        return list(self.binding.seat_limits(indices))

    def locked_gaps(self, apprentice: str) -> int:
        """How many gaps the rotation keeps whatever is planned; with one, no minimum binds it."""
        active = self.facts.active(self.programme.apprentices[apprentice])
        free = self.free.get(apprentice, ())
        row = self.locked[apprentice]
        return sum(1 for c, on in enumerate(active) if on and row[c] is None and c not in free)

    @cached_property
    def teams_by_host(self) -> dict[str, frozenset[str]]:
        """The placements of each host that has any."""
        hosts = dict.fromkeys(team.host for team in self.programme.placements.values())
        return {host: frozenset(self.facts.teams_at(host)) for host in hosts}

    # -- what choices are worth

    def value(self, apprentice: str, placement: str) -> int:
        """What one cell with this placement adds to the person's satisfaction, host changes apart."""
        own = self._values.setdefault(apprentice, {})
        found = own.get(placement)
        if found is None:
            cell = Assignment(apprentice=apprentice, cycle="", placement=placement)
            found = own[placement] = self.score.satisfaction(apprentice, [cell])
        return found

    def preferred(self, apprentice: str) -> list[frozenset[str]]:
        """What the person's preferences ask for, each as the placements that it means."""
        return [self.facts.matching(what) for what in self._whats.get(apprentice, ())]

    def in_order(self, placements: frozenset[str]) -> list[str]:
        """Placements in the order of the programme; not to be changed by the caller."""
        found = self._listed.get(placements)
        if found is None:
            found = self._listed[placements] = sorted(placements, key=self._order.__getitem__)
        return found

    @cached_property
    def before(self) -> dict[Cell, str]:
        """What moves are counted against, by cell; empty where they are not counted."""
        index_of = self.board.cycle_index
        return {
            (a.apprentice, index_of[a.cycle]): a.placement
            for a in self.reference or ()
            if a.cycle in index_of and a.apprentice in self.locked
        }

    def move_cost(self, apprentice: str, index: int, placement: str | None) -> int:
        """What it counts that a cell has this placement (None: a gap); 0 where it is no move."""
        old = self.before.get((apprentice, index))
        if old is None or old == placement:
            return 0
        return self._notice_weight if self.inside_notice(index, old, placement) else 1

    def inside_notice(self, index: int, *placements: str | None) -> bool:
        """Whether a change between these placements starts inside the notice of one of their hosts, or the
        person's own.

        The weeks are those of PLAN-NOTICE.
        """
        if self.published is None:
            return False
        teams = self.programme.placements
        # A team that was told of may be gone, and its host unknown.
        hosts = (teams[code].host if code in teams else "" for code in placements if code is not None)
        weeks = self._notice
        return self.facts.notice(index, hosts, weeks["weeks"], weeks["apprentice_weeks"]) is not None

    # -- a plan on the board

    def gaps_on(self, plan: Board) -> list[Place]:
        """The cells of people who are active then and have no placement, by cycle."""
        return [
            (who, cycle)
            for index, cycle in enumerate(plan.cycles)
            for who in self.programme.apprentices
            if self.is_active(who, index) and plan.at(who, cycle) is None
        ]

    def is_past(self, cycle: str) -> bool:
        """Whether a cycle has begun and is not named in the scope, so that none of its cells may change."""
        begun = self.programme.cycles[self.board.cycle_index[cycle]].starts_on <= self.today
        return begun and cycle not in self.scope.cycles

    def board_with(self, plan: Mapping[Cell, str | None]) -> Board:
        """A new board with a plan in the free cells."""
        board = Board(self.programme, self.board.assignments())
        for code, index in self.cleared:
            board.put(Edit(code, board.cycles[index], None))
        for code, index in self.cells():
            old = board.row(code)[index]
            new = plan.get((code, index))
            if new != (old.placement if old else None):
                board.put(Edit(code, board.cycles[index], new))
        return board

    # -- inside

    def _kept(self) -> Iterable[Assignment] | None:
        if self.scope.keep is Keep.PUBLISHED and self.published:
            return self.published.assignments
        return self.board.assignments() if self.scope.keep is Keep.DRAFT else None

    @cached_property
    def _whats(self) -> dict[str, list[str]]:
        whats: dict[str, list[str]] = {}
        for row in self.programme.preferences:
            if row.points > 0:
                whats.setdefault(row.apprentice, []).append(row.what)
        return whats

    @cached_property
    def _order(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self._codes)}

    @cached_property
    def _notice_weight(self) -> int:
        return self.programme.settings.whole("notice_move_weight")

    @cached_property
    def _notice(self) -> Params:
        return parameters(RULES["PLAN-NOTICE"], self.programme.settings)

    def _take_row(self, code: str, person: Apprentice) -> None:
        row: list[str | None] = []
        free = []
        for index, on in enumerate(self.facts.active(person)):
            cell = self.board.row(code)[index]
            may_change = self._may_change(code, index, cell)
            if may_change and on:
                free.append(index)
                row.append(None)
            elif may_change and cell:
                self.cleared.append((code, index))  # nobody is there then: a placement breaks a rule
                row.append(None)
            else:
                row.append(cell.placement if cell else None)
        self.locked[code] = row
        if free:
            self.free[code] = tuple(free)

    def _may_change(self, code: str, index: int, cell: Assignment | None) -> bool:
        scope, cycle = self.scope, self.programme.cycles[index]
        if scope.cycles:
            if cycle.cycle not in scope.cycles:
                return False
        elif cycle.starts_on <= self.today:
            return False
        if scope.apprentices and code not in scope.apprentices:
            return False
        if cell is None:
            return True
        host = self.programme.placements[cell.placement].host
        return (not scope.hosts or host in scope.hosts) and (scope.keep is Keep.NONE or not cell.pinned)

    def _only_at(self, apprentice: str, index: int) -> frozenset[str] | None:
        if not self.scope.hosts or self.board.row(apprentice)[index] is not None:
            return None
        return self.scope.hosts
