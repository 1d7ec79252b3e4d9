"""The report for sponsors and boards: who has agreed to what, what blocks and who decides, and the measures.

It names teams, hosts and those who decide, and no apprentice. Of people it gives no number that the shared
measures hide.
"""

from collections.abc import Iterator, Sequence

from apprentices.agreement.escalation import Stage, sponsor_said
from apprentices.agreement.standing import in_words
from apprentices.calendar import say
from apprentices.exchange.papers.paper import Grid, Paper, Section
from apprentices.measures.hiding import FEW, FEWER
from apprentices.measuring import measured, year_of
from apprentices.registering import Listed, State, listed
from apprentices.rules.catalogue import RULES
from apprentices.rules.rule import Rule
from apprentices.rules.said import Finding
from apprentices.rules.words import count, host_name
from apprentices.signing import NOBODY_ASKED, stage, standings, stands_in_words
from apprentices.text import with_capital
from apprentices.workspace import Workspace


def report(workspace: Workspace) -> Paper:
    """The report as of the day of judging: of the draft, which is what hosts agree to."""
    programme, today = workspace.programme, workspace.today
    of = f"The draft, judged on {say(today)}."
    told = f"Last published: {workspace.published}." if workspace.published else "Nothing is published yet."
    return Paper(
        f"Report: {programme.settings.name or 'rotating apprenticeships'}",
        (f"For the sponsors and the board. {of} {told}",),
        (
            _agreement(workspace),
            _plan(workspace),
            _blocks(workspace),
            _asked(workspace),
            _measures(workspace),
        ),
    )


def _still_to_come(workspace: Workspace) -> list[str]:
    return [one.cycle for one in workspace.programme.cycles if one.ends_on >= workspace.today]


def _agreement(workspace: Workspace) -> Section:
    """Who has signed: each host and cycle that is not over."""
    programme, today = workspace.programme, workspace.today
    cycles, hosts = {one.cycle: one for one in programme.cycles}, list(programme.hosts)
    found = {cycle: standings(workspace, cycle) for cycle in _still_to_come(workspace)}
    rows = [
        [
            f"{code}, from {say(cycles[code].starts_on)}",
            in_words(there, today),
            *(stands_in_words(workspace, one) for one in there),
        ]
        for code, there in found.items()
    ]
    grid = Grid("Cycles that are not over", ["Cycle", "Together", *hosts], rows)
    return Section("State of agreement", (), [grid] if rows else [], ["Time running out approves nothing."])


def _plan(workspace: Workspace) -> Section:
    """Where somebody is: how many teams of each host take part, cycle by cycle; and the gaps."""
    board, facts = workspace.board, workspace.facts
    cycles = _still_to_come(workspace)
    rows = [
        [
            host_name(workspace.programme, host),
            *(_teams(len([t for t in teams if board.people(cycle, t)]), len(teams)) for cycle in cycles),
        ]
        for host in workspace.programme.hosts
        for teams in (facts.teams_at(host),)
    ]
    gaps = {finding.cycle for finding in workspace.findings() if finding.rule == "PLAN-GAP"}
    left = ["People without a placement", *("yes" if cycle in gaps else "none" for cycle in cycles)]
    grid = Grid("Teams with an apprentice, of all teams", ["Host", *cycles], [*rows, left])
    return Section("The plan at a glance", grids=[grid] if cycles else [])


def _teams(used: int, there: int) -> str:
    return f"{used} of {there}" if there else NOBODY_ASKED


def _blocks(workspace: Workspace) -> Section:
    """What stands against the plan, rule by rule, and who may decide; then the barriers of the register."""
    against: dict[str, list[Finding]] = {}
    for finding in workspace.findings():
        if finding.is_conflict and finding.judged:
            against.setdefault(finding.rule, []).append(finding)
    rows = [
        [
            f"{with_capital(rule.says)} ({code})",
            _number(rule, found),
            rule.waived_by or "nobody: mend it",
        ]
        for code, found in against.items()
        for rule in (RULES[code],)
    ]
    barriers = [_entry(workspace, one) for one in listed(workspace, "barrier") if one.is_open]
    points = barriers or ["No barrier stands in the register."]
    grid = Grid("Conflicts in the draft", ["What", "Findings", "Who may accept it"], rows)
    waived = workspace.checker.waived
    note = f"{count(waived, 'finding is', 'findings are')} waived, and not counted here." if waived else ""
    return Section("What blocks, and who decides", points, [grid] if rows else [], [note] if note else [])


def _number(rule: Rule, found: Sequence[Finding]) -> str:
    """How many findings; of law, safety and access no more than that they are few, where people are."""
    people = {finding.apprentice for finding in found if finding.apprentice}
    return FEWER if not rule.waived_by and 0 < len(people) < FEW else str(len(found))


def _entry(workspace: Workspace, one: Listed) -> str:
    """An entry of the register: what, whose it is, by when."""
    entry = one.entry
    owner = host_name(workspace.programme, entry.host) if entry.host else ""
    whose = ", ".join(filter(None, (entry.person, owner))) or "nobody in particular"
    late = "overdue since" if one.state is State.OVERDUE else "due on"
    due = f", {late} {say(entry.due_on)}" if entry.due_on else ""
    return f"{entry.title}: {whose}{due}."


def _asked(workspace: Workspace) -> Section:
    """What sponsors and boards are asked for: overdue sign-offs, sponsors to be named, open decisions."""
    points = [*_late(workspace), *_unnamed(workspace)]
    points += [
        _entry(workspace, one) for one in listed(workspace, "decision") if one.is_open and one.entry.due_on
    ]
    return Section("Decisions asked", points or ["None today."])


def _late(workspace: Workspace) -> Iterator[str]:
    for cycle in _still_to_come(workspace):
        for one in standings(workspace, cycle):
            if stage(workspace, one) is Stage.DECISION:
                sponsor = sponsor_said(workspace.programme.hosts.get(one.host))
                name = host_name(workspace.programme, one.host)
                assert one.request is not None
                yield f"{name}: {sponsor}, to decide about {cycle}, asked on {say(one.request.on)}."


def _unnamed(workspace: Workspace) -> Iterator[str]:
    for host in workspace.programme.hosts.values():
        if not host.sponsor:
            yield f"{host.name}: name a sponsor, who decides where its agreement does not come."


def _measures(workspace: Workspace) -> Section:
    """The shared measures of the year that the day of judging is in, as far as anything is known."""
    table = measured(workspace, year_of(workspace.today))
    rows = [
        [
            f"{row.measure.title} ({row.measure.unit})",
            *map(row.written, table.columns),
        ]
        for row in table.rows
        if any(figure is not None and figure != 0 for figure in row.figures.values())
    ]
    grid = Grid(str(table.period), ["Measure", *table.columns], rows, numbers=True)
    left = len(table.rows) - len(rows)
    note = (
        f"{count(left, 'measure', 'measures')} that are 0 or not known everywhere are left out."
        if left
        else ""
    )
    return Section("Measures", grids=[grid], notes=[*table.legend, *([note] if note else [])])
