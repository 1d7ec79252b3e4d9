"""What is asked of the planner: a line for each option, beside it what it means or what is wrong."""

from collections.abc import Callable, Iterable
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
from apprentices.workspace import Workspace
from screens.shared.choice import Choice
from screens.shared.field import Field, Fields, line
from screens.shared.words import months

Find = Callable[[Programme, str], str]
MANY = 4  # names beside a field, before the rest is counted
KEEPS = {
    Keep.NONE: "Pinned cells may change too",
    Keep.PINS: "Pinned cells stay",
    Keep.DRAFT: "As much of the draft as can be",
    Keep.PUBLISHED: "Pins, and as much of it as can be",
}
NOT_PUBLISHED = "Nothing has been published yet"
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
        ("Cycles", "all to come", find_cycle),
        ("Hosts", "all", find_host),
        ("Apprentices", "all", find_apprentice),
    )

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.keep = Choice([keep.value for keep in Keep], [Keep.PINS.value])
        self.never = Choice([kind.value for kind in Kind], any_number=True)
        self._names = {title: line(every) for title, every, _ in self.NAMES}
        self.seconds = line("no limit", f"{SECONDS:g}")
        self.seed = line(str(SEED), str(SEED))
        fields = {
            "Keep": Field("Keep", self.keep, wide=True),
            **{title: Field(title, control) for title, control in self._names.items()},
            "Seconds": Field("Seconds", self.seconds),
            "Seed": Field("Seed", self.seed),
            "Never ask for": Field("Never ask for", self.never, wide=True),
        }
        super().__init__(fields)

    def on_mount(self) -> None:
        """Say what every option means."""
        self.workspace_changed()

    # -- what is said beside the fields

    def workspace_changed(self) -> None:
        """Names and publications may be others."""
        published = self._workspace.published is not None
        to_mend = not published and self._workspace.checker.conflicts
        self.keep.suggest((Keep.DRAFT if to_mend else Keep.PINS).value)
        self.keep.refuse({} if published else {Keep.PUBLISHED.value: NOT_PUBLISHED}, Keep.PINS.value)
        self.read()

    @on(Choice.Changed)
    @on(Input.Blurred)
    @on(Input.Submitted)
    def look_again(self) -> None:
        """Say what the options mean now."""
        self.read()

    @on(Choice.Refused)
    def refuse(self, event: Choice.Refused) -> None:
        """Say why not."""
        self.fields["Keep"].note(event.why, wrong=True)

    # -- reading

    def read(self) -> Asked | None:
        """What is asked; None when something is wrong, which stands beside its field then."""
        keep = Keep(self.keep.value)
        self.fields["Keep"].note(KEEPS[keep] + ("" if self._published else f". {NOT_PUBLISHED}"))
        never = frozenset(kind for kind in Kind if kind.value in self.never.chosen)
        self.fields["Never ask for"].note(_never_said(never))
        cycles, hosts, people = (self._read_names(title, find) for title, _, find in self.NAMES)
        seconds = self._read_seconds()
        seed = self._read_seed()
        if cycles is None or hosts is None or people is None or seconds is None or seed is None:
            return None
        return Asked(Scope(keep, cycles, hosts, people), seconds or None, seed, never)

    @property
    def _published(self) -> bool:
        return self._workspace.published is not None

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
        field = self.fields["Seconds"]
        if not text:
            field.note("Until it is proved best")
            return 0.0
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not LEAST_SECONDS <= seconds < float("inf"):
            field.note(f"A number of seconds from {LEAST_SECONDS:g} on, or nothing for no limit.", wrong=True)
            return None
        field.note("Empty: until it is proved")
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
            "Cycles": "Or some of them: C3, C4",
            "Hosts": "Or some, by code or name",
            "Apprentices": "Or some, by name or code",
        }[title]
    cycles = {cycle.cycle: f"{cycle.cycle} ({months(cycle)})" for cycle in programme.cycles}
    said = {
        "Cycles": lambda code: cycles[code],
        "Hosts": lambda code: programme.hosts[code].name,
        "Apprentices": lambda code: programme.apprentices[code].name,
    }[title]
    more = f" and {len(codes) - MANY} more" if len(codes) > MANY else ""
    return f"{', '.join(map(said, codes[:MANY]))}{more}"


def _never_said(never: frozenset[Kind]) -> str:
    if not never:
        return "What it may not ask to give, where no full plan exists"
    return f"It won't propose {', or '.join(KINDS[kind] for kind in Kind if kind in never)}"
