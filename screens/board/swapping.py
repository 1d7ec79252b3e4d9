"""The chooser of a swap: in one cycle or several in a row, of two people or among three."""

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from screens.board.chooser import Chooser
from screens.board.offers import Offers, people_to_swap_with, swap_asked, while_known
from screens.board.view import BoardView, Target
from screens.shared import plain
from screens.shared.command import Command, bindings


class SwapChooser(Chooser):
    """Gives who closes the ring: each of `people` gets what the next has, they what the first has."""

    WHERE = "In the list of people to swap with"
    DECLARED: ClassVar[tuple[Command, ...]] = (
        Command(
            "swap.longer", "right", "One cycle more", "Swap in the next cycle as well.", always_first=True
        ),
        Command("swap.shorter", "left", "One cycle less", "Leave the last cycle out.", always_first=True),
        Command(
            "swap.three",
            "tab",
            "Among three, or two",
            "The marked person is the second of three, and the third is chosen next; or two again.",
            always_first=True,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    NOTHING = "There is nobody to swap with."
    KEYS = "← → cycles   tab two or three   ↑ ↓ mark   enter take   esc leave"

    def __init__(self, view: BoardView, apprentice: str, cycle: str) -> None:
        self._view = view
        self.people: tuple[str, ...] = (apprentice,)
        self._first, self._number = cycle, 1
        super().__init__(self._asked(), self._ring, view.looks)

    @property
    def cycles(self) -> tuple[str, ...]:
        """The cycles in which they swap."""
        board = self._view.board
        start = board.cycle_index[self._first]
        return board.cycles[start : start + self._number]

    def _ring(self) -> Offers | None:
        there = [Target(self._first, person) for person in self.people]
        return while_known(
            self._view, there, lambda: people_to_swap_with(self._view, self.people, self.cycles)
        )()

    def _asked(self) -> str:
        return swap_asked(self._view, self.people, self.cycles)

    def _ask(self) -> None:
        box = self.query_one("#chooser")
        box.border_title = plain.text(self._asked())
        self.workspace_changed()

    # -- what happens

    def action_longer(self) -> None:
        """One cycle more, as far as there are any."""
        start = self._view.board.cycle_index[self._first]
        self._number = min(self._number + 1, len(self._view.board.cycles) - start)
        self._ask()

    def action_shorter(self) -> None:
        """One cycle less."""
        self._number = max(1, self._number - 1)
        self._ask()

    def action_three(self) -> None:
        """The marked person becomes the second of three; or there are two again."""
        if len(self.people) > 1:
            self.people = self.people[:1]
        elif self.marked is not None:
            self.people = (*self.people, self.marked.code)
        self.query_one(Input).value = ""  # the words were for another person
        self._ask()
