"""The list of what to do as lines in columns, made as they come into sight."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from textual.content import Content

from apprentices.rules.catalogue import RULES
from apprentices.rules.words import count
from apprentices.text import with_capital
from apprentices.to_do import By, Group, Task
from apprentices.workspace import Workspace
from screens.shared import plain
from screens.shared.rows import Line
from screens.shared.words import fit, marked, names_in, team_code

MARK, CYCLE, TEAM, DUE, CODE = 3, 5, 9, 9, 18  # columns, without what parts them
NARROWEST, WIDEST = 13, 20  # of a name
LEAST = 36  # columns of what is wrong, before there is room for anything more
SHORTEST = 8  # of the same: with fewer, the team gives way, and then it does itself
OPENED, FOLDED = "▾", "▸"


class Layout(NamedTuple):
    """How wide the columns are in a list of some width; those for which there is no room have none."""

    words: int
    name: int
    team: int
    code: int

    @classmethod
    @cache
    def of(cls, width: int) -> "Layout":
        """What is wrong has the most room; then comes the rule's code, then the name."""
        left = width - MARK - CYCLE - TEAM - DUE - NARROWEST - 5
        team = TEAM if left >= SHORTEST else 0
        left += TEAM - team + (not team)
        code = CODE if left - CODE - 1 >= LEAST else 0
        left -= code + bool(code)
        more = max(0, min(WIDEST - NARROWEST, left - LEAST))
        if left < SHORTEST:
            return cls(0, NARROWEST + left + 1, team, code)
        return cls(left - more, NARROWEST + more, team, code)

    @property
    def head(self) -> str:
        """The names of the columns."""
        return " " * MARK + self.row("What", "Who", "Cycle", "Team", "By")

    def row(self, words: str, who: str, cycle: str, team: str, due: str) -> str:
        """The columns, but for the mark before and the code after them."""
        widths = (self.words, self.name, CYCLE, self.team, DUE)
        texts = (words, who, cycle, team, due)
        return "".join(f"{fit(text, width)} " for text, width in zip(texts, widths, strict=True) if width)


class Lines:
    """Makes lines of a workspace's tasks, each for the width of the list when it is drawn."""

    def __init__(self, workspace: Workspace, by: By) -> None:
        self._workspace, self._by = workspace, by
        self._names = names_in(workspace.programme)

    def of(self, groups: Iterable[Group], is_folded: Callable[[Group], bool]) -> Iterator[Line[Task | Group]]:
        """Every group with its tasks, but for those that are folded."""
        for group in groups:
            folded = is_folded(group)
            yield Line(partial(self._heading, group, folded), group, is_heading=True, is_passed=not folded)
            if not folded:
                for task in group.tasks:
                    yield Line(partial(self._row, task), task)

    def _heading(self, group: Group, folded: bool, width: int) -> Content:
        found = [task.finding for task in group.tasks]
        conflicts, warnings = sum(f.is_conflict for f in found), sum(f.is_warning for f in found)
        counts = plain.text(
            (f"  {conflicts}!" if conflicts else "", "bold $text-error"),
            (f"  {warnings}?" if warnings else "", "bold $text-warning"),
            ("" if conflicts or warnings else f"  {len(found)}", "$text-muted"),
        )
        front = f" {FOLDED if folded else OPENED} "
        title = plain.text((group.title, "bold"))
        left = width - len(front) - counts.cell_length
        title = title.truncate(max(0, left), ellipsis=True)
        code = plain.text((f"  {group.code}", "$text-muted")).truncate(
            left - title.cell_length, ellipsis=True
        )
        return plain.text(front, title, counts, code)

    def _row(self, task: Task, width: int) -> Content:
        finding, layout = task.finding, Layout.of(width)
        mark, colour = marked(finding)
        person = self._workspace.programme.apprentices.get(finding.apprentice or "")
        words = with_capital(RULES[finding.rule].says)
        if self._by is By.RULE:  # the heading says that; the name has its column
            words = finding.problem.removeprefix(f"{person.name} " if person else "")
        place = self._place(task)
        who = self._names[person.apprentice].fit(layout.name) if person else "" if layout.team else place
        row = layout.row(words, who, finding.cycle or "", place, self._due(task.due_on))
        code = finding.rule if layout.code else ""
        return plain.text((f" {mark} ", f"bold {colour}"), row, (code, "$text-muted"))

    def _place(self, task: Task) -> str:
        """The team without its host, where there is no room for both; or the host."""
        team = self._workspace.programme.placements.get(task.finding.placement or "")
        if team is None:
            return task.finding.host or ""
        return team.placement if len(team.placement) <= TEAM else team_code(team)

    def _due(self, day: date | None) -> str:
        if day is None:
            return ""
        year = "" if day.year == self._workspace.today.year else f"{day: %y}"
        return f"{day.day:2} {day:%b}{year}"


def count_said(shown: int, all_of_them: int) -> str:
    """How many findings are listed, and of how many where some are left out."""
    if shown == all_of_them:
        return count(all_of_them, "finding")
    return f"{shown} of {count(all_of_them, 'finding')}"
