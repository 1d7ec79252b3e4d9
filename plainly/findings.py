"""All findings as a list of what to do, and each with what mends it."""

from collections.abc import Iterator
from functools import partial

from apprentices.rules.said import Finding, Name
from apprentices.rules.words import count, host_name
from apprentices.to_do import By, ToDo
from plainly.desk import Desk
from plainly.forms import have_said
from plainly.mending import go_to
from plainly.page import ENTER, Item, Letter, Page, letter, stay
from screens.findings.about import about_task, task_said
from screens.findings.commands import FINDINGS
from screens.findings.texts import Texts
from screens.findings.waive import to_waive, waived_said
from screens.shared.paragraph import read_aloud


class _Looking:
    """How the list is grouped, and of which host alone."""

    def __init__(self) -> None:
        self.by = By.RULE
        self.host: str | None = None

    def group_otherwise(self) -> None:
        self.by = self.by.next

    def next_host(self, hosts: list[str]) -> None:
        """Only what that host sees to, one after the other, and then everybody's again."""
        after: list[str | None] = [*hosts, None]
        self.host = after[after.index(self.host) + 1] if self.host in hosts else next(iter(after))


def stay_with_findings(desk: Desk) -> None:
    """What to do."""
    stay(desk, partial(_page, desk, _Looking()))


def _page(desk: Desk, looking: _Looking) -> Page:
    workspace = desk.workspace
    to_do = ToDo(workspace.programme, workspace.today, workspace.findings())
    texts = Texts(workspace)
    tasks = [task for task in to_do.tasks if looking.host in (None, task.host)]
    items = [
        Item(task_said(task), partial(_stay_at, desk, task.finding.name), group.title, texts.of(task))
        for group in to_do.groups(tasks, looking.by)
        for task in group.tasks
    ]
    whose = f" for {host_name(workspace.programme, looking.host)}" if looking.host else ""
    conflicts = count(sum(task.finding.is_conflict for task in tasks), "conflict")
    warnings = count(sum(task.finding.is_warning for task in tasks), "warning")
    told = [f"{conflicts}, {warnings}{whose}, by {looking.by}."]
    hosts = list(workspace.programme.hosts)
    only = letter(FINDINGS, "findings.mine", partial(looking.next_host, hosts), "h")
    letters = [
        letter(FINDINGS, "findings.group", looking.group_otherwise),
        only._replace(title="Only one host's", help="Only what one host sees to, one after the other."),
    ]
    return Page("Findings", told, items, letters)


def _stay_at(desk: Desk, name: Name) -> None:
    stay(desk, partial(_finding_page, desk, name))


def _finding_page(desk: Desk, name: Name) -> Page | None:
    """The finding of that name; None once it is mended."""
    workspace = desk.workspace
    finding = next((finding for finding in workspace.findings() if finding.name == name), None)
    if finding is None:
        desk.talk.say("Nothing of that is found any more.")
        return None
    task = ToDo(workspace.programme, workspace.today, [finding]).tasks[0]
    return Page("Finding", read_aloud(about_task(task, workspace)), letters=list(_letters(desk, finding)))


def _letters(desk: Desk, finding: Finding) -> Iterator[Letter]:
    who, cycle = finding.apprentice, finding.cycle
    if who and cycle:
        show = letter(FINDINGS, "findings.jump", partial(desk.show_cell, who, cycle), ENTER)
        yield show._replace(help="The cell that it is about, where it can be placed otherwise.")
    if finding.step is not None:
        yield letter(FINDINGS, "findings.mend", partial(go_to, desk, finding.step))
    if not finding.waived:
        yield letter(FINDINGS, "findings.waive", partial(_waive, desk, finding))


def _waive(desk: Desk, finding: Finding) -> None:
    have_said(desk, to_waive(desk.workspace, finding), waived_said)
