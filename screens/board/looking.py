"""The board to be looked at: the grid, the panel, and the keys that change nothing."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from apprentices.calendar import say
from apprentices.rules.said import Finding
from apprentices.rules.words import count
from apprentices.text import plain_letters
from apprentices.workspace import Workspace
from screens.board.by_person import ByPerson
from screens.board.details import details
from screens.board.face import Face
from screens.board.grid import BoardGrid, needed
from screens.board.view import BoardView, Shown, Target
from screens.shared.frame import ModeScreen
from screens.shared.panel import Panel
from screens.shared.the_app import TheApp

if TYPE_CHECKING:
    from screens.shared.filter_line import FilterLine

PANEL = 39  # columns of a panel beside the grid
PANEL_STATES = ("-large", "-hidden")
Spot = tuple[tuple[int, int], Finding]  # row and column, and what is found there


class LookingScreen(ModeScreen):
    """The board as something to look at: grid, panel, cursor, findings, filter, direction and version."""

    AUTO_FOCUS = "BoardGrid"

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.view = BoardView(self.workspace, is_judged=not frame.is_checking)
        self._make_face: Callable[[BoardView], Face] = ByPerson
        self.grid = BoardGrid(self.view, self._make_face(self.view), _cycle_of_today(self.workspace))
        self.panel = Panel()
        self._seen: Target | None = None  # what was last told of
        self._chosen: tuple[Finding | None, Target | None] = None, None  # what is told first, and where
        self._found: tuple[Face | None, list[Finding], list[Spot]] = None, [], []

    def content(self) -> ComposeResult:
        """Grid and panel, side by side or one above the other; the filter's line when it is asked for."""
        self.set_class(self._is_crowded(), "-below", update=False)
        with Container(classes="with-panel"):
            yield self.grid
            yield self.panel

    def on_mount(self) -> None:
        """Tell what the cursor is on."""
        self.show_details()

    # -- what commands ask

    @property
    def target(self) -> Target | None:
        """What the cursor is on."""
        return self.grid.target

    @property
    def is_draft(self) -> bool:
        """Whether edits are possible: what was published stays as it was told."""
        return self.view.shown is not Shown.PUBLICATION

    @property
    def is_panel_as_usual(self) -> bool:
        """Whether the panel is neither hidden nor given more room."""
        return not self.panel.classes & {*PANEL_STATES}

    @property
    def is_filtering(self) -> bool:
        """Whether a filter is being typed."""
        return bool(self.query("FilterLine"))

    def what_is_shown(self) -> str:
        """Draft, publication or difference, and how many cells differ."""
        publication = self.workspace.published
        if publication is None:
            return "Draft"
        differ = f"{count(len(self.view.changed), 'change')} since publication {publication.number}"
        match self.view.shown:
            case Shown.DRAFT:
                return f"Draft, {differ}"
            case Shown.PUBLICATION:
                return f"Publication {publication.number} by {publication.by}, {say(publication.at.date())}"
            case Shown.DIFFERENCE:
                return f"Difference: {differ}"

    def also_shown(self) -> tuple[str, ...]:
        """Who has agreed to the cycle under the cursor, as the draft stands; it comes with the findings."""
        target = self.target
        if target is None or self.view.shown is Shown.PUBLICATION or not self.view.knows(target):
            return ()
        if not self.view.is_judged:
            return ()
        from apprentices.signing import standing_in_words  # brings all rules, as the findings do

        words = standing_in_words(self.workspace, target.cycle)
        return f"{target.cycle} {words}", f"{target.cycle} {words.partition(',')[0]}"

    # -- showing

    @on(BoardGrid.Moved)
    def show_details(self) -> None:
        """Tell in the panel what the cursor is on."""
        self._seen = target = self.target
        chosen, there = self._chosen
        first = chosen if there == target else None
        self.panel.show(details(self.view, target, first) if target is not None else [])
        self.show_frame()

    @on(events.Resize)
    def place_panel(self) -> None:
        """The panel lies below where it would take room from cycles."""
        self.set_class(self._is_crowded(), "-below")

    def _is_crowded(self) -> bool:
        """Whether not all cycles fit beside a panel."""
        return needed(len(self.workspace.programme.cycles)) > self.app.size.width - PANEL

    def judged(self) -> None:
        """Show what the rules say."""
        self.view.is_judged = True
        self.grid.show(self.grid.face, self.target)
        self.show_frame()

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now; the cursor stays on the same thing."""
        self.view.renew()
        self.place_panel()
        self.status.refresh()  # there may be other hosts
        self._show_anew(self._seen)  # what the cursor is on now may be of a person who is gone

    def _show_anew(self, keep: Target | None) -> None:
        if keep is not None and keep.apprentice is not None and keep.cycle in self.view.board.cycle_index:
            is_known = keep.apprentice in self.workspace.programme.apprentices
            keep = Target(keep.cycle, keep.apprentice) if is_known else None
        self.grid.show(self._make_face(self.view), keep)
        self.show_frame()

    # -- moving

    def _move_to(self, row: int, column: int) -> None:
        self.say(self.view.remark())  # the news was about another cell
        self.grid.move_to(row, column)

    def _move_by(self, rows: int, columns: int) -> None:
        self._move_to(self.grid.row + rows, self.grid.column + columns)

    def action_up(self) -> None:
        """One row up."""
        self._move_by(-1, 0)

    def action_down(self) -> None:
        """One row down."""
        self._move_by(1, 0)

    def action_left(self) -> None:
        """One cycle earlier."""
        self._move_by(0, -1)

    def action_right(self) -> None:
        """One cycle later."""
        self._move_by(0, 1)

    def action_page_up(self) -> None:
        """A page up."""
        self._move_by(-self.grid.page, 0)

    def action_page_down(self) -> None:
        """A page down."""
        self._move_by(self.grid.page, 0)

    def action_first(self) -> None:
        """To the first cycle, then to the first row."""
        self._move_to(self.grid.row if self.grid.column else 0, 0)

    def action_last(self) -> None:
        """To the last cycle, then to the last row."""
        last = len(self.workspace.programme.cycles) - 1
        self._move_to(self.grid.row if self.grid.column < last else self.grid.face.rows - 1, last)

    def action_next(self) -> None:
        """To the next finding."""
        self._go_to_finding(forwards=True)

    def action_previous(self) -> None:
        """To the finding before."""
        self._go_to_finding(forwards=False)

    def _go_to_finding(self, forwards: bool) -> None:
        spots = self._spots()
        if not spots:
            self.say("No findings here.")
            return
        number = self._beyond(spots, forwards)
        again = "" if 0 <= number < len(spots) else f", again from the {'top' if forwards else 'bottom'}"
        number %= len(spots)
        self._choose(*spots[number])
        others = len(counted(self.view.findings)) - len(spots)
        listed = f" on the board; {others} more under Findings" if others else ""
        self.say(f"Finding {number + 1} of {len(spots)}{again}{listed}.")

    def _spots(self) -> list[Spot]:
        """What the title counts, as far as it has a place here: row by row, the gravest first in a cell."""
        face, findings = self.grid.face, self.view.findings
        if self._found[:2] != (face, findings):
            there = ((face.place_of(finding), finding) for finding in counted(findings))
            spots = [(place, finding) for place, finding in there if place is not None]
            self._found = face, findings, sorted(spots, key=lambda spot: (spot[0], spot[1].severity))
        return self._found[2]

    def _beyond(self, spots: list[Spot], forwards: bool) -> int:
        """The number of the finding after the one that is shown, or the cursor; or of the one before."""
        chosen, there = self._chosen
        if chosen is not None and there == self.target:
            shown = [number for number, (_, finding) in enumerate(spots) if finding.name == chosen.name]
            if shown:
                return shown[0] + (1 if forwards else -1)
        here = (self.grid.row, self.grid.column)
        places = [place for place, _ in spots]
        return bisect_right(places, here) if forwards else bisect_left(places, here) - 1

    def _choose(self, place: tuple[int, int], finding: Finding) -> None:
        """Put the cursor where a finding is, and tell of that finding first."""
        self._chosen = finding, self.grid.face.target(*place)
        self.grid.move_to(*place)

    def go_to_cell(self, apprentice: str, cycle: str) -> None:
        """Show one cell of the draft, dropping what hides it."""
        target = Target(cycle, apprentice)
        if self.grid.face.row_of(target) is None:
            self._show_all()
        row = self.grid.face.row_of(target)
        if row is not None:
            self.grid.move_to(row, self.view.board.cycle_index[cycle])

    def _show_all(self) -> None:
        """Drop the filter, the direction and the publication."""
        self.view.shown, self.view.words, self._make_face = Shown.DRAFT, (), ByPerson
        self._show_anew(self.target)
        self.say(self.view.remark())

    def go_to_finding(self, finding: Finding) -> None:
        """Show one finding, dropping what hides it: the filter, the direction, the publication."""
        place = self.grid.face.place_of(finding)
        if place is None:
            self._show_all()
            place = self.grid.face.place_of(finding)
        if place is not None:
            self._choose(place, finding)
        else:
            self.say("This finding is about the programme as a whole, not about a cell.")

    # -- looking

    def action_turn(self) -> None:
        """By host and team instead of by apprentice, and back."""
        from screens.board.by_team import ByTeam

        target = self.target
        self._make_face = ByTeam if self._make_face is ByPerson else ByPerson
        self._show_anew(target)

    def action_version(self) -> None:
        """The next of draft, publication and difference."""
        target = self.target
        all_of_them = list(Shown)
        self.view.shown = all_of_them[(all_of_them.index(self.view.shown) + 1) % len(all_of_them)]
        self._show_anew(target)
        self.say(self.view.remark())

    def action_panel(self) -> None:
        """More room for the panel, none, and as usual again."""
        there = next((state for state in PANEL_STATES if self.panel.has_class(state)), None)
        following = {None: PANEL_STATES[0], PANEL_STATES[0]: PANEL_STATES[1]}.get(there)
        self.panel.remove_class(*PANEL_STATES)
        if following is not None:
            self.panel.add_class(following)

    async def action_leave(self) -> None:
        """The panel as usual again, or show everything."""
        if not self.is_panel_as_usual:
            self.panel.remove_class(*PANEL_STATES)
        else:
            await self._close_filter()
            self._filter("")
            self.say(self.view.remark())

    # -- the filter

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        from screens.shared.filter_line import FilterLine

        if not self.query(FilterLine):
            line = FilterLine(" ".join(self.view.words), "names, hosts, standards")
            await self.mount(line, before=self.status)
            line.focus()

    def on_filter_line_typed(self, event: "FilterLine.Typed") -> None:
        """Show what is left, letter by letter."""
        self._filter(event.text)

    async def on_filter_line_kept(self) -> None:
        """Back to the grid; the filter stays."""
        await self._close_filter()
        if self.view.words:
            words = " ".join(self.view.words)
            self.say(f"Filter: {words} ({count(self.grid.face.rows, 'row')}; esc shows all)")

    async def _close_filter(self) -> None:
        await self.query("FilterLine").remove()
        self.grid.focus()

    def _filter(self, text: str) -> None:
        words = tuple(plain_letters(text).split())
        if words != self.view.words:
            target = self.target
            self.view.words = words
            self._show_anew(target)


def counted(findings: list[Finding]) -> list[Finding]:
    """The findings that the title counts."""
    return [finding for finding in findings if finding.is_conflict or finding.is_warning]


def _cycle_of_today(workspace: Workspace) -> int | None:
    for index, days in enumerate(workspace.facts.cycle_days):
        if workspace.today in days:
            return index
    return None
