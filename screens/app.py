"""The app: modes, and the commands that hold everywhere."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from apprentices.errors import ProgramError
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.attempts import AttemptingApp
from screens.modes import MODES, screen_of
from screens.shared import plain
from screens.shared.command import Command, Commanded, bindings
from screens.shared.dialog import Dialog
from screens.shared.frame import ModeScreen
from screens.shared.mode import Mode
from screens.shared.phrase import Phrase
from screens.shared.steady import SteadyScreen
from screens.shared.styles import FIRST, LATER
from screens.shared.the_app import Finish, nothing
from screens.shared.themes import NAMES, TITLES

NEWS_SECONDS = 0.5


def _can_redo(app: "ApprenticesApp") -> bool:
    return app.can_redo


ANYWHERE = (
    Command("app.undo", "u", "Undo", "Take back your latest change that still stands.", footer="undo"),
    Command(
        "app.redo",
        "ctrl+r",
        "Redo",
        "Make again what you have just taken back.",
        footer="redo",
        when=_can_redo,
        lasting=False,
    ),
    Command(
        "app.import",
        "ctrl+o",
        "Import",
        "Read a folder, workbook, CSV file or parcel: what it would do is shown before anything is written.",
        footer="import",
        spare=True,
    ),
    Command(
        "app.export",
        "ctrl+e",
        "Write to files",
        "Rotations, packs, letters, calendars, the report or the whole programme, into a folder of yours.",
        footer="export",
        spare=True,
    ),
    Command(
        "app.copy",
        "ctrl+c",
        "Copy",
        "Copy marked cells of the board, else its row, or a whole list, to be pasted in a spreadsheet.",
    ),
    Command(
        "app.colours",
        "f2",
        "Colours",
        "Dark, light, or of high contrast: the choice is remembered.",
    ),
    Command(
        "app.command_palette",
        "ctrl+p",
        "Palette of commands",
        "Find a command by typing a part of its name.",
    ),
    Command(
        "app.quit",
        "ctrl+q",
        "Quit",
        "Leave the program. Every change is already saved.",
        footer="leave",
        always_first=True,
        spare=True,
    ),
    Command(
        "app.in_lines",
        "D",
        "Say it in lines",
        "All that this screen shows, line by line, for a screen reader. `apprentices --plain` is the whole "
        "program in lines and questions.",
    ),
    Command("app.help", "question_mark,f1", "Help", "All keys and what they do.", footer="help"),
)


class ApprenticesApp(Commanded, AttemptingApp):
    """The terminal app of one programme. `title` stands for the programme's name where it has none;
    `notice` is a short word that stays in sight, such as "demo copy"; `ready` is called once all that lasts
    is in memory; `config` is the file of colours and keys that somebody has chosen."""

    CSS_PATH = FIRST
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 -- as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 -- as Textual declares it
    DECLARED = (*(mode.command for mode in MODES), *ANYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)
    ALLOW_SELECT = False  # the terminal's own selection, with shift, takes text from anywhere
    ENABLE_COMMAND_PALETTE = False  # there is one of our own
    DEFAULT_MODE = MODES[0].name

    def __init__(
        self,
        workspace: Workspace,
        *,
        title: str = "",
        notice: str = "",
        ready: Finish = nothing,
        config: Path | None = None,
    ) -> None:
        super().__init__(workspace, notice, config)
        self.modes: tuple[Mode, ...] = MODES
        self._title = title
        self._at_rest = ready
        for mode in MODES[1:]:
            self.add_mode(mode.name, partial(self._make, mode))
        self._has_all_styles = False
        self._made: dict[str, ModeScreen] = {}  # screens, by mode
        self.has_other_colours = False  # since they changed once, which no key does

    @property
    def programme_name(self) -> str:
        """What stands at the top of every screen."""
        return self.workspace.programme.settings.name or self._title or "Rotating apprenticeships"

    def get_default_screen(self) -> Screen[None]:
        """The first mode's screen. For a mode's, Textual would parse all styles three times."""
        return self._make(MODES[0])

    def on_mount(self) -> None:
        """Draw the first frame; all that it does not need comes after it."""
        self.add_mode(MODES[0].name, partial(self._make, MODES[0]))
        self.title = self.programme_name
        self.use_own_keys(self._commands_at_once())
        self.screen.call_later(self._put_rules)

    def refresh_css(self, animate: bool = True) -> None:
        """Read all styles anew and style everything with them, but only for other colours.

        Textual asks for it also when a mode is entered for the first or second time: 40 ms for nothing new.
        """
        self.has_other_colours |= self.get_css_variables() != self.colours
        if self.has_other_colours:
            super().refresh_css(animate)

    def _commands_at_once(self) -> Iterator[tuple[Command, ...]]:
        """The commands of each screen, with those that hold everywhere."""
        return ((*screen_of(mode).DECLARED, *self.DECLARED) for mode in self.modes)

    # -- what can be done anywhere

    def action_undo(self) -> None:
        """Take back one's own latest change."""
        long = self.is_long_to_take_back(self.workspace.last_of_mine)
        self.attempt(self.workspace.undo, self.taken_back, at_length=long)

    def action_redo(self) -> None:
        """Make again what was taken back."""
        long = self.is_long_to_take_back(self.workspace.last_undo)
        self.attempt(self.workspace.redo, self.taken_back, at_length=long)

    async def action_quit(self) -> None:
        """Leave; asks where something is filled in that isn't saved."""
        screen = self.screen
        if not (isinstance(screen, Dialog) and screen.keeps_open(self.exit)):
            self.exit()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from screens.shared.palette import Offer, Palette, offers

        screen = self.screen

        async def give(offer: Offer | None) -> None:
            if offer is not None:
                await self.run_action(offer.action, screen)

        if isinstance(screen, ModeScreen):
            self.push_screen(Palette(offers(screen, self, self.keys_of)), give)

    async def action_list_findings(self, severity: str) -> None:
        """List the findings of a severity: those that the title counts."""
        from apprentices.rules.said import Severity
        from screens.findings.screen import FindingsScreen

        await self.switch_mode("findings")
        if isinstance(self.screen, FindingsScreen):
            self.screen.show_only(Severity(severity))

    def action_copy(self) -> None:
        """Hand what is selected, or listed, to the terminal's clipboard."""
        from apprentices.exchange.sheets import to_tsv

        screen, leaves = self.screen, self.way("app.quit", "leaves the program")
        selected = self._copy_selected()
        if not isinstance(screen, ModeScreen):
            self.tell(f"{selected}{leaves.words}.")
        elif selected:
            screen.say((selected, leaves, "."))
        elif (sheet := screen.to_copy()) is None:
            screen.say(("There is nothing here to copy. ", leaves, "."))
        else:
            self.copy_to_clipboard(to_tsv(sheet))
            rows = count(len(sheet.rows), "row")
            screen.say(
                f"Sent to the terminal's clipboard, for a spreadsheet: {rows} of {sheet.name}, and the heads."
            )

    def _copy_selected(self) -> str:
        """Copy what is selected in a line to type in; what is said of it."""
        from textual.widgets import Input

        line = self.focused
        if not isinstance(line, Input) or not line.selected_text:
            return ""
        self.copy_to_clipboard(line.selected_text)
        return "What is selected was sent to the terminal's clipboard. "

    def action_colours(self) -> None:
        """Choose other colours."""
        from screens.shared.pick import Pick

        def chosen(name: str | None) -> None:
            if name is not None:
                self.attempt(partial(self.choose_theme, name))

        if isinstance(self.screen, ModeScreen):
            offered = {name: plain.text(f" {TITLES[name]}") for name in NAMES}
            self.push_screen(Pick("Which colours?", offered, self.theme), chosen)

    def action_import(self) -> None:
        """Have files imported."""
        from screens.files.bringing_in import bring_in

        if isinstance(self.screen, ModeScreen):
            bring_in(self.screen, self)

    def action_export(self) -> None:
        """Have something written to files."""
        from screens.files.handing_out import hand_out

        if isinstance(self.screen, ModeScreen):
            hand_out(self.screen, self)

    def on_key(self, event: events.Key) -> None:
        """A number that leads to no screen says so, and a key that is of no use now says why."""
        screen = self.screen
        if not isinstance(screen, ModeScreen):
            return
        leads = any(event.key == mode.key for mode in self.modes)
        if event.key.isdecimal() and not leads:
            there = ", ".join(f"{mode.key} {mode.title}" for mode in self.modes)
            screen.say(f"There is no screen {event.key}; there are {there}.")
        for command in screen.DECLARED:
            keys = self.own_keys.get(command.id, command.keys).split(",")
            if command.why_not and event.key in keys and not command.when(screen):
                screen.say(tuple(screen.in_force(command.why_not)))

    def action_in_lines(self) -> None:
        """Show the screen in front as lines to be read."""
        from screens.in_lines import InLines

        if isinstance(screen := self.screen, ModeScreen):
            title = next(mode.title for mode in self.modes if mode.name == self.current_mode)
            self.attempt(
                lambda: screen.describe(title),
                lambda lines: self.push_screen(InLines(self, title, lines)),
                at_length=True,
            )

    def action_help(self) -> None:
        """Show the keys of what is in front, and how one begins."""
        from screens.helping import parts
        from screens.shared.help import HelpScreen

        if isinstance(self.screen, Commanded):
            self.push_screen(HelpScreen(parts(self.screen, self, self.focused)))

    # -- what the first frame is drawn without

    def _put_rules(self) -> None:
        """Put the rules to the board: the next frame has what they say."""
        self.workspace.counts()
        self.is_checking = False
        self.look_for_redo()
        for screen in self._all_screens():
            if isinstance(screen, ModeScreen) and screen.is_mounted:
                screen.judged()
        self.call_after_refresh(self._read_other_styles)

    def _read_other_styles(self) -> None:
        """Before a screen needs them: when it has to read them, Textual parses all of them again."""
        for path in LATER:
            self.stylesheet.read(path)
        self.stylesheet.parse()
        self._has_all_styles = True
        for screen in self._all_screens():
            if isinstance(screen, SteadyScreen):
                screen.is_styled = False  # those that are there have only the first
        self.set_interval(NEWS_SECONDS, self.look_now_and_then)
        self.use_own_keys_in_dialogs(self._commands_at_once())
        self._tell_of_preferences()
        self._at_rest()

    def _tell_of_preferences(self) -> None:
        """Say what in the file could not be followed: the first, and where all stand."""
        if self.config is not None and (wrong := self.wrong):
            many = f"{self.way('app.help').words} tells all {len(wrong)}. The first: "
            self.tell(f"{many if wrong[1:] else ''}{wrong[0]}", f"Left out of {self.config.name}", "warning")

    def show_how_to_begin(self) -> None:
        """Say how one begins where nothing is there yet."""
        imports, tells = (
            self.way("app.import", "imports a programme"),
            self.way("app.help", "tells every key"),
        )
        self.show_change(("Nothing is here yet: ", imports, ", ", tells, "."))

    def show_cell(self, apprentice: str, cycle: str) -> None:
        """Go to the board, to one cell."""
        from screens.board.screen import BoardScreen

        async def go() -> None:
            await self.switch_mode(MODES[0].name)
            if isinstance(self.screen, BoardScreen):
                self.screen.go_to_cell(apprentice, cycle)

        self.call_later(go)

    # -- showing

    def _make(self, mode: Mode) -> ModeScreen:
        """The screen of a mode, which may be made already, before anybody went there."""
        if mode.name not in self._made:
            self._made[mode.name] = screen_of(mode)(self)
        self._fit(self._made[mode.name])
        return self._made[mode.name]

    def ahead(self) -> Iterator[None]:
        """Make the screens to which nobody has gone, and have each read what takes a while."""
        for mode in self.modes if self._has_all_styles else ():
            with suppress(ProgramError):  # whoever goes there is told
                if mode.name not in self._made:
                    self._made[mode.name] = screen_of(mode)(self)
                    yield
                yield from self._made[mode.name].ahead()

    def push_screen(self, screen: Any, *how: Any, **more: Any) -> Any:
        """Show a screen in front, as it is to be in this size."""
        self._fit(screen)
        return super().push_screen(screen, *how, **more)

    def _fit(self, screen: Any) -> None:
        """Have a new screen styled once: as it is in this size, and with all styles, if these were read."""
        screen.add_class(*self._of_this_size(), update=False)
        screen.is_styled = self._has_all_styles

    def _of_this_size(self) -> Iterator[str]:
        """The classes of the breakpoints, which Textual would give to a screen after its first layout."""
        width, height = self.size
        for points, length in ((self.HORIZONTAL_BREAKPOINTS, width), (self.VERTICAL_BREAKPOINTS, height)):
            yield max(point for point in points if point[0] <= length)[1]

    def show_change(self, news: str | Phrase = "") -> None:
        """Show the changed workspace on every screen there is, with a line of news on this one.

        What was written has to be read first: where another program is writing, a moment later.
        """
        self.look(self.workspace.catch_up, lambda _: self._show_on_all(news))

    def _show_on_all(self, news: str | Phrase) -> None:
        for screen in self._all_screens():
            if isinstance(screen, ModeScreen) and screen.is_mounted:
                screen.workspace_changed()
                if news:  # else what was said of one's own last change stays
                    screen.say(news if screen is self.screen else "")
            elif isinstance(screen, Dialog) and screen.is_mounted:
                screen.workspace_changed()

    def _all_screens(self) -> Iterator[Screen[Any]]:
        for mode in self.modes:
            with suppress(KeyError):  # nobody has been there yet
                yield from self.get_screen_stack(mode.name)
