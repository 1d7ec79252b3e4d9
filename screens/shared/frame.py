"""What every screen of the app has around it: the title and modes above, a line of news and keys below."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from apprentices.rules.words import count
from screens.shared import plain
from screens.shared.command import Command, Commanded
from screens.shared.looks import CONFLICT, PINNED, WARNING, host_looks
from screens.shared.phrase import Phrase, Piece, letters_of
from screens.shared.steady import SteadyScreen
from screens.shared.styles import LATER
from screens.shared.the_app import TheApp
from screens.shared.words import fit

if TYPE_CHECKING:
    from apprentices.exchange.sheets import Sheet

NAME = 16  # columns of the programme's name for which what stands against it gives up its words
BETWEEN = "   "  # between two signs of the legend
FEW_FIT = 60  # columns in which few keys of the footer fit
GAP = 2  # columns between two keys of the footer, and between what stands in the title
Owner = Commanded | TheApp  # who has commands


class ModeScreen(Commanded, SteadyScreen, Screen[None]):
    """One of the screens that number keys lead to. `frame` is the app around it."""

    CSS_PATH = LATER  # Textual reads it for all but the app's first screen

    def __init__(self, frame: TheApp) -> None:
        super().__init__()
        self.frame = frame
        self.workspace = frame.workspace
        self._title_bar, self.status, self._key_bar = TitleBar(self), StatusLine(self), KeyBar(self)

    def compose(self) -> ComposeResult:
        """The frame around the screen's own content."""
        yield self._title_bar
        yield from self.content()
        yield self.status
        yield self._key_bar

    def content(self) -> ComposeResult:
        """What the screen shows; for subclasses."""
        yield from ()

    def what_is_shown(self) -> str:
        """A few words for the title, such as which board is looked at."""
        return "Draft"

    def also_shown(self) -> tuple[str, ...]:
        """What the title says in place of that, where there is room for more: in many words, and in few."""
        return ()

    def ahead(self) -> Iterator[None]:
        """Work out what takes a while and may be asked for next, piece by piece, as far as it is not known.

        For subclasses that have something. Nobody may have gone to the screen yet.
        """
        yield from ()

    def in_lines(self) -> Iterator[str]:
        """What the screen's own content says, line by line; for subclasses."""
        yield from ()

    def describe(self, title: str) -> list[str]:
        """All that the screen says, in lines to be read aloud."""
        from screens.shared.describing import in_lines

        return in_lines(f"{title}: {self.what_is_shown()}", self.workspace, self.in_lines(), self)

    def to_copy(self) -> "Sheet | None":
        """What is copied from here, as a table; for subclasses that have something."""
        return None

    def on_screen_resume(self) -> None:
        """Textual tells a screen that is first gone to twice: before and after it has a size."""
        if self.size:
            self.come_to_the_front()

    def come_to_the_front(self) -> None:
        """Show how things are now; for subclasses that do not while another screen is in front."""

    def workspace_changed(self) -> None:
        """Show the workspace as it is now, whatever has changed; subclasses add their own."""
        self.show_frame()

    def judged(self) -> None:
        """Show what the rules say of the workspace, now that it is known; subclasses add their own."""
        self.show_frame()

    def show_frame(self) -> None:
        """Draw title and keys again."""
        self._title_bar.refresh()
        self._key_bar.show()

    def say(self, news: str | Phrase) -> None:
        """One line of news, until the next."""
        self.status.say((news,) if isinstance(news, str) else news)


class FrameLine(Widget):
    """A line of the frame. It draws itself and never needs a new layout.

    Styles find classes by name, and Textual has some for `Bar`, its own.
    """

    auto_links = False

    def __init__(self, mode: ModeScreen) -> None:
        super().__init__()
        self.mode = mode  # the screen that it belongs to


class TitleBar(FrameLine):
    """The programme, what stands against it, and the modes."""

    def render(self) -> Content:
        """Two lines: what this is, and where one can go. What is shown stands in the one that has room."""
        above, modes, beside = self._fitting()
        return plain.lines([self._programme(above), self._ways(modes, beside)])

    def _programme(self, shown: str) -> Content:
        name = self.mode.frame.programme_name
        stands = self._on_the_right(shown, in_words=self._leaves_a_name(shown, in_words=True))
        named = plain.text((fit(name, self._room_beside(stands)), "bold"))
        return plain.text(named.stylize("@click=app.command_palette"), " " * GAP, stands)

    def _leaves_a_name(self, shown: str, in_words: bool) -> bool:
        """Whether there is room for enough of the programme's name."""
        room = self._room_beside(self._on_the_right(shown, in_words))
        return room >= min(cell_len(self.mode.frame.programme_name), NAME)

    def _room_beside(self, stands: Content) -> int:
        return max(0, self.size.width - stands.cell_length - GAP)

    def _on_the_right(self, shown: str, in_words: bool) -> Content:
        stands = self._what_stands(in_words)
        return plain.text((shown, self._style), " " * GAP, stands) if shown else stands

    @property
    def _style(self) -> str:
        return "bold $text-error" if self.mode.frame.is_gone else "$text-muted"

    def _what_stands(self, in_words: bool) -> Content:
        if self.mode.frame.is_checking:
            return plain.text(("checking …", "$text-muted"))
        checker = self.mode.workspace.checker
        conflicts, warnings = str(checker.conflicts), str(checker.warnings)
        if in_words:
            conflicts = count(checker.conflicts, "conflict")
            warnings = count(checker.warnings, "warning")
        return plain.text(
            _leading(
                (f"{CONFLICT} {conflicts}", "bold $text-error" if checker.conflicts else "$text-success"),
                "conflict",
            ),
            " " * GAP,
            _leading(
                (f"{WARNING} {warnings}", "$text-warning" if checker.warnings else "$text-success"), "warning"
            ),
        )

    def _ways(self, modes: Content, shown: str) -> Content:
        room = max(0, self.size.width - modes.cell_length - 1)
        return plain.text(modes, " ", (fit(shown, room).rstrip().rjust(room), self._style))

    def _fitting(self) -> tuple[str, Content, str]:
        """What is shown above the modes, the modes, and what is shown beside them.

        The modes have their names wherever these fit; as much is said as there is room for then.
        """
        said = (*self.mode.also_shown(), self.mode.what_is_shown())
        *more, shown = (" · ".join(filter(None, [self.mode.frame.notice, one])) for one in said)
        keyed = [(self.mode.frame.keys_of(mode.command)[0], mode) for mode in self.mode.frame.modes]
        full = self._mode_names([f" {key} {mode.title} " for key, mode in keyed])
        brief = self._mode_names([f"{key} {mode.brief} " for key, mode in keyed])
        for right in (*more, shown):
            for modes in (full, brief):
                if modes.cell_length + 1 + cell_len(right) <= self.size.width:
                    return "", modes, right
            for modes in (full, brief):
                if modes.cell_length <= self.size.width and self._leaves_a_name(right, in_words=False):
                    return right, modes, ""
        return "", self._mode_names([f" {key} " for key, _ in keyed]), shown

    def _mode_names(self, names: Sequence[str]) -> Content:
        """The modes by key and name; the one that is in front has its whole title."""
        modes = []
        for mode, name in zip(self.mode.frame.modes, names, strict=True):
            here = mode.name == self.mode.frame.current_mode
            style = "bold reverse" if here else "$text-muted"
            words = f" {self.mode.frame.keys_of(mode.command)[0]} {mode.title} " if here else name
            modes.append(plain.text((words, style)).stylize(f"@click=app.{mode.command.action}"))
        return plain.row(modes, "")


class StatusLine(FrameLine):
    """The latest news; when there is none, what was last done, and what the marks mean."""

    def __init__(self, mode: ModeScreen) -> None:
        super().__init__(mode)
        self._news: Phrase = ()
        self.kept: Phrase = ()

    @property
    def text(self) -> str:
        """The news as letters."""
        return letters_of(self._news)

    def keep(self, *kept: Piece) -> None:
        """Show a line whenever there is no news: what was last done, and how to take it back."""
        if kept != self.kept:
            self.kept = kept
            self.refresh()

    def say(self, news: Phrase) -> None:
        """Show a line of news; an empty one gives way to the legend."""
        if news != self._news:
            self._news = news
            self.refresh()

    def render(self) -> Content:
        """One line."""
        if self.text:
            return self._fitting(self._news, self.size.width)
        if not self.kept:
            return self._legend()
        hosts = plain.row(self._hosts(), BETWEEN)
        left = self.size.width - hosts.cell_length - GAP
        if left < cell_len(letters_of(self.kept)):  # the hosts are told when there is nothing to take back
            return self._fitting(self.kept, self.size.width)
        return plain.text(self._fitting(self.kept, left), " " * GAP, hosts)

    def _legend(self) -> Content:
        """What the marks mean, and as many hosts as there is room for."""
        signs = [*self._marks(), *self._hosts()]
        ends = accumulate(sign.cell_length + len(BETWEEN) for sign in signs)
        whole = [sign for sign, end in zip(signs, ends, strict=True) if end <= self.size.width + len(BETWEEN)]
        return plain.row(whole, BETWEEN)

    def _fitting(self, said: Phrase, width: int) -> Content:
        return plain.text(*said).truncate(width, ellipsis=True, pad=True)

    def _marks(self) -> Iterator[Content]:
        muted = "$text-muted"
        yield plain.text((CONFLICT, "bold $text-error"), (" conflict", muted))
        yield plain.text((WARNING, "bold $text-warning"), (" warning", muted))
        yield plain.text((PINNED, "bold"), (" pinned", muted))

    def _hosts(self) -> Iterator[Content]:
        for host, look in host_looks(self.mode.workspace.programme).items():
            yield plain.text((look.symbol, look.colour), (f" {host}", "$text-muted"))


class KeyBar(FrameLine):
    """The keys that are of use now, as many as fit; a click on one is as good as the key."""

    def __init__(self, mode: ModeScreen) -> None:
        super().__init__(mode)
        self._spots: list[tuple[int, int, Command]] = []
        self._shown: tuple[tuple[str, bool], ...] = ()

    def on_mount(self) -> None:
        """Show the first keys."""
        self.show()

    def show(self) -> None:
        """Look which commands are available, and draw again if others are."""
        shown = tuple((c.id, c.when(owner)) for c, owner in self._commands())
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """One line: a key in bold, then what it does."""
        parts: list[Content] = []
        self._spots = []
        x = 0
        for command, owner in self._fitting():
            usable = command.when(owner)
            key, word = self._key(command), command.footer
            styles = ("bold $footer-key-foreground", "$foreground") if usable else ("$text-disabled",) * 2
            parts.append(plain.text((key, styles[0]), (f" {word}", styles[1])))
            width = self._width(command)
            self._spots.append((x, x + width, command))
            x += width + GAP
        return plain.row(parts, " " * GAP)

    def _commands(self) -> list[tuple[Command, Owner]]:
        owners: Sequence[Owner] = (self.mode, self.mode.frame)
        return [
            (command, owner)
            for owner in owners
            for command in owner.DECLARED
            if command.footer and (command.lasting or command.when(owner))
        ]

    def _fitting(self) -> list[tuple[Command, Owner]]:
        """As many as there is room for: help always, then what can't always be done, and then undo.

        Where few fit, the first of them and the one that leaves the program come before.
        """
        offered = self._commands()
        left = self.size.width + GAP
        fitting: set[Command] = set()
        ranked = sorted(offered, key=lambda offer: _rank(offer, last=offered[-1]))
        if left < FEW_FIT:
            leaves = [offer for offer in offered if offer[0].always_first]
            ranked = [offered[-1], offered[0], *leaves, *ranked]
        for offer in dict.fromkeys(ranked):
            needed = self._width(offer[0]) + GAP
            if needed <= left or not fitting:
                left -= needed
                fitting.add(offer[0])
        return [offer for offer in offered if offer[0] in fitting]

    def _key(self, command: Command) -> str:
        return self.mode.frame.keys_of(command)[0]

    def _width(self, command: Command) -> int:
        return cell_len(f"{self._key(command)} {command.footer}")

    def _at(self, x: int) -> Command | None:
        return next((command for start, end, command in self._spots if start <= x < end), None)

    async def on_click(self, event: events.Click) -> None:
        """Do what the word under the pointer says."""
        command = self._at(event.x - self.content_offset.x)
        if command is not None:
            await self.app.run_action(f"app.do('{command.id}')", self.mode)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the word under the pointer."""
        command = self._at(event.x - self.content_offset.x)
        self.tooltip = plain.text(command.help) if command else None


def _leading(words: tuple[str, str], severity: str) -> Content:
    """Words that lead to the findings of a severity, where somebody clicks on them."""
    return plain.text(words).stylize(f"@click=app.list_findings('{severity}')")


def _rank(offer: tuple[Command, Owner], last: tuple[Command, Owner]) -> int:
    """Who comes first where there is little room; among equals, who stands further left."""
    command, owner = offer
    if offer == last:
        return 0
    if command.spare:
        return 4
    if not command.lasting:
        return 1
    return 3 if isinstance(owner, ModeScreen) else 2
