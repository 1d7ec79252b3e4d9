"""Where hosts stand with cycles, as a matrix."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from apprentices.agreement.escalation import Stage
from apprentices.agreement.standing import Standing
from apprentices.calendar import say
from apprentices.signing import is_due, not_signed, stage, standing, standings
from apprentices.workspace import Workspace
from screens.agreement.about import stands_aloud
from screens.shared import plain
from screens.shared.looks import CONFLICT, WARNING, host_looks
from screens.shared.matrix import Shown
from screens.shared.words import day_month

SIGNED, ASKED, NOBODY = "✓", "…", "–"
LEAST = 21  # columns of a host: as many as "asked, due 24 Nov" takes


class Signing:
    """The sign-offs of a workspace, cycle by cycle and host by host."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.cycles = workspace.programme.cycles
        self.hosts = list(workspace.programme.hosts)

    def shown(self) -> Shown:
        """The matrix: a row for each cycle, a column for each host."""
        looks = host_looks(self._workspace.programme)
        heads = [
            plain.text((f" {looks[host].symbol}", looks[host].colour), (f" {host}", "bold"))
            for host in self.hosts
        ]
        return Shown(len(self.cycles), self._row_name, heads, self._cell, (16, 34), (LEAST, 30))

    def in_lines(self) -> Iterator[str]:
        """A line for each cycle: where each host stands."""
        for cycle in self.cycles:
            said = (f"{host} {stands_aloud(self._workspace, host, cycle.cycle)}" for host in self.hosts)
            yield f"{cycle.cycle} {say(cycle.starts_on)}: {'; '.join(said)}"

    @property
    def now(self) -> int:
        """The row of the cycle that is running, or comes next; the last where all are over."""
        today = self._workspace.today
        left = (row for row, cycle in enumerate(self.cycles) if cycle.ends_on >= today)
        return next(left, max(0, len(self.cycles) - 1))

    def at(self, row: int, column: int) -> Standing:
        """Where one host stands with one cycle."""
        return standing(self._workspace, self.hosts[column], self.cycles[row].cycle)

    def waiting(self) -> int:
        """How many sign-offs of cycles that are not over are due and missing, or stale."""
        found = (
            one
            for cycle in self.cycles
            if cycle.ends_on >= self._workspace.today
            for one in standings(self._workspace, cycle.cycle)
        )
        return sum(
            bool(one.moved or (one.request and not one.agrees)) or self._is_missed(one) for one in found
        )

    def _is_missed(self, one: Standing) -> bool:
        return one.asked_of and one.heard and not one.signed and is_due(self._workspace, one.cycle)

    def _row_name(self, row: int, width: int) -> Content:
        cycle = self.cycles[row]
        style = "$text-disabled" if cycle.ends_on < self._workspace.today else ""
        is_brief = any(cell_len(f" {one.cycle}  {say(one.starts_on)}") > width for one in self.cycles)
        brief = f"{day_month(cycle.starts_on)} {cycle.starts_on.year}"
        day = brief if is_brief else say(cycle.starts_on)
        return plain.text((f" {cycle.cycle}", f"bold {style}"), (f"  {day}", style or "$text-muted"))

    def _cell(self, row: int, column: int) -> Content:
        one = self.at(row, column)
        if self.cycles[row].ends_on < self._workspace.today:
            return plain.text((f" {_words(self._workspace, one)}", "$text-disabled"))
        return plain.text((f" {_words(self._workspace, one)}", self._style(one)))

    def _style(self, one: Standing) -> str:
        if one.moved:
            return "bold $text-error"
        if one.agrees:
            return "$text-success"
        late = one.request and stage(self._workspace, one) is not Stage.ASKED
        return "$text-warning" if late or self._is_missed(one) else "$text-muted"


def _words(workspace: Workspace, one: Standing) -> str:
    """Where a host stands with a cycle, with its mark, in a few words."""
    if one.moved:
        return f"{CONFLICT} differs for {len(one.moved)}"
    if one.signed:
        return f"{SIGNED} {day_month(one.signed.on)} {one.signed.by.rpartition(' ')[2]}"
    if one.request:
        at, due = stage(workspace, one), day_month(one.request.due_on)
        if at is Stage.ASKED:
            return f"{ASKED} asked, due {due}"
        return f"{WARNING} for the sponsor" if at is Stage.DECISION else f"{WARNING} was due {due}"
    if not one.asked_of:
        return f"{NOBODY} nobody comes"
    mark = WARNING if one.heard and is_due(workspace, one.cycle) else " "
    return f"{mark} {not_signed(one)}"
