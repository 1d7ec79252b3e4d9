"""The board's screen: what its keys change."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType

from apprentices.board import Place
from apprentices.errors import DatabaseUnusable
from apprentices.programme import TABLE
from apprentices.rules.said import Consequence, Finding
from apprentices.store import IMPORT
from screens.board.commands import BOARD
from screens.board.edits import CHANGED_MEANWHILE, Seen, held, now_said, pinned_at, pins_said
from screens.board.grid import BoardGrid
from screens.board.looking import LookingScreen
from screens.board.view import Target
from screens.shared import plain
from screens.shared.command import bindings
from screens.shared.the_app import Finish
from screens.shared.words import outcome

if TYPE_CHECKING:
    from screens.board.chooser import Chooser
    from screens.board.dragging import Drop


class BoardScreen(LookingScreen):
    """Who is where when, and the keys that change it."""

    DECLARED = BOARD
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    @on(BoardGrid.Chosen)
    def action_place(self) -> None:
        """Choose a placement for the cell, or a person for the seat."""
        if not self.check_action("place", ()):
            return
        from screens.board.chooser import choose_person, choose_placement

        target = self.target
        assert target is not None
        who, placement, cycle = target.apprentice, target.placement, target.cycle
        seen = Seen(self.workspace.board)

        def assign(person: str | None, team: str | None) -> None:
            if person and team:
                there = seen.at((person, cycle))
                is_move = there is not None and there.placement != team
                places = [(person, cycle)]
                self._once_sure(
                    places if is_move else [],
                    lambda: self._if_still(seen, places, lambda: self.workspace.assign(person, cycle, team)),
                )

        if who is not None:
            self._open(choose_placement(self.view, target), lambda chosen: assign(who, chosen))
        else:
            self._open(choose_person(self.view, target), lambda chosen: assign(chosen, placement))

    def action_clear(self) -> None:
        """Empty the cell."""
        place, seen = self._place(), Seen(self.workspace.board)
        self._once_sure([place], lambda: self._if_still(seen, [place], lambda: self.workspace.clear(*place)))

    def action_pin(self) -> None:
        """Pin the cell, or unpin it."""
        who, cycle = self._place()
        there = self.workspace.board.at(who, cycle)
        pinned = there is not None and there.pinned
        self._edit([(who, cycle)], lambda: self.workspace.pin(who, cycle, not pinned))

    def action_swap(self) -> None:
        """Choose with whom the person swaps, in which cycles."""
        from screens.board.swapping import SwapChooser

        chooser = SwapChooser(self.view, *self._place())
        seen = Seen(self.workspace.board)

        def swap(last: str | None) -> None:
            if last:
                people, cycles = [*chooser.people, last], chooser.cycles
                places = [(who, cycle) for cycle in cycles for who in people]
                self._once_sure(
                    places, lambda: self._if_still(seen, places, lambda: self.workspace.swap(people, cycles))
                )

        self._open(chooser, swap)

    @on(BoardGrid.Dragged)
    def drag(self, event: BoardGrid.Dragged) -> None:
        """Say what letting go here would do; when it is let go, ask before it is done."""
        from screens.board.dragging import drop

        if not self.is_draft:
            self.say(("Only the draft can be changed; ", self.way("board.version", "shows it"), "."))
            return
        found = drop(self.view, event.start, self.target)
        if isinstance(found, str):
            self.say(found)
        elif event.is_dropped:
            self._ask_to_drop(found)
        else:
            self.say(f"Let go to {found.verb} {found.words}. {outcome(self.workspace.consider(found.edits))}")

    def _ask_to_drop(self, found: "Drop") -> None:
        from screens.board.effects import story
        from screens.shared.question import Question

        seen, places = Seen(self.workspace.board), found.places

        def answered(yes: bool | None) -> None:
            if yes:
                self._once_sure(places, lambda: self._if_still(seen, places, found.do))
            elif seen.is_still(places[:1], self.workspace.board):  # where it began
                self.say(self.view.remark())
                self.go_to_cell(*places[0])

        would = plain.lines(plain.text(*line) for line in story(self.workspace.consider(found.edits)))
        title = f"{found.verb.capitalize()} {found.words}?"
        self.app.push_screen(Question(title, would, found.verb), answered)

    def action_person(self) -> None:
        """Edit the person in a form."""
        from screens.records.editing import edit

        who, _ = self._place()
        edit(self, TABLE["apprentices"], self.workspace.programme.apprentices[who])

    def action_mend(self) -> None:
        """Go to the field that mends the first finding."""
        from screens.records.going import go_to
        from screens.records.leads import first_step

        step = first_step(self.workspace, self.view.of_target(self.target))
        if step is not None:
            go_to(self, step)
        else:
            self.say("No form mends what the rules say here.")

    def action_page(self) -> None:
        """Open the person's page."""
        from screens.people.page import show_page

        if self.target is not None and self.target.apprentice is not None:
            show_page(self, self.target.apprentice)

    def _open(self, chooser: "Chooser", then: Callable[[str | None], None]) -> None:
        """Open a chooser, with the cell that it is about in sight above it."""
        from screens.board.chooser import height_in

        height = self.app.size.height
        self.grid.clear_foot(self.grid.region.bottom - (height - height_in(height)))

        def closed(chosen: str | None) -> None:
            self.grid.clear_foot(0)
            then(chosen)

        self.app.push_screen(chooser, closed)

    def _once_sure(self, places: Sequence[Place], do: Finish) -> None:
        """Do what moves who is in these cells: after a question, where somebody is pinned there."""
        pinned = pinned_at(self.workspace, places)
        if not pinned:
            do()
            return
        from screens.shared.question import GraveQuestion

        def answered(yes: bool | None) -> None:
            if yes:
                do()

        text = "\n\n".join(pins_said(self.workspace, pinned))
        self.app.push_screen(GraveQuestion("Change it all the same?", text, "change it"), answered)

    def _if_still(self, seen: Seen, places: list[Place], do: Callable[[], Consequence]) -> None:
        """Make an edit, unless somebody changed these cells, or removed them, while there was something to
        choose.
        """
        if seen.is_still(places, self.workspace.board):
            self._edit(places, do)
        else:
            self.say(CHANGED_MEANWHILE)

    def _place(self) -> Place:
        target = self.target
        assert target is not None
        assert target.apprentice is not None
        return target.apprentice, target.cycle

    def _edit(self, places: list[Place], do: Callable[[], Consequence]) -> None:
        """Make an edit, draw what it touched, and say what it broke and mended."""
        before = held(self.workspace, places)

        def show(consequence: Consequence) -> None:
            self.view.edited(places, consequence)
            self.grid.edited(places, keep=Target(places[0][1], places[0][0]))
            self.show_frame()
            if before != held(self.workspace, places):
                self.say(f"{now_said(self.workspace, before)} {outcome(consequence)}")
                self._keep_last_edit()

        self.frame.attempt(do, show)

    def _keep_last_edit(self) -> None:
        """What was last done stays in sight, with the key that takes it back."""
        with suppress(DatabaseUnusable):  # the next edit says so
            last = self.workspace.last_of_mine()
            is_edit = last is not None and last.kind != IMPORT
            undoes = (self.way("app.undo", "undoes"), f": {self.workspace.told(last)}") if last else ()
            self.status.keep(*(undoes if is_edit else ()))

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now; what was last done may have been taken back."""
        super().workspace_changed()
        if self.status.kept:
            self._keep_last_edit()


async def show_on_board(app: App[None], finding: Finding) -> None:
    """Go to the board, to what a finding is about."""
    await app.switch_mode("board")
    if isinstance(app.screen, BoardScreen):
        app.screen.go_to_finding(finding)
