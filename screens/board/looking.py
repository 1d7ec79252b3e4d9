"""The board to be looked at: the grid, the panel, and the keys that change nothing."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from apprentices.calendar import say
from apprentices.rules.said import Finding
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.board.by_person import ByPerson
from screens.board.details import details
from screens.board.face import Face
from screens.board.grid import BoardGrid, needed
from screens.board.stops import Spot, Stops
from screens.board.view import BoardView, Shown, Target
from screens.shared.filtering import FilteringScreen, Words
from screens.shared.panel import Panel
from screens.shared.paragraph import Paragraph
from screens.shared.the_app import TheApp

if TYPE_CHECKING:
    from apprentices.exchange.sheets import Sheet

PANEL = 39  # columns of a panel beside the grid
PANEL_STATES = ("-large", "-hidden")


class LookingScreen(FilteringScreen):
    """The board as something to look at: grid, panel, cursor, findings, filter, direction and version."""

    AUTO_FOCUS = "BoardGrid"
    FINDS: ClassVar[str] = "names, hosts, standards"

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.view = BoardView(self.workspace, is_judged=not frame.is_checking)
        self._make_face: Callable[[BoardView], Face] = ByPerson
        self.grid = BoardGrid(self.view, self._make_face(self.view), _cycle_of_today(self.workspace))
        self.panel = Panel(frame)
        self._seen: Target | None = None  # what was last told of
        self._chosen: tuple[Finding | None, Target | None] = None, None  # what is told first, and where
        self._stops: Stops | None = None  # of the findings and the face with which they were last made
        self._told: Finding | None = None  # to which `n` has led last

    def content(self) -> ComposeResult:
        """Grid and panel, side by side or one above the other; the filter's line when it is asked for."""
        self.set_class(self._is_crowded(), "-below", update=False)
        with Container(classes="with-panel"):
            yield self.grid
            yield self.panel

    def on_mount(self) -> None:
        """Tell what the cursor is on."""
        self.show_details()

    def in_lines(self) -> Iterator[str]:
        """A line for each person; turned, for each team in the cycle under the cursor."""
        from screens.board.in_lines import row_said, team_said

        target = self.target
        if target is not None and self._make_face is not ByPerson:
            yield f"Teams in {target.cycle}:"
            for team in self.workspace.programme.placements.values():
                yield team_said(self.view, team, target.cycle)
        elif target is not None:
            rows = (self.grid.face.target(row, 0).apprentice for row in range(self.grid.face.rows))
            yield from (row_said(self.view, code) for code in rows if code is not None)

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
                return f"Publication {publication.number} of {say(publication.at.astimezone().date())}"
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

        shown, words = self.what_is_shown(), standing_in_words(self.workspace, target.cycle)
        full, brief = (f"{target.cycle} {some}" for some in (words, words.partition(",")[0]))
        return f"{shown} · {full}", f"{shown} · {brief}", f"{shown.partition(' since')[0]} · {brief}"

    def to_copy(self) -> "Sheet | None":
        """The cells that are marked, else the row under the cursor."""
        from screens.board.copying import selected

        return None if self.target is None else selected(self.grid)

    # -- showing

    @on(BoardGrid.Moved)
    def show_details(self) -> None:
        """Tell in the panel what the cursor is on."""
        self._seen = target = self.target
        chosen, there = self._chosen
        first = chosen if there == target else None
        self.panel.show([] if target is None else [*self._found(details(self.view, target, first))])
        self.show_frame()

    def _found(self, told: list[Paragraph]) -> Iterator[Paragraph]:
        """With where the filter finds what it looks for, behind what is told first."""
        meant = self.grid.face.meant(self.grid.row) if self.words else None
        first, *others = told
        if meant:
            from screens.board.filter import found_in

            cycles = [self.view.board.cycles[column] for column in sorted(meant)]
            first = first._replace(parts=(*first.parts, found_in(cycles)))
        yield from (first, *others)

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
        if self._seen is None:  # there was no cell to stay on
            self.grid.column = _cycle_of_today(self.workspace)
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

    def _mark_by(self, rows: int, columns: int) -> None:
        self.grid.mark_to(self.grid.row + rows, self.grid.column + columns)
        rows_marked, columns_marked = map(len, self.grid.selection or ((), ()))
        copies = self.way("app.copy", "copies them")
        self.say((f"{rows_marked} x {columns_marked} cells are marked: ", copies, "."))

    def action_mark_up(self) -> None:
        """Mark cells as far as a row further up."""
        self._mark_by(-1, 0)

    def action_mark_down(self) -> None:
        """Mark cells as far as a row further down."""
        self._mark_by(1, 0)

    def action_mark_left(self) -> None:
        """Mark cells as far as a cycle earlier."""
        self._mark_by(0, -1)

    def action_mark_right(self) -> None:
        """Mark cells as far as a cycle later."""
        self._mark_by(0, 1)

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
        """To the next of what the title counts: place by place, then what has none on the board."""
        found, face = self.view.findings, self.grid.face
        if self._stops is None or not self._stops.are_of(found, face):
            self._stops = Stops(found, face)
        reached = self._stops.next((self.grid.row, self.grid.column), self._told, forwards)
        if reached is None:
            self.say("No findings here.")
            return
        self._told = reached.finding
        if reached.spot is not None:
            self._choose(reached.spot, reached.finding)
        self.say(reached.said)

    def _choose(self, spot: Spot, finding: Finding) -> None:
        """Put the cursor where a finding is, and tell of that finding first."""
        self._chosen = finding, self.grid.face.target(*spot)
        self.grid.move_to(*spot)

    def go_to_cell(self, apprentice: str, cycle: str) -> None:
        """Show one cell of the draft, dropping what hides it."""
        target = Target(cycle, apprentice)
        self.say(self.view.remark())  # the news was about another cell
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
        self.say(self.view.remark())
        self._told = finding
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
        self.view.shown = self.view.shown.next
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
            await self.close_filter()
            self.filter_by("")
            self.say(self.view.remark())

    # -- the filter

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        await super().action_filter()
        self.run_worker(self.read_ahead(self.view.searched_texts()), exclusive=True)

    @property
    def words(self) -> Words:
        """The words of the filter, which the view goes by."""
        return self.view.words

    @words.setter
    def words(self, words: Words) -> None:
        self.view.words = words

    @property
    def filtered(self) -> BoardGrid:
        """The grid."""
        return self.grid

    def narrow(self, words: Words) -> None:
        """Only the rows that are left, with the cursor where it was."""
        target = self.target
        self.words = words
        self._show_anew(target)

    def filter_kept(self) -> None:
        """Say how many rows are left."""
        if self.words:
            rows = count(self.grid.face.rows, "row")
            self.say((f"Filter: {' '.join(self.words)} ({rows}; ", self.way("board.leave", "shows all"), ")"))


def _cycle_of_today(workspace: Workspace) -> int:
    """Its number; of the first cycle on a day that is in none."""
    days = workspace.facts.cycle_days
    return next((index for index, of_cycle in enumerate(days) if workspace.today in of_cycle), 0)
