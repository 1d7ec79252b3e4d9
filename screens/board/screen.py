"""The board's screen: what its keys change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType

from apprentices.board import Edit, Place
from apprentices.programme import TABLE, Assignment
from apprentices.rules.said import Consequence, Finding
from screens.board.commands import BOARD
from screens.board.grid import BoardGrid
from screens.board.looking import LookingScreen
from screens.board.view import Target
from screens.shared.command import bindings
from screens.shared.words import outcome

if TYPE_CHECKING:
    pass

Cells = dict[Place, Assignment | None]


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
        seen = self._all_there(cycle)

        def assign(person: str | None, team: str | None) -> None:
            if person and team and self._is_still(seen, [(person, cycle)]):
                self._edit([(person, cycle)], lambda: self.workspace.assign(person, cycle, team))

        if who is not None:
            self.app.push_screen(choose_placement(self.view, target), lambda chosen: assign(who, chosen))
        else:
            self.app.push_screen(choose_person(self.view, target), lambda chosen: assign(chosen, placement))

    def action_clear(self) -> None:
        """Empty the cell."""
        who, cycle = self._place()
        self._edit([(who, cycle)], lambda: self.workspace.clear(who, cycle))

    def action_pin(self) -> None:
        """Pin the cell, or unpin it."""
        who, cycle = self._place()
        there = self.workspace.board.at(who, cycle)
        pinned = there is not None and there.pinned
        self._edit([(who, cycle)], lambda: self.workspace.pin(who, cycle, not pinned))

    def action_swap(self) -> None:
        """Choose with whom the person swaps."""
        from screens.board.chooser import choose_swap

        who, cycle = self._place()
        seen = self._all_there(cycle)

        def swap(other: str | None) -> None:
            if other and self._is_still(seen, [(who, cycle), (other, cycle)]):
                self._edit([(who, cycle), (other, cycle)], lambda: self.workspace.swap(who, other, cycle))

        self.app.push_screen(choose_swap(self.view, who, cycle), swap)

    def action_person(self) -> None:
        """Edit the person in a form."""
        from screens.records.editing import edit

        who, _ = self._place()
        edit(self, TABLE["apprentices"], self.workspace.programme.apprentices[who])

    def action_mend(self) -> None:
        """Go to the field that mends the first finding."""
        from screens.records.going import first_step, go_to

        step = first_step(self, self.view.of_target(self.target))
        if step is not None:
            go_to(self, step)
        else:
            self.say("No form mends what the rules say here.")

    def action_page(self) -> None:
        """Open the person's page."""
        from screens.people.page import show_page

        if self.target is not None and self.target.apprentice is not None:
            show_page(self, self.target.apprentice)

    def _all_there(self, cycle: str) -> Cells:
        board = self.workspace.board
        return {
            (who, cycle): board.at(who, cycle)
            for who in self.workspace.programme.apprentices
            if cycle in board.cycle_index
        }

    def _is_still(self, seen: Cells, places: list[Place]) -> bool:
        """Whether nobody changed these cells, or removed them, while there was something to choose."""
        now = self._all_there(places[0][1])
        if all(place in now and now[place] == seen.get(place) for place in places):
            return True
        self.say("This cell was changed by somebody else while you chose. Look again and choose.")
        return False

    def _place(self) -> Place:
        target = self.target
        assert target is not None
        assert target.apprentice is not None
        return target.apprentice, target.cycle

    def _edit(self, places: list[Place], do: Callable[[], Consequence]) -> None:
        """Make an edit, draw what it touched, and say what it broke and mended."""
        before = [self._there(place) for place in places]

        def show(consequence: Consequence) -> None:
            self.view.edited(places, consequence)
            self.grid.edited(places, keep=Target(places[0][1], places[0][0]))
            self.show_frame()
            if before != [self._there(place) for place in places]:
                self.say(f"{self._said(places)} {outcome(consequence)}")

        self.frame.attempt(do, show)

    def _there(self, place: Place) -> Edit:
        there = self.workspace.board.at(*place)
        return Edit(*place, there.placement if there else None, there is not None and there.pinned)

    def _said(self, places: list[Place]) -> str:
        return " ".join(self._said_of(place) for place in places)

    def _said_of(self, place: Place) -> str:
        there = self._there(place)
        name = self.workspace.programme.apprentices[place[0]].name
        if there.placement is None:
            return f"{name} has no placement in {place[1]}."
        return f"{name} is in {there.placement}{' (pinned)' if there.pinned else ''} in {place[1]}."


async def show_on_board(app: App[None], finding: Finding) -> None:
    """Go to the board, to what a finding is about."""
    await app.switch_mode("board")
    if isinstance(app.screen, BoardScreen):
        app.screen.go_to_finding(finding)
