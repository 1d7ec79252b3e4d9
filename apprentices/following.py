"""What is in memory follows what is stored, whoever writes: cells one by one, all else read again."""

from collections.abc import Iterator, Sequence
from datetime import date

from apprentices.board import Edit
from apprentices.errors import DatabaseBusy
from apprentices.judged import Judged
from apprentices.kept import Kept
from apprentices.programme import DRAFT
from apprentices.rules.said import Consequence
from apprentices.store import PARCEL_TOLD, PUBLISH, RESTORE, Event, Store

MANY = 1_000  # rows of one event: to read everything takes no longer than to look at each


class Following:
    """What a store holds, judged as of `today`."""

    def __init__(self, store: Store, today: date) -> None:
        self.store = store
        self.today = today
        self.kept = Kept(lambda: Judged(self.store.load(), self.today, self.store))
        self._news: list[Event] = []  # events that are still to be taken in

    def reload(self) -> None:
        """Read everything again; it is judged when a finding is first asked for."""
        self.kept.reload()

    def forget(self) -> None:
        """Read everything again when it is next asked for: what was written is, whatever happens then."""
        self.kept.forget()

    def catch_up(self) -> None:
        """Read what was written since. Raises `DatabaseBusy` where another program is writing."""
        self.kept.catch_up()

    def read_in_steps(self, today: date) -> Iterator[bool]:
        """Read everything again and judge it as of that day; true once all is so.

        Between the steps before that others have their turn, and all is as it was. Where they change
        something meanwhile, it comes to nothing. Raises `DatabaseUnusable`, changing nothing, where what is
        stored can't be read.
        """
        findings, forgotten = self.kept.now.checker.findings(), self.kept.forgotten
        judged = Judged(self.store.load(), today, self.store)
        for _ in judged.judge_in_steps():
            yield False
            if self.kept.now.checker.findings() is not findings or self.kept.forgotten != forgotten:
                return
        self.today = today
        self.kept.take(judged)
        yield True

    # -- what others change

    def refresh(self) -> list[Event]:
        """Take in what others have changed since the last look; returns their events."""
        self._news += self.store.news()
        self._take_in(self._news)
        return self._told()

    def refresh_in_steps(self) -> Iterator[list[Event]]:
        """The same. Where everything has to be read again, that comes after steps with no event yet: between
        them others have their turn. It begins again where they change something meanwhile.
        """
        self._news += self.store.news()
        is_read = self._take_in_cells(self._news)
        while not is_read:
            for is_read in self.read_in_steps(self.today):
                if not is_read:
                    yield []
        yield self._told()

    def _told(self) -> list[Event]:
        events, self._news = self._news, []
        return events

    def _done(self, event: Event) -> Event:
        """Take in what was done just now; where another program is writing, it is read later."""
        try:
            self._take_in([event])
        except DatabaseBusy:
            self.forget()
        return event

    def _take_in(self, events: Sequence[Event]) -> None:
        if not self._take_in_cells(events):
            self.reload()

    def _take_in_cells(self, events: Sequence[Event]) -> bool:
        """Take in the cells that events changed, as they are now: later events may have changed them too.

        False where everything has to be read: they changed more than some cells, or cells of a programme that
        is newer than the one in memory.
        """
        if not self.kept.is_at_hand:  # it comes with all the rest
            return True
        cells: dict[tuple[str, str], None] = {}
        for event in events:
            if event.kind in (PUBLISH, RESTORE, PARCEL_TOLD) or event.changes > MANY:
                return False
            for change in self.store.changes(event.id):
                if change.table != DRAFT.name:
                    return False
                rows = (row for row in (change.before, change.after) if row)
                cells |= {(row["apprentice"], row["cycle"]): None for row in rows}
        there = zip(cells, self.store.draft(list(cells)), strict=True)
        edits = [Edit.holding(*cell, assignment) for cell, assignment in there]
        if not all(self._is_known(edit) for edit in edits):
            return False
        if edits:
            self._put(edits)
        return True

    def _is_known(self, edit: Edit) -> bool:
        now = self.kept.now
        return (
            edit.apprentice in now.programme.apprentices
            and edit.cycle in now.board.cycle_index
            and (edit.placement is None or edit.placement in now.programme.placements)
        )

    def _put(self, edits: Sequence[Edit]) -> Consequence:
        now = self.kept.now
        consequence = now.checker.put(edits)
        for apprentice in {edit.apprentice for edit in edits}:
            now.score.update(apprentice, now.board.row(apprentice))
        return consequence
