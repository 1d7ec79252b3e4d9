"""What a plan would change: a line for each cell, and for each thing that would have to give."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from textual.content import Content

from apprentices.planner.merge import Merged
from apprentices.planner.proposal import Move, Proposal, Relaxation
from apprentices.planning import no_full_plan, to_give
from apprentices.programme import Programme
from apprentices.rules.catalogue import RULES
from apprentices.rules.words import count, cycle_name, team_name
from apprentices.workspace import Workspace
from screens.shared import plain
from screens.shared.advice import how
from screens.shared.looks import HostLook, host_looks
from screens.shared.paragraph import Paragraph
from screens.shared.rows import Line
from screens.shared.words import fit, host_and_team, months, team_code

NAME, TEAM = 20, 11  # columns
STAYS = "It can't stay. "  # goes without saying where there is little room
GAP, REST = "·· gap ··", "— not active"
Told = Move | Relaxation


class Against(StrEnum):
    """What a plan is compared with."""

    DRAFT = "draft"
    PUBLICATION = "publication"


def lines(merged: Merged, workspace: Workspace, against: Against, ruled_out: str = "") -> list[Line[Told]]:
    """What has to give, if anything has; then the moves, by cycle. `ruled_out`: see `no_full_plan`."""
    proposal, published = merged.proposal, workspace.published
    found: list[Line[Told]] = []
    if proposal.relax:
        found.append(_heading(to_give(proposal.relax_full, proposal.relax_proved)))
        found += (_relaxation_line(relaxation) for relaxation in proposal.relax)
    if not proposal.relax_full and proposal.relax_proved:
        found.append(_heading(no_full_plan(ruled_out)))
    name = f"publication {published.number}" if published else ""
    if against is Against.DRAFT:
        other = f"v: against {name}" if name else ""
        return [*found, *_changes("the draft", merged.against_draft, workspace, other)]
    other = "v: against the draft"
    if merged.against_publication is None:
        text = f"Against {name}: it is newer than the plan. Plan again to compare."
        return [*found, _heading(text, other)]
    return [*found, *_changes(name, merged.against_publication, workspace, other)]


def _changes(name: str, moves: Sequence[Move], workspace: Workspace, other: str) -> Iterator[Line[Told]]:
    near = sum(move.inside_notice for move in moves)
    notice = f", {near} inside a host's notice" if near else ""
    changes = count(len(moves), "change") if moves else "no changes"
    yield _heading(f"Against {name}: {changes}{notice}", other)
    cycles = {cycle.cycle: cycle for cycle in workspace.programme.cycles}
    looks = host_looks(workspace.programme)
    for code, group in groupby(moves, key=lambda move: move.cycle):
        within = list(group)
        when = f"  {months(cycles[code])}" if code in cycles else ""
        yield Line(plain.text((f" {code}", "bold"), (f"{when}  ({len(within)})", "$text-muted")))
        for move in within:
            yield Line(_move_line(move, workspace, looks), move)


def _heading(text: str, other: str = "") -> Line[Told]:
    return Line(plain.text((f" {text}", "bold"), (f"   {other}" if other else "", "$text-muted")))


def _relaxation_line(relaxation: Relaxation) -> Line[Told]:
    owner = f"Ask {relaxation.owner}: " if relaxation.owner else ""
    return Line(plain.text("   ", (owner, "bold"), relaxation.message), relaxation)


def _move_line(move: Move, workspace: Workspace, looks: Mapping[str, HostLook]) -> Content:
    programme = workspace.programme
    person = programme.apprentices.get(move.apprentice)
    index = workspace.board.cycle_index.get(move.cycle)
    active = person is None or index is None or workspace.facts.active(person)[index]
    empty = plain.text((fit(GAP, TEAM + 1), "$error")) if active else plain.text(fit(REST, TEAM + 1))
    return plain.text(
        f"   {fit(_name(programme, move.apprentice), NAME)} ",
        _team(move.before, programme, looks) or empty,
        (" → ", "$text-muted"),
        _team(move.after, programme, looks) or empty,
        (" notice " if move.inside_notice else " " * 8, "bold $text-warning"),
        (move.why.removeprefix(STAYS), "$text-muted"),
    )


def _name(programme: Programme, code: str) -> str:
    person = programme.apprentices.get(code)
    return person.name if person else code


def _team(code: str | None, programme: Programme, looks: Mapping[str, HostLook]) -> Content | None:
    if code is None:
        return None
    team = programme.placements.get(code)
    if team is None:
        return plain.text(fit(code, TEAM + 1))
    look = looks[team.host]
    return plain.text((look.symbol, look.colour), host_and_team(team.host, team_code(team), TEAM))


def about(told: Told, proposal: Proposal, workspace: Workspace) -> list[Paragraph]:
    """Everything about one line."""
    if isinstance(told, Relaxation):
        return _about_relaxation(told, proposal)
    return _about_move(told, workspace.programme)


def _about_relaxation(told: Relaxation, proposal: Proposal) -> list[Paragraph]:
    rule = RULES.get(told.rule)
    parts = [plain.text((told.message, "bold"))]
    if told.owner:
        parts.append(plain.text(f"Ask {told.owner}."))
    if told.step:
        parts.append(plain.text(how(told.step)))
    said = [Paragraph(tuple(parts))]
    if rule is not None:
        said.append(Paragraph((plain.text((f"{told.rule}: {rule.says}.", "$text-muted")),)))
    if proposal.relax_proved:
        said.append(Paragraph((plain.text(("Less would not do.", "$text-muted")),)))
    return said


def _about_move(move: Move, programme: Programme) -> list[Paragraph]:
    cycle = next((cycle for cycle in programme.cycles if cycle.cycle == move.cycle), None)
    said = [
        Paragraph(
            (
                plain.text(
                    (_name(programme, move.apprentice), "bold"), (f" {move.apprentice}", "$text-muted")
                ),
                plain.text(cycle_name(cycle) if cycle else move.cycle),
            )
        ),
        Paragraph(
            (
                plain.text(("From ", "$text-muted"), _team_said(move.before, programme)),
                plain.text(("To ", "$text-muted"), _team_said(move.after, programme)),
            )
        ),
        Paragraph((plain.text(("Why: ", "$text-muted"), move.why),)),
    ]
    if move.inside_notice:
        text = "Inside the notice of a host: it begins sooner than the host wants to know of changes."
        said.append(Paragraph((plain.text((text, "$text-warning")),)))
    return said


def _team_said(code: str | None, programme: Programme) -> str:
    if code is None:
        return "no placement"
    team = programme.placements.get(code)
    return team_name(team) if team else code
