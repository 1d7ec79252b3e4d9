"""What follows from the rows of a programme as of a day, each part worked out when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apprentices.board import Board
from apprentices.calendar import insist_on_rule
from apprentices.errors import ABSURD, DatabaseUnusable, ErrorKind, UsageError
from apprentices.not_told import EVERYTHING_TOLD, NotTold
from apprentices.programme import DRAFT, Programme
from apprentices.rules.facts import Facts
from apprentices.rules.said import Name
from apprentices.score import Score
from apprentices.shared import key_file
from apprentices.statements import Statements
from apprentices.store import Loaded, Store
from apprentices.text import shown

if TYPE_CHECKING:
    from apprentices.rules.checker import Checker
    from apprentices.rules.signing import Signing

Rows = Mapping[str, Sequence[Any]]


class Judged:
    """A programme, its board, the findings and the score."""

    def __init__(self, loaded: Loaded, today: date, store: Store | None = None) -> None:
        """`store`: the one that it was read from, which tells whose copy of the programme it is."""
        self.loaded = loaded
        self._today, self._store = today, store

    @cached_property
    def programme(self) -> Programme:
        """The reference data. Raises `DatabaseUnusable` for training days that can't be read.

        No import lets such in, but a database may be damaged or changed by hand.
        """
        for person in self.loaded.rows.get("apprentices", ()):
            try:
                if person.training_days:
                    insist_on_rule(person.training_days)
            except ValueError as error:
                raise DatabaseUnusable(
                    f"The database was changed by hand, or is damaged: the training days of "
                    f"{person.apprentice} can't be read ({error}).",
                    ErrorKind.CHANGED_BY_HAND,
                ) from error
        made = Programme.of(self.loaded.rows, self.loaded.bank_holidays)
        return replace(made, not_told=self._not_told())

    def _not_told(self) -> NotTold:
        """What other hosts keep to themselves; nothing where no host has its key beside the database."""
        if self._store is None or not key_file(Path(self._store.where)).exists():
            return EVERYTHING_TOLD
        from apprentices.exchange.parcels.untold import not_told_in  # most copies are no host's

        return not_told_in(self._store, self.loaded.rows)

    @cached_property
    def statements(self) -> Statements:
        """What was said."""
        return Statements.of(self.loaded.rows)

    @cached_property
    def board(self) -> Board:
        """The draft; only the checker may change it."""
        return Board(self.programme, self.loaded.rows.get(DRAFT.name, ()))

    @cached_property
    def facts(self) -> Facts:
        """What the rules look at; there before anything is judged."""
        return Facts(self.programme, self._today, self.loaded.published, self.statements)

    @cached_property
    def checker(self) -> "Checker":
        """The draft judged in full."""
        return self._checker(at_once=True)

    def judge_in_steps(self) -> Iterator[None]:
        """Judge the draft before anybody asks for it; between the steps others have their turn."""
        checker = self._checker(at_once=False)
        yield from checker.judge_in_steps()
        self.checker = checker

    def _checker(self, at_once: bool) -> "Checker":
        from apprentices.rules.binding import Binding  # brings all rules; a board can be drawn without
        from apprentices.rules.checker import Checker

        published = self.loaded.published
        binding = Binding(self.programme, self._today, published, facts=self.facts)
        return Checker(self.board, self._today, published, binding, at_once=at_once)

    @cached_property
    def signing(self) -> "Signing":
        """What hosts have signed, against the draft; what it reads of a sign-off it keeps."""
        from apprentices.rules.signing import Signing

        return Signing(self.facts)

    @cached_property
    def score(self) -> Score:
        """How good the draft is."""
        return Score(self.facts, self.board)


def refuse_what_cannot_be_judged(before: Loaded, after: Loaded, today: date) -> None:
    """Raise `UsageError` where rules could judge what is there now, and not what would be there."""
    wrong = _not_judged(after, today)
    if not wrong:
        return
    was_wrong = _not_judged(before, today)
    new = [problem for name, problem in wrong.items() if name not in was_wrong]
    if new:
        more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
        raise UsageError(f"With this, a rule could not judge any more: {new[0]}{more} Nothing was changed.")


def _not_judged(loaded: Loaded, today: date) -> dict[Name | None, str]:
    from apprentices.rules.judging import has_raised

    try:
        findings = Judged(loaded, today).checker.findings()
    except ABSURD as wrong:
        return {None: f"the programme as a whole ({shown(str(wrong)[:100])})."}
    return {found.name: found.problem for found in findings if has_raised(found)}


def changed(rows: Rows, table: Any, upserts: Sequence[Any], removals: Sequence[Any]) -> list[Any]:
    """The rows of a table as they would be: first without the removals, then with the upserts."""
    by_key = {table.key_of(row): row for row in rows.get(table.name, ())}
    for row in removals:
        by_key.pop(table.key_of(row), None)
    return list((by_key | {table.key_of(row): row for row in upserts}).values())
