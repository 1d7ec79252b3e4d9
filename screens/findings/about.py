"""A finding in full: what is wrong, who sees to it by when, what follows, and what the rule is for."""

from apprentices.calendar import say
from apprentices.rules.catalogue import RULES
from apprentices.rules.words import count, host_name
from apprentices.to_do import Group, Task
from apprentices.workspace import Workspace
from screens.shared.paragraph import Paragraph, finding_said, onward
from screens.shared.phrase import phrase


def about_task(task: Task, workspace: Workspace) -> list[Paragraph]:
    """The marked finding."""
    finding, rule = task.finding, RULES[task.finding.rule]
    told = [Paragraph(tuple(finding_said(finding)), joined=False), _whose(task, workspace)]
    if further := tuple(onward(finding)):
        told.append(Paragraph(further, joined=False))
    may = f"May be waived by {rule.waived_by}." if rule.waived_by else "Nobody may waive it."
    return [*told, Paragraph((phrase(rule.help), phrase((may, "$text-muted"))))]


def task_said(task: Task) -> str:
    """A task in one line: how grave it is, what is wrong, and by when."""
    finding = task.finding
    kind = "Waived" if finding.waived else finding.severity.capitalize()
    due = f" By {say(task.due_on)}." if task.due_on else ""
    return f"{kind}: {finding.problem}{due}"


def _whose(task: Task, workspace: Workspace) -> Paragraph:
    """Which host sees to it, by whom and by when."""
    if task.host is None:
        whose = "Whose it is, is not known"
    else:
        host = workspace.programme.hosts.get(task.host)
        lead = f", {host.hr_lead}" if host and host.hr_lead else ""
        whose = f"For {host_name(workspace.programme, task.host)}{lead}"
    parts = [phrase((whose, "bold"))]
    if task.due_on:
        late = (task.due_on - workspace.today).days
        ahead = f"in {count(late, 'day')}" if late > 0 else "today" if late == 0 else "that day is past"
        parts.append(phrase(f"By {say(task.due_on)}, {ahead}"))
    return Paragraph(tuple(parts))


def about_group(group: Group) -> list[Paragraph]:
    """A folded group: what it is, and how many are in it."""
    found = [task.finding for task in group.tasks]
    conflicts = count(sum(f.is_conflict for f in found), "conflict")
    warnings = count(sum(f.is_warning for f in found), "warning")
    told = [Paragraph((phrase((group.title, "bold")), phrase(f"{conflicts}, {warnings}")))]
    rule = RULES.get(group.code)
    return [*told, Paragraph((phrase(rule.help),))] if rule else told
