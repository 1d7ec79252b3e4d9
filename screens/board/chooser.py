"""The chooser: a list ranked from best to worst, with what each choice would break and mend, in words."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Input

from apprentices.text import plain_letters
from screens.board.choices import ChoiceList
from screens.board.effects import story
from screens.board.offers import Offer, Offers, people_for, placements, while_known
from screens.board.view import BoardView, Target
from screens.shared import plain
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.drawn import drawn
from screens.shared.looks import HostLook
from screens.shared.phrase import phrase
from screens.shared.typed_line import TypedLine

LEAST_LINES, MOST_LINES = 12, 24
AT_ONCE = 25  # choices that are judged before something else has its turn


class Chooser(Dialog[str]):
    """Gives the code of what was chosen, or None."""

    WHERE = "In the list of placements (or people) to choose from"
    IS_TYPED_IN = True
    NOTHING: ClassVar[str] = "There is nothing to choose from."
    DECLARED: ClassVar[tuple[Command, ...]] = (
        Command("chooser.take", "enter", "Take it", "Choose what is marked."),
        Command("chooser.leave", "escape", "Leave", "Go back; nothing is changed."),
        Command("chooser.up", "up", "Up", "The choice before."),
        Command("chooser.down", "down", "Down", "The next choice."),
        Command("chooser.page-up", "pageup", "Page up", "A page of choices up."),
        Command("chooser.page-down", "pagedown", "Page down", "A page of choices down."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    KEYS = "type to filter   ↑ ↓ mark   enter take   esc leave"

    def __init__(
        self,
        title: str,
        offers: Callable[[], Offers | None],
        looks: dict[str, HostLook],
    ) -> None:
        """`offers` gives what there is to choose from; None where what it is for is no longer there."""
        super().__init__()
        self._title = title
        self._make_offers = offers
        self._offers: Offers | None = None
        self._words: tuple[str, ...] = ()
        self.box = Vertical(id="chooser")
        self.choices = ChoiceList(looks)
        self.story = plain.Words(classes="story")
        self.shown: list[Offer] = []
        self._is_judging = False

    def compose(self) -> ComposeResult:
        """The line to type in, the list, and the whole story of the choice that is marked."""
        with self.box as box:
            self.take_room()
            box.border_title = plain.text(self._title)
            self.show_keys(box, self.KEYS)
            yield TypedLine(placeholder="Type to filter", classes="words", compact=True)
            yield self.choices
            yield self.story

    @on(Resize)
    def take_room(self) -> None:
        """Take what belongs to it of a terminal of another height, so that its foot stays in sight."""
        self.box.styles.height = height_in(self.app.size.height)

    def on_mount(self) -> None:
        """Show all there is."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Judge the choices anew, with the same one marked; go back where there is nothing to choose for."""
        self._offers = self._make_offers()
        if self._offers is None:
            self.dismiss(None)
            return
        self._show(self._offers, self.marked)

    @property
    def is_being_made(self) -> bool:
        """Whether many choices are being judged: keys are kept until they are there."""
        return self._is_judging

    def _show(self, offers: Offers, marked: Offer | None = None) -> None:
        """Show what has the words, with the same one marked; of many, once they are judged."""
        self._stop_judging()
        todo = offers.to_judge(self._words)
        if len(todo) <= AT_ONCE:
            self._show_judged(offers, marked)
            return
        self._is_judging = True
        if not self.shown:
            self.choices.show([], "looking …")
        self.run_worker(partial(self._judge, offers, todo, marked))  # type: ignore[arg-type]

    def _stop_judging(self) -> None:
        self.workers.cancel_node(self)
        self._is_judging = False

    async def _judge(self, offers: Offers, todo: Sequence[str], marked: Offer | None) -> None:
        """Some at a time, once it is drawn that they are looked for: what comes in meanwhile is kept."""
        await drawn(self)
        for number, code in enumerate(todo):
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
            offers.judge(code)
        self._is_judging = False
        self._show_judged(offers, marked)

    def _show_judged(self, offers: Offers, marked: Offer | None) -> None:
        self.shown, count = offers(self._words)
        hidden = count - len(self.shown)
        self.choices.show(self.shown, f"{len(self.shown)} of {count}: type to find others" if hidden else "")
        same = [number for number, offer in enumerate(self.shown) if marked and offer.code == marked.code]
        if same:
            self.choices.mark(same[0])

    @property
    def marked(self) -> Offer | None:
        """The choice that enter takes."""
        return self.shown[self.choices.marked] if self.shown else None

    # -- what happens

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Leave only what has all the words."""
        self._words = tuple(plain_letters(event.value).split())
        if self._offers is not None:
            self._show(self._offers)

    @on(ChoiceList.Marked)
    def tell(self) -> None:
        """Tell the whole story of the choice."""
        marked = self.marked
        nothing = "" if self._is_judging else "Nothing has these words." if self._words else self.NOTHING
        said = story(marked.consequence) if marked else [phrase(nothing)]
        self.story.update(plain.lines(plain.text(*line) for line in said))

    @on(Input.Submitted)
    @on(ChoiceList.Taken)
    def action_take(self) -> None:
        """Choose what is marked."""
        if self.marked is not None:
            self.dismiss(self.marked.code)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss()

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Go back, and judge no more: what follows may change what it goes by."""
        self._stop_judging()
        return super().dismiss(result)

    def action_up(self) -> None:
        """One up."""
        self.choices.mark(self.choices.marked - 1)

    def action_down(self) -> None:
        """One down."""
        self.choices.mark(self.choices.marked + 1)

    def action_page_up(self) -> None:
        """A page up."""
        self.choices.page(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.choices.page(1)


def height_in(lines: int) -> int:
    """How much of the height of a terminal a chooser takes: the board stays in sight above it."""
    return max(min(lines, LEAST_LINES), min(lines * 3 // 5, MOST_LINES))


def choose_placement(view: BoardView, target: Target) -> Chooser:
    """A chooser of placements for a cell."""
    who = view.workspace.programme.apprentices[target.apprentice or ""].name
    title = f"Where is {who} in {target.cycle}?"
    return Chooser(title, while_known(view, [target], partial(placements, view, target)), view.looks)


def choose_person(view: BoardView, target: Target) -> Chooser:
    """A chooser of people for a seat."""
    team = view.workspace.programme.placements[target.placement or ""]
    title = f"Who comes to {team.team} ({team.host}) in {target.cycle}?"
    return Chooser(title, while_known(view, [target], partial(people_for, view, target)), view.looks)
