"""What is asked of the planner, in the words of who asks; what is seldom asked stands under More."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widgets import Input

from apprentices.errors import UsageError
from apprentices.names import find_apprentice, find_cycle, find_host
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.proposal import Kind
from apprentices.planner.run import SECONDS, SEED, Asked
from apprentices.planning import LEAST_SECONDS, words_of
from apprentices.programme import Programme
from apprentices.rules.said import Finding
from apprentices.workspace import Workspace
from screens.plan.fold import Fold
from screens.plan.keeps import CHANGES, NOT_PUBLISHED, keeps_said, suggested
from screens.plan.menu import Menu
from screens.plan.text_line import TextLine
from screens.shared.choice import Choice
from screens.shared.field import Field, Fields
from screens.shared.words import months

Find = Callable[[Programme, str], str]
MANY = 4  # names beside a field, before the rest is counted
TYPING = "enter or esc: done"
KINDS = {
    Kind.SEATS: "more seats",
    Kind.PINS: "releasing a pin",
    Kind.ROTATIONS: "an exception from what a rotation needs",
    Kind.APART: "putting people together who are kept apart",
    Kind.WAIVERS: "waiving a rule for one cell",
}


class Options(Fields):
    """All options; each can be left as it is."""

    NAMES: ClassVar[tuple[tuple[str, str, Find], ...]] = (
        ("Only cycles", "all to come", find_cycle),
        ("Only people", "all", find_apprentice),
        ("Only hosts", "all", find_host),
    )
    WHAT, MORE = "What may change?", "More"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: Sequence[Finding] | None = None  # when it was last looked at how things stand
        self.keep = Menu({keep.value: words for keep, words in CHANGES.items()}, Keep.PINS.value)
        self.more = Fold()
        self.never = Choice([kind.value for kind in Kind], any_number=True)
        self._names = {title: TextLine(every) for title, every, _ in self.NAMES}
        self.seconds = TextLine("no limit", f"{SECONDS:g}")
        self.seed = TextLine(str(SEED), str(SEED))
        names = {title: Field(title, control) for title, control in self._names.items()}
        hosts = names.pop("Only hosts")
        self._seldom = {
            "Only hosts": hosts,
            "Stop after": Field("Stop after", self.seconds),
            "Seed": Field("Seed", self.seed),
            "Never ask for": Field("Never ask for", self.never, wide=True),
        }
        what = Field(self.WHAT, self.keep, wide=True)
        what.add_class("-menu")
        often = {self.WHAT: what, **names, self.MORE: Field(self.MORE, self.more)}
        super().__init__({**often, **self._seldom}, at_once=len(often))

    def on_mount(self) -> None:
        """Say what every option means."""
        self._fold()

    # -- going about

    @property
    def line(self) -> TextLine | None:
        """The line of text that is marked."""
        lines = (*self._names.values(), self.seconds, self.seed)
        return next((line for line in lines if line.has_focus), None)

    @property
    def is_typing(self) -> bool:
        """Whether keys are text."""
        return self.line is not None and self.line.typing

    def go(self, by: int) -> None:
        """To another option, or to another of its choices where they stand below each other."""
        if self.keep.has_focus and abs(by) == 1 and self.keep.can_step(by):
            self.keep.step(by)
        else:
            super().go(by)

    def take(self) -> None:
        """Choose what is marked, type in it, or show more."""
        if self.line is not None:
            self.line.begin()
        elif self.more.has_focus:
            self.turn()
        elif self.never.has_focus:
            self.never.toggle()

    @on(Fold.Clicked)
    def turn(self) -> None:
        """Show what is seldom asked, or hide it."""
        self.more.turn()
        self._fold()
        self._focus(self.fields[self.MORE])  # what has the focus may be hidden now

    def _fold(self) -> None:
        for field in self._seldom.values():
            field.display = self.more.is_open
        self.read()

    def show_first_wrong(self) -> None:
        """To the first option that is wrong, wherever it is."""
        if any(field.has_class("-wrong") for field in self._seldom.values()) and not self.more.is_open:
            self.turn()
        super().show_first_wrong()

    # -- what is said beside the fields

    def workspace_changed(self) -> None:
        """Names, conflicts and publications may be others."""
        if self._found is (found := self._workspace.findings()):
            return
        self._found = found
        is_published = self._workspace.published is not None
        self.keep.refuse({} if is_published else {Keep.PUBLISHED.value: NOT_PUBLISHED}, Keep.PINS.value)
        self.keep.suggest(suggested(self._workspace).value)
        self.keep.say({keep.value: said for keep, said in keeps_said(self._workspace).items()})
        self.read()

    @on(Choice.Changed)
    @on(TextLine.Typing)
    def look_again(self) -> None:
        """Say what the options mean now."""
        self.read()

    @on(Input.Submitted)
    def end_typing(self, event: Input.Submitted) -> None:
        """Enter ends typing, and starts nothing yet."""
        event.stop()
        self.leave()

    def leave(self) -> None:
        """Keys are commands again."""
        if self.line is not None:
            self.line.end()

    # -- reading

    def read(self) -> Asked | None:
        """What is asked; None when something is wrong, which stands beside its field then."""
        never = frozenset(kind for kind in Kind if kind.value in self.never.chosen)
        self.fields["Never ask for"].note(_never_said(never))
        cycles, people, hosts = (self._read_names(title, find) for title, _, find in self.NAMES)
        seconds, seed = self._read_seconds(), self._read_seed()
        self._say_what_is_under_more()
        if line := self.line:
            title = next(title for title, field in self.fields.items() if field.control is line)
            if line.typing:
                self.fields[title].note(TYPING)
        if cycles is None or hosts is None or people is None or seconds is None or seed is None:
            return None
        scope = Scope(Keep(self.keep.value), cycles, hosts, people)
        return Asked(scope, seconds or None, seed, never)

    def _say_what_is_under_more(self) -> None:
        hosts, seconds = self._names["Only hosts"].value.strip(), self.seconds.value.strip()
        never = ", ".join(name for name in self.never.names if name in self.never.chosen)
        parts = [
            f"only hosts {hosts}" if hosts else "",
            f"stops after {seconds} s" if seconds else "no limit of time",
            f"seed {self.seed.value}" if self.seed.value != str(SEED) else "",
            f"never {never}" if never else "",
        ]
        self.more.say(", ".join(filter(None, parts)))
        self.fields[self.MORE].note(_weights_said(self._workspace.programme) if self.more.is_open else "")

    def _read_names(self, title: str, find: Find) -> frozenset[str] | None:
        programme = self._workspace.programme
        try:
            found = [find(programme, word) for word in words_of([self._names[title].value])]
        except UsageError as error:
            self.fields[title].note(str(error), wrong=True)
            return None
        self.fields[title].note(_names_said(programme, title, dict.fromkeys(found)))
        return frozenset(found)

    def _read_seconds(self) -> float | None:
        """The limit; 0 for none."""
        text = self.seconds.value.strip()
        field = self.fields["Stop after"]
        if not text:
            field.note("No limit: until it is proved best")
            return 0.0
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not LEAST_SECONDS <= seconds < float("inf"):
            field.note(f"A number of seconds from {LEAST_SECONDS:g} on, or nothing for no limit.", wrong=True)
            return None
        field.note("Seconds; empty: until it is proved")
        return seconds

    def _read_seed(self) -> int | None:
        text = self.seed.value.strip()
        try:
            seed = int(text or SEED)
        except ValueError:
            self.fields["Seed"].note("A whole number.", wrong=True)
            return None
        self.fields["Seed"].note("Decides between equal plans")
        return seed


def _names_said(programme: Programme, title: str, codes: Iterable[str]) -> str:
    """What names were taken to mean."""
    codes = list(codes)
    if not codes:
        return {
            "Only cycles": f"Or some of them: {', '.join([cycle.cycle for cycle in programme.cycles][-2:])}",
            "Only people": "Or some, by name or code",
            "Only hosts": "Or some, by code or name",
        }[title]
    cycles = {cycle.cycle: f"{cycle.cycle} ({months(cycle)})" for cycle in programme.cycles}
    said = {
        "Only cycles": lambda code: cycles[code],
        "Only people": lambda code: programme.apprentices[code].name,
        "Only hosts": lambda code: programme.hosts[code].name,
    }[title]
    more = f" and {len(codes) - MANY} more" if len(codes) > MANY else ""
    return f"{', '.join(map(said, codes[:MANY]))}{more}"


def _never_said(never: frozenset[Kind]) -> str:
    if not never:
        return "What it may not ask to give, where no full plan exists"
    return f"It won't propose {', or '.join(KINDS[kind] for kind in Kind if kind in never)}"


def _weights_said(programme: Programme) -> str:
    """What weighs how much in a plan; it is set for the whole programme."""
    weighs = {
        "the worst off": "fairness_weight",
        "a change of host": "host_change_weight",
        "ten minutes of travel": "travel_weight",
        "a move inside notice": "notice_move_weight",
    }
    said = ", ".join(f"{what} {programme.settings.whole(key)}" for what, key in weighs.items())
    return f"In the programme's settings: {said}."
