"""What the filter of the findings finds them by."""

from collections.abc import Iterator
from functools import cache

from apprentices.rules.catalogue import RULES
from apprentices.text import plain_letters
from apprentices.to_do import Task
from apprentices.workspace import Workspace


class Texts:
    """What the filter finds tasks by; what is told of a person, team, host or rule is made once."""

    def __init__(self, workspace: Workspace) -> None:
        self._programme = workspace.programme
        self._texts: dict[Task, str] = {}
        self._people, self._teams = cache(self._person), cache(self._team)
        self._hosts, self._rules = cache(self._host), cache(self._rule)

    def of(self, task: Task) -> str:
        """The text of a task, in plain letters."""
        text = self._texts.get(task)
        if text is None:
            text = self._texts[task] = " ".join(self._parts(task))
        return text

    def _parts(self, task: Task) -> Iterator[str]:
        finding = task.finding
        yield self._rules(finding.rule)
        yield "waived" if finding.waived else finding.severity
        yield self._people(finding.apprentice or "")
        yield self._teams(finding.placement or "")
        yield self._hosts(finding.host or "")
        yield plain_letters(f"{finding.problem} {finding.cycle or ''} {task.host or ''}")

    def _person(self, code: str) -> str:
        person = self._programme.apprentices.get(code)
        return _plain(person.name, code, person.cohort) if person else ""

    def _team(self, code: str) -> str:
        team = self._programme.placements.get(code)
        return _plain(team.team, code, team.area, team.supervisor) if team else ""

    def _host(self, code: str) -> str:
        host = self._programme.hosts.get(code)
        return _plain(host.name, code) if host else ""

    def _rule(self, code: str) -> str:
        return _plain(code, RULES[code].says)


def _plain(*parts: str | None) -> str:
    return plain_letters(" ".join(filter(None, parts)))
