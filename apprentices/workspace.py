"""One open programme: read it, edit the draft, see what that breaks and mends, take it back.

Screens and commands go through here and never past it. A workspace keeps the board and its findings in
memory, and writes every edit to the store at once.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from apprentices import deeds, undoing
from apprentices.board import Board, Edit
from apprentices.called import person_name
from apprentices.columns import Table
from apprentices.editing import place
from apprentices.errors import (
    ABSURD,
    ChangedElsewhere,
    DatabaseUnusable,
    ErrorKind,
    ProgramError,
    UsageError,
)
from apprentices.following import Following
from apprentices.judged import changed, refuse_what_cannot_be_judged
from apprentices.moved_on import later_changes
from apprentices.programme import Programme
from apprentices.rules.facts import Facts
from apprentices.rules.said import Consequence, Finding
from apprentices.score import Score
from apprentices.settings import LEAD
from apprentices.statements import Statements
from apprentices.store import Deed, Event, RowChange
from apprentices.told import Head, Publication

if TYPE_CHECKING:
    from apprentices.importing import Import
    from apprentices.planner.problem import Problem, Scope
    from apprentices.planner.proposal import Proposal
    from apprentices.rules.checker import Checker
    from apprentices.rules.signing import Signing

TRIES = 4  # to write before others have to wait
Result = TypeVar("Result")


class Workspace(Following):
    """A programme opened from a store, judged as of `today` (`new_day` moves it on)."""

    # -- reading

    @property
    def where(self) -> str:
        """Where it is stored: the database's path."""
        return self.store.where

    @property
    def rows(self) -> Mapping[str, Sequence[Any]]:
        """The rows by table, as they were read."""
        return self.kept.now.loaded.rows

    @property
    def lead_host(self) -> str | None:
        """The lead host as it is named here: the draft and publications are its."""
        return self.programme.settings.get(LEAD) or None

    @property
    def published(self) -> Publication | None:
        """The latest publication."""
        return self.kept.now.loaded.published

    @property
    def statements(self) -> Statements:
        """What was said: sign-offs, requests, waivers, the register, and what ended any of them."""
        return self.kept.now.statements

    @property
    def programme(self) -> Programme:
        """The reference data."""
        return self.kept.now.programme

    @property
    def board(self) -> Board:
        """The draft."""
        return self.kept.now.board

    @property
    def checker(self) -> "Checker":
        """The findings about the draft."""
        return self.kept.now.checker

    @property
    def facts(self) -> Facts:
        """What the rules look at."""
        return self.kept.now.facts

    @property
    def signing(self) -> "Signing":
        """What hosts have signed, against the draft."""
        return self.kept.now.signing

    @property
    def score(self) -> Score:
        """How good the draft is."""
        return self.kept.now.score

    def counts(self) -> tuple[int, int] | None:
        """How many conflicts and warnings stand; None where what is stored can't be read or judged."""
        try:
            return self.checker.conflicts, self.checker.warnings
        except (DatabaseUnusable, *ABSURD):
            return None

    def findings(self) -> Sequence[Finding]:
        """Every finding, conflicts first; the same object until something changes."""
        return self.checker.findings()

    def seats(self, placement: str, cycle: str) -> int:
        """Seats of a placement in a cycle."""
        return self.facts.seats.of_team(self.programme.placements[placement], cycle)

    # -- editing

    def assign(self, apprentice: str, cycle: str, placement: str) -> Consequence:
        """Put a person in a placement; a pinned cell stays pinned."""
        self._insist(Edit(apprentice, cycle, placement))
        old = self.board.at(apprentice, cycle)
        edit = Edit(apprentice, cycle, placement, old is not None and old.pinned)
        return self.edit(_deed("assign", edit, placement=placement), [edit])

    def clear(self, apprentice: str, cycle: str) -> Consequence:
        """Empty a cell."""
        edit = Edit(apprentice, cycle, None)
        self._insist(edit)
        return self.edit(_deed("clear", edit), [edit])

    def pin(self, apprentice: str, cycle: str, pinned: bool = True) -> Consequence:
        """Tell the planner to leave a cell as it is, or (not `pinned`) that it may change it."""
        self._insist(Edit(apprentice, cycle, None))
        old = self.board.at(apprentice, cycle)
        if old is None:
            raise UsageError(
                f"{self.name_of(apprentice)} has no placement in {cycle}: only a filled cell can be pinned."
            )
        edit = Edit(apprentice, cycle, old.placement, pinned)
        return self.edit(_deed("pin" if pinned else "unpin", edit), [edit])

    def swap(self, people: Sequence[str], cycles: Sequence[str]) -> Consequence:
        """Each of these people gets what the next has in these cycles, and the last what the first has.

        The cycles follow each other; pins go with the placements.
        """
        if len(set(people)) < len(people):
            raise UsageError("Different apprentices are needed for a swap.")
        for person in people:
            for cycle in cycles:
                self._insist(Edit(person, cycle, None))
        return self.edit(deeds.swap_deed(people, cycles), self.board.swapped(people, cycles))

    def edit(self, deed: Deed, edits: Sequence[Edit]) -> Consequence:
        """Write edits as one event and judge what they touch.

        Edits that change nothing are left out; when all are, nothing is written. Raises
        `ChangedElsewhere` when somebody else changed one of the cells first.
        """
        for edit in edits:
            self._insist(edit)
        before = [self.board.at(edit.apprentice, edit.cycle) for edit in edits]
        real = [(e, b) for e, b in zip(edits, before, strict=True) if e.assignment != b]
        if not real:
            return Consequence()
        place(self.store, deed, [e for e, _ in real], [b for _, b in real])
        return self._put([e for e, _ in real])

    def consider(self, edits: Sequence[Edit]) -> Consequence:
        """What edits would break and mend; nothing is changed."""
        return self.checker.consider(edits)

    # -- files

    def import_files(self, paths: Sequence[Path], replace: bool = False, dfe: Path | None = None) -> "Import":
        """Import files as one event, all or nothing; returns what it did.

        `dfe` is an Apprenticeship Service bulk upload. Raises `BadInput` with every problem in every file.
        """
        from apprentices.importing import prepare, write  # pydantic costs more to import than a check

        def step() -> "Import":
            loaded = self.store.load()  # as it is now, not as it was when this workspace was opened
            ready = prepare(paths, loaded.rows, replace, dfe)
            write(self.store, ready)
            return ready

        done = self.repeated(step)
        self.forget()
        return done

    # -- rows

    def write(
        self,
        deed: Deed,
        table: Table,
        upserts: Sequence[Any] = (),
        removals: Sequence[Any] = (),
        seen: Sequence[Any] = (),
        new: Sequence[Any] = (),
        also: Sequence[RowChange] = (),
    ) -> None:
        """Write rows of one table as one event, each only if the row is still as it is known here.

        `seen` are rows as they were when somebody began to change them, `new` those that must not be there
        yet; `also` are changes of other tables that go with it. Raises, writing nothing, `MovedOn` where one
        of them is otherwise now, and `UsageError` for rows with which a rule could not judge any more.
        """
        now = self.kept.now.loaded
        if upserts:
            then = now._replace(rows={**now.rows, table.name: changed(now.rows, table, upserts, ())})
            refuse_what_cannot_be_judged(now, then, self.today)
        known = {table.key_of(row): row for row in (*now.rows.get(table.name, ()), *seen)}
        known |= {table.key_of(row): None for row in new}
        changes = [*also, *(RowChange.of(table, row, None) for row in removals)]
        changes += [RowChange.of(table, known.get(table.key_of(row)), row) for row in upserts]
        with later_changes():
            self.store.apply(deed, changes)
        self.forget()

    # -- planning

    def problem(self, scope: "Scope") -> "Problem":
        """The planner's problem: this board, and which of its cells may change."""
        from apprentices.planner.problem import Problem

        return Problem(self.board, self.today, self.published, scope, statements=self.statements)

    def apply(self, proposal: "Proposal", deed: Deed) -> Consequence:
        """Make the draft what a proposal says, as one event."""
        return self.edit(deed, self.board.edits_to(proposal.assignments))

    # -- what was told, and what was done

    def publications(self) -> list[Head]:
        """Every publication without its rows, newest first."""
        return self.store.publications()

    def publication(self, number: int) -> Publication:
        """One publication. Raises `UsageError` for one that isn't there."""
        found = self.store.publication(number)
        if found is None:
            raise UsageError(f"There is no publication {number}.", ErrorKind.NO_SUCH_PUBLICATION)
        return found

    def history(self, limit: int | None = None) -> list[Event]:
        """The events, newest first."""
        return self.store.history(limit)

    def changes(self, event: int) -> list[RowChange]:
        """The rows that an event changed, in order. Raises `UsageError` for an unknown event."""
        return self.store.changes(event)

    def last_change(self, table: str, key: tuple[Any, ...]) -> Event | None:
        """The newest event that changed a row."""
        return self.store.last_change(table, key)

    # -- changes, mine and others'

    def undo(self, event: int | None = None) -> Event:
        """Take back one event; without a number, one's own newest. See `undoing.undo`."""
        return self._done(undoing.undo(self.store, event))

    def redo(self) -> Event:
        """Take back one's own newest undo. See `undoing.redo`."""
        return self._done(undoing.redo(self.store))

    def last_undo(self) -> Event | None:
        """One's own newest undo, where it can be redone, among the newest changes of all."""
        return undoing.newest_undo(self.store.history(undoing.NEWEST), self.store.actor)

    def last_of_mine(self) -> Event | None:
        """One's own newest change that stands, which `undo` takes back, among the newest changes of all."""
        return undoing.newest_change(self.store.history(undoing.NEWEST), self.store.actor)

    def told(self, event: Event) -> str:
        """What was done, in words."""
        return deeds.told(event.deed, self.name_of)

    def told_as_sentence(self, event: Event) -> str:
        """What was done, as a sentence."""
        return deeds.sentence(event.deed, self.name_of)

    def _insist(self, edit: Edit) -> None:
        """Raise `ChangedElsewhere` for a cell or placement that the programme no longer has."""
        if not self._is_known(edit):
            where = f" at {edit.placement}" if edit.placement else ""
            raise ChangedElsewhere(
                f"{edit.apprentice} in {edit.cycle}{where}: somebody has removed that from the programme. "
                "Nothing was changed."
            )

    def repeated(self, step: Callable[[], Result]) -> Result:
        """Do a step that reads and then writes; again where others were faster, at last with them waiting.

        Raises `ChangedElsewhere` when it is not their haste that is in the way.
        """
        for _ in range(TRIES):
            with suppress(ChangedElsewhere):
                return step()
        try:
            with self.store.alone():
                return step()
        except ProgramError:
            with suppress(ProgramError):
                self.reload()  # what is in memory may not have been kept
            raise

    def name_of(self, apprentice: str) -> str:
        """The name of a person; of nobody, the code. Reads no more than that where nothing was read yet."""
        if not self.kept.is_at_hand:
            return self.store.name(apprentice)
        return person_name(self.programme, apprentice)


def _deed(kind: str, edit: Edit, **more: str) -> Deed:
    return Deed(kind, {"apprentice": edit.apprentice, "cycle": edit.cycle, **more})
