"""What a plan would change: a line for each thing that would have to give, each cell, each new finding."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from apprentices.board import Place
from apprentices.called import person_name
from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Move, Relaxation
from apprentices.planning import Findings, changes_said, no_full_plan, to_give
from apprentices.programme import Programme
from apprentices.rules.said import Finding
from apprentices.rules.words import count
from apprentices.workspace import Workspace
from screens.plan.about import Told
from screens.shared import plain
from screens.shared.looks import HostLook, host_looks
from screens.shared.rows import Line
from screens.shared.words import fit, host_and_team, marked, months, team_code

NAME, TEAM = 20, 11  # columns
GAP, REST = "·· gap ··", "— not active"


class Against(StrEnum):
    """What a plan is compared with."""

    DRAFT = "draft"
    PUBLICATION = "publication"


class Shown(NamedTuple):
    """What is looked at: a plan, what it is compared with, its findings beside the draft's, and the cells
    that are chosen to be applied alone."""

    merged: Merged
    against: Against
    findings: Findings
    chosen: Collection[Place] = ()


def lines(shown: Shown, workspace: Workspace, ruled_out: str = "") -> list[Line[Told]]:
    """What has to give, if anything has; the moves, those inside notice first; then what is newly found.

    `ruled_out`: see `no_full_plan`.
    """
    proposal, published = shown.merged.proposal, workspace.published
    found: list[Line[Told]] = []
    if proposal.relax:
        found.append(_heading(to_give(proposal.relax_full, proposal.relax_proved)))
        found += (_relaxation_line(relaxation) for relaxation in proposal.relax)
    if not proposal.relax_full and proposal.relax_proved:
        found.append(_heading(no_full_plan(ruled_out)))
    name = f"publication {published.number}" if published else ""
    if shown.against is Against.DRAFT:
        other = f"v: against {name}" if name else ""
        moves = _changes("the draft", shown.merged.against_draft, workspace, other, shown.chosen)
        return [*found, *moves, *_newly_found(shown.findings)]
    other = "v: against the draft"
    if shown.merged.against_publication is None:
        text = f"Against {name}: it is newer than the plan. Plan again to compare."
        return [*found, _heading(text, other)]
    return [*found, *_changes(name, shown.merged.against_publication, workspace, other)]


def _changes(
    name: str, moves: Sequence[Move], workspace: Workspace, other: str, chosen: Collection[Place] = ()
) -> Iterator[Line[Told]]:
    yield _heading(f"Against {name}: {changes_said(moves)}", other)
    cycles = {cycle.cycle: cycle for cycle in workspace.programme.cycles}
    near_first = sorted(moves, key=lambda move: not move.inside_notice)  # in each part, in order of time
    for (near, code), group in groupby(near_first, key=lambda move: (move.inside_notice, move.cycle)):
        within = list(group)
        when = f"  {months(cycles[code])}" if code in cycles else ""
        notice = "  inside a host's notice" if near else ""
        number = f"{when}  ({len(within)})"
        yield Line(plain.text((f" {code}", "bold"), (number, "$text-muted"), (notice, "$text-warning")))
        yield from (move_line(move, workspace, move.place in chosen) for move in within)


def _newly_found(findings: Findings) -> Iterator[Line[Told]]:
    if not findings.new:
        return
    gone = f"; {count(len(findings.gone), 'other is', 'others are')} gone" if findings.gone else ""
    yield _heading(f"New with this plan: {found_said(findings.new)}{gone}")
    for finding in sorted(findings.new, key=lambda finding: not finding.is_conflict):
        mark, colour = marked(finding)
        yield Line(plain.text("  ", (f"{mark} ", f"bold {colour}"), finding.problem), finding)


def found_said(findings: Sequence[Finding]) -> str:
    """How many conflicts and warnings: 1 conflict, 2 warnings."""
    conflicts = sum(finding.is_conflict for finding in findings)
    parts = [(conflicts, "conflict"), (len(findings) - conflicts, "warning")]
    return ", ".join(count(number, word) for number, word in parts if number)


def _heading(text: str, other: str = "") -> Line[Told]:
    return Line(plain.text((f" {text}", "bold"), (f"   {other}" if other else "", "$text-muted")))


def _relaxation_line(relaxation: Relaxation) -> Line[Told]:
    owner = f"Ask {relaxation.owner}: " if relaxation.owner else ""
    return Line(plain.text("   ", (owner, "bold"), relaxation.message), relaxation)


def move_line(move: Move, workspace: Workspace, chosen: bool) -> Line[Told]:
    """Who moves, whence and where to, whether that is inside notice, and why in a word or two."""
    programme = workspace.programme
    person = programme.apprentices.get(move.apprentice)
    index = workspace.board.cycle_index.get(move.cycle)
    active = person is None or index is None or workspace.facts.active(person)[index]
    empty = plain.text((fit(GAP, TEAM + 1), "$error")) if active else plain.text(fit(REST, TEAM + 1))
    looks = host_looks(programme)
    text = plain.text(
        (f" {'[x]' if chosen else '   '} ", "bold"),
        f"{fit(person_name(programme, move.apprentice), NAME)} ",
        _team(move.before, programme, looks) or empty,
        (" → ", "$text-muted"),
        _team(move.after, programme, looks) or empty,
        ("! " if move.inside_notice else "  ", "bold $text-warning"),
        (move.tag, "$text-muted"),
    )
    return Line(text, move)


def _team(code: str | None, programme: Programme, looks: Mapping[str, HostLook]) -> Content | None:
    if code is None:
        return None
    team = programme.placements.get(code)
    if team is None:
        return plain.text(fit(code, TEAM + 1))
    look = looks[team.host]
    return plain.text((look.symbol, look.colour), host_and_team(team.host, team_code(team), TEAM))
