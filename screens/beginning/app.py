"""The app before there is a programme: what one can begin with, and what a programme is made of."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from apprentices.columns import Table
from apprentices.errors import ProgramError
from apprentices.programme import TABLE
from apprentices.text import shown
from screens.app import ANYWHERE
from screens.beginning.ways import MADE_OF, OFFERS, Begun, Way, new_workbook
from screens.files.bringing_in import WANTED
from screens.files.picker import Picker, Wanted
from screens.files.places import here
from screens.preferring import PreferringApp
from screens.shared import plain
from screens.shared.advice import FILL_IN_WORKBOOK, said
from screens.shared.command import Command, Commanded, bindings, named
from screens.shared.help import HelpScreen, Part, keys_told
from screens.shared.keys import keys_said
from screens.shared.moves import moves
from screens.shared.question import Problem, Reading
from screens.shared.rows import Line, MovesMark, RowList
from screens.shared.steady import SteadyScreen
from screens.shared.styles import FIRST, LATER
from screens.shared.words import fit

EXAMPLE = {"apprentice": "A01", "clearance": "dbs:enhanced", "issued_on": "2026-09-01"}  # a row of clearances
TITLE, SIDES = 32, 4  # columns: of a title, and beside the keys (blanks, and the bar that scrolls)
KEYS = "enter begin   ? help   ctrl+q leave   ctrl+o import   ↑ ↓ mark"

THEN = (
    "Findings lists what is to be mended, each with the way out. Plan lets the planner propose who goes "
    "where. Export writes packs for hosts and letters for apprentices. Help tells every key; each key that a "
    "text names can be clicked."
)


class BeginningScreen(MovesMark, Commanded, SteadyScreen, Screen[None]):
    """Says what there is not yet, and offers ways to begin."""

    WHERE = "Before there is a programme"
    DECLARED = (
        Command("beginning.take", "enter", "Do it", "Begin with what is marked."),
        named(ANYWHERE, "app.import"),
        *moves("beginning"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, why: str) -> None:
        """`why` says what there is not yet."""
        super().__init__()
        self._why = why
        self.rows: RowList[Way] = RowList()
        self.keys = plain.Words(classes="beginning--keys")

    def compose(self) -> ComposeResult:
        """The ways, then what a programme is."""
        yield plain.Words(plain.text(("Rotating apprenticeships", "bold")), classes="beginning--title")
        yield plain.Words(plain.text(f"{self._why} How would you like to begin?"), classes="beginning--why")
        yield self.rows
        with VerticalScroll(classes="beginning--more", can_focus=False):
            yield plain.Words(plain.text(("What a programme is made of", "bold $primary")))
            yield plain.Words(plain.text(MADE_OF), classes="beginning--told")
            yield plain.Words(plain.text(("A row of clearances, such as a DBS check", "bold $primary")))
            yield plain.Words(_example(TABLE["clearances"]), classes="beginning--told")
            yield plain.Words(plain.text(("And then", "bold $primary")))
            yield plain.Words(plain.text(THEN))
        yield self.keys

    @on(Resize)
    def fit_keys(self) -> None:
        """Show as many keys as there is room for now."""
        known = (*BeginningApp.DECLARED, *self.all_declared())
        room = self.app.size.width - SIDES
        self.keys.update(keys_said(KEYS, known, self._beginning.with_own_keys, room))

    def on_mount(self) -> None:
        """List the ways."""
        self.rows.show(
            [
                Line(plain.text((f"  {fit(title, TITLE)}", "bold"), (help_, "$text-muted")), way)
                for way, (title, help_) in OFFERS.items()
            ]
        )
        self.set_focus(self.rows)

    @on(RowList.Chosen)
    def action_take(self) -> None:
        """Begin with what is marked, or ask where it is first."""
        way = self.rows.value
        if way is Way.IMPORT:
            self.action_import()
        elif way is Way.WORKBOOK:
            takes = "The workbook needs a name of its own that ends in .xlsx."
            wanted = Wanted("Where should the empty workbook be?", (), new_workbook, takes)
            self.app.push_screen(Picker(wanted, here(), "programme.xlsx"), self._make)
        elif way is not None:
            self._begin(Begun(way))

    def action_import(self) -> None:
        """Ask what is to be imported, and begin with that."""
        self.app.push_screen(Picker(WANTED, here()), self._bring)

    def _bring(self, path: Path | None) -> None:
        if path is not None:
            self._begin(Begun(Way.IMPORT, path))

    def _make(self, path: Path | None) -> None:
        from apprentices.exchange.template_workbook import template_workbook

        if path is None:
            return
        try:
            template_workbook(path, FILL_IN_WORKBOOK)
        except ProgramError as error:
            self.app.push_screen(Problem(error.title, said(error)))
            return
        self.rows.mark(list(OFFERS).index(Way.IMPORT))  # what comes next
        next_ = (
            "Fill in its sheets (the first explains each column), save it, and choose Import what you have."
        )
        self.app.push_screen(Reading("The workbook is there", f"{shown(str(path))}\n\n{next_}"))

    def _begin(self, begun: Begun) -> None:
        self._beginning.begun = begun
        self._beginning.exit()

    @property
    def _beginning(self) -> "BeginningApp":
        assert isinstance(self.app, BeginningApp)
        return self.app


class BeginningApp(Commanded, PreferringApp):
    """Runs until somebody has chosen, `begun`, or left."""

    CSS_PATH = [*FIRST, *LATER]  # noqa: RUF012 -- as Textual declares it
    DECLARED = (
        Command("app.quit", "ctrl+q", "Quit", "Leave the program.", always_first=True),
        named(ANYWHERE, "app.help"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, why: str, config: Path | None = None) -> None:
        super().__init__(config)
        self._why = why
        self.begun: Begun | None = None

    def on_mount(self) -> None:
        """Take the keys that somebody has chosen; those of screens that are not there yet come with these."""
        self.use_own_keys_in_dialogs([(*BeginningScreen.all_declared(), *self.DECLARED)])

    def action_help(self) -> None:
        """Show the keys of what is in front."""
        if isinstance(front := self.screen, Commanded):
            known = (*front.all_declared(), *self.DECLARED)
            self.push_screen(HelpScreen([Part(front.WHERE, keys_told(known, self.keys_of))]))

    def get_default_screen(self) -> Screen[None]:
        """The only one."""
        return BeginningScreen(self._why)


def _example(table: Table) -> Content:
    """A row as it stands in a file, below its columns."""
    cells = [(column.name, EXAMPLE.get(column.name, "")) for column in table.columns]
    widths = [max(len(name), len(text)) + 2 for name, text in cells]
    head, row = (
        "".join(fit(cell[place], width) for cell, width in zip(cells, widths, strict=True))
        for place in (0, 1)
    )
    return plain.lines([plain.text((f"  {head}", "$text-muted")), plain.text(f"  {row}")])
