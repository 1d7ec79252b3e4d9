"""The chooser: a list ranked from best to worst, with what each choice would break and mend, in words."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from apprentices.rules.rule import Finding, Severity
from apprentices.rules.words import count, join
from screens.board.offers import Offer, Offers, people_for, people_to_swap_with, placements
from screens.board.view import BoardView, Target
from screens.command import Command, Commanded, bindings
from screens.looks import CONFLICT, WARNING, HostLook
from screens.words import fit, says

MENDED = "✓"


class Chooser(Commanded, ModalScreen[str | None]):
    """Gives the code of what was chosen, or None."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = []
    DECLARED = (
        Command("chooser.take", "enter", "Take it", "Choose what is marked."),
        Command("chooser.leave", "escape", "Leave", "Go back; nothing is changed."),
        Command("chooser.up", "up", "Up", "The choice before."),
        Command("chooser.down", "down", "Down", "The next choice."),
        Command("chooser.page-up", "pageup", "Page up", "A page of choices up."),
        Command("chooser.page-down", "pagedown", "Page down", "A page of choices down."),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(
        self,
        title: str,
        columns: tuple[tuple[str, int], ...],
        offers: Offers,
        looks: dict[str, HostLook],
    ) -> None:
        super().__init__()
        self._title = title
        self._columns = columns
        self._offers = offers
        self._looks = looks
        self.shown, self._count = offers(())

    def compose(self) -> ComposeResult:
        """The line to type in, the list, and the whole story of the choice that is marked."""
        with Vertical(id="chooser") as box:
            box.border_title = self._title
            box.border_subtitle = "type to filter   ↑ ↓ mark   enter take   esc leave"
            line = Input(placeholder="Type to filter", id="words", compact=True)
            line.cursor_blink = False
            yield line
            yield Static(id="columns")
            choices = OptionList(id="choices", compact=True, markup=False)
            choices.can_focus = False  # the line has the keys
            yield choices
            yield Static(id="story")

    def on_resize(self) -> None:
        """Show what there is; how wide the columns are depends on the width."""
        self._fill()

    # -- the list

    def _fill(self) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(self._line(offer), id=offer.code) for offer in self.shown])
        self.query_one("#columns", Static).update(self._head())
        if self.shown:
            choices.highlighted = 0
        else:
            self.query_one("#story", Static).update("Nothing has these words.")

    def _head(self) -> Content:
        hidden = self._count - len(self.shown)
        first = f"the first {len(self.shown)} of {self._count}: type to find others" if hidden else ""
        heads = "".join(fit(name, width) for name, width in self._columns)
        return Content.styled(f"  {fit(first, self._room)}{heads}", "$text-muted")

    @property
    def _room(self) -> int:
        """Columns for the name."""
        inside = min(self.app.size.width - 4, 104) - 8
        return max(12, inside - sum(width for _, width in self._columns))

    def _line(self, offer: Offer) -> Content:
        look = self._looks.get(offer.host or "")
        tone = "" if offer.is_free else "$text-muted"
        figures = "".join(fit(f, width) for f, (_, width) in zip(offer.figures, self._columns, strict=True))
        name = f"{offer.name} (here now)" if offer.here else offer.name
        lines = [
            Content.assemble(
                (f"{look.symbol if look else ' '} ", look.colour if look and offer.is_free else tone),
                (fit(name, self._room), f"bold {tone}" if offer.is_free else tone),
                (figures, tone),
            )
        ]
        lines += (
            Content.styled(f"    {mark} {verb}: {join(words)}", style).truncate(
                self._room + sum(width for _, width in self._columns), ellipsis=True
            )
            for mark, verb, words, style in _effects(offer)
        )
        return Content("\n").join(lines)

    # -- what happens

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Leave only what has all the words."""
        self.shown, self._count = self._offers(tuple(event.value.casefold().split()))
        self._fill()

    @on(OptionList.OptionHighlighted)
    def tell(self, event: OptionList.OptionHighlighted) -> None:
        """Tell the whole story of the choice."""
        self.query_one("#story", Static).update(_story(self.shown[event.option_index]))

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        self.dismiss(event.option_id)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Choose what is marked."""
        marked = self.query_one(OptionList).highlighted
        if marked is not None and self.shown:
            self.dismiss(self.shown[marked].code)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_up(self) -> None:
        """One up."""
        self.query_one(OptionList).action_cursor_up()

    def action_down(self) -> None:
        """One down."""
        self.query_one(OptionList).action_cursor_down()

    def action_page_up(self) -> None:
        """A page up."""
        self.query_one(OptionList).action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down."""
        self.query_one(OptionList).action_page_down()  # type: ignore[no-untyped-call]


def choose_placement(view: BoardView, target: Target) -> Chooser:
    """A chooser of placements for a cell."""
    who = view.workspace.programme.apprentices[target.apprentice or ""].name
    columns = (("team", 6), ("free", 8), ("points", 8), ("score", 6))
    return Chooser(f"Where is {who} in {target.cycle}?", columns, placements(view, target), view.looks)


def choose_person(view: BoardView, target: Target) -> Chooser:
    """A chooser of people for a seat."""
    team = view.workspace.programme.placements[target.placement or ""]
    columns = (("now in", 12), ("points", 8), ("score", 6))
    title = f"Who comes to {team.team} ({team.host}) in {target.cycle}?"
    return Chooser(title, columns, people_for(view, target), view.looks)


def choose_swap(view: BoardView, apprentice: str, cycle: str) -> Chooser:
    """A chooser of people to swap with."""
    who = view.workspace.programme.apprentices[apprentice].name
    offers = people_to_swap_with(view, apprentice, cycle)
    return Chooser(f"With whom does {who} swap in {cycle}?", (("now in", 14),), offers, view.looks)


def _effects(offer: Offer) -> Iterator[tuple[str, str, list[str], str]]:
    broke, mended = offer.consequence.broke, offer.consequence.mended
    conflicts = [f for f in broke if f.severity is Severity.CONFLICT]
    warnings = [f for f in broke if f.severity is Severity.WARNING]
    for mark, verb, findings, style in (
        (CONFLICT, "breaks", conflicts, "$text-error" if offer.is_free else "$text-muted"),
        (WARNING, "to look at", warnings, "$text-warning" if offer.is_free else "$text-muted"),
        (MENDED, "mends", mended, "$text-success" if offer.is_free else "$text-muted"),
    ):
        if findings:
            yield mark, verb, list(dict.fromkeys(map(says, findings))), style


def _story(offer: Offer) -> Content:
    lines = [*_told("Breaks", offer.consequence.broke), *_told("Mends", offer.consequence.mended)]
    if not lines:
        lines = [Content.styled("Breaks nothing, mends nothing.", "$text-muted")]
    if not offer.is_free:
        conflicts = sum(f.severity is Severity.CONFLICT for f in offer.consequence.broke)
        lines.append(
            Content.styled(f"You may still choose it: it adds {count(conflicts, 'conflict')}.", "$text-muted")
        )
    return Content("\n").join(lines)


def _told(verb: str, findings: Iterable[Finding]) -> Iterator[Content]:
    style = "bold $text-error" if verb == "Breaks" else "bold $text-success"
    for finding in findings:
        yield Content.assemble((f"{verb}: ", style), finding.problem)
