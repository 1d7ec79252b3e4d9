"""SIGN rules: whether hosts have agreed to the cycles of the draft, and who stands behind them."""

from collections.abc import Iterator

from apprentices.agreement.escalation import Stage, escalation, sponsor_said
from apprentices.board import Board
from apprentices.calendar import say
from apprentices.forgotten import is_forgotten
from apprentices.rules.due import AHEAD, is_near
from apprentices.rules.facts import Facts
from apprentices.rules.rule import HostLook, Parameter, Params, host_rule, programme_rule
from apprentices.rules.said import ChangeRow, Said, Severity, SignCycle
from apprentices.rules.words import cycle_name, host_name, join

AGREEMENT = "The three hosts' agreement: each host signs each cycle as it stands"
DUE = Parameter("due_days", 7, "days", "Days in which an answer to a request is due.", most=3_660)
DECISION = Parameter(
    "decision_days", 14, "days", "Days after a request from which a decision paper is due.", most=3_660
)
_NAMED = 5  # people whose moves are told one by one


@host_rule(
    id="SIGN-MISSING",
    severity=Severity.WARNING,
    says="a cycle starts soon, and the host has not signed it",
    source=AGREEMENT,
    help="Told from `weeks` before the cycle starts until it is over, and of a host that was asked to sign "
    "once its answer is overdue. A host to which nobody comes in the cycle need not sign. A request is due "
    "after `due_days`; after `decision_days` a decision paper for the sponsor is due. Nothing is ever "
    "approved by time running out.",
    example="A cycle that starts on 8 March 2027: missing from 14 December 2026, and not on 13 December.",
    parameters=(AHEAD, DUE, DECISION),
)
def unsigned(facts: Facts, params: Params) -> HostLook:
    programme, said = facts.programme, facts.statements

    def look(host: str, index: int, board: Board) -> Said | None:
        cycle = programme.cycles[index]
        if (host, cycle.cycle) in said.signed or cycle.ends_on < facts.today:
            return None
        if host in facts.not_told.signing:
            return None  # it tells the lead host alone
        request = said.asked.get((host, cycle.cycle))
        open_one = request and escalation(request, facts.today, params[DECISION.key])
        is_late = open_one and open_one.stage is not Stage.ASKED
        if not (is_late or is_near(facts, cycle.starts_on, params)):
            return None
        if not any(board.there(index, team) for team in facts.teams_at(host)):
            return None
        asked = f"; {open_one.in_words(sponsor_said(programme.hosts.get(host)))}" if open_one else ""
        return Said(
            f"{host_name(programme, host)} has not signed {cycle_name(cycle)}{asked}.",
            "show the host who comes, and record its sign-off.",
            host=host,
            step=SignCycle(host, cycle.cycle),
            due_on=request.due_on if request else cycle.starts_on,
        )

    return look


@host_rule(
    id="SIGN-STALE",
    severity=Severity.CONFLICT,
    says="a host signed a cycle, and what it is told of it has changed since",
    source=AGREEMENT,
    help="A host agrees to exactly who comes, where and when, with the names of people, teams, sites and "
    "supervisors. Any change of that needs its agreement anew; pins and a person's status are no part of it. "
    "Cycles that are over are not told.",
    example="A host has signed a cycle with one person in it: with another in that person's place, what it "
    "signed differs for 2 people.",
)
def stale(facts: Facts, params: Params) -> HostLook | None:
    if not facts.statements.signed:
        return None
    from apprentices.rules.signing import Signing, few  # most checks know of no sign-off

    signing = Signing(facts)

    def look(host: str, index: int, board: Board) -> Said | None:
        cycle = facts.programme.cycles[index]
        moved = signing.moved(host, index, board)
        if not moved or cycle.ends_on < facts.today:
            return None
        signed = facts.statements.signed[host, cycle.cycle]
        told = [signing.in_words(host, code, index, board) for code in few(moved, facts, _NAMED)]
        more = [f"{len(moved) - len(told)} more"] if len(moved) > len(told) else []
        differs = f"what the host is told differs by now for {len(moved)}"
        mend = "have the host sign it as it is now, or go back to what it signed."
        if all(map(is_forgotten, moved)):
            differs = "nobody has moved since, but somebody was forgotten"
            mend = "have the host sign it as it is now."
        return Said(
            f"{signed.by} signed {cycle_name(cycle)} for {host_name(facts.programme, host)} on "
            f"{say(signed.on)}, and {differs}: {join([*told, *more])}.",
            mend,
            host=host,
            excess=len(moved),
            step=SignCycle(host, cycle.cycle),
        )

    return look


@programme_rule(
    id="SIGN-SPONSOR",
    severity=Severity.WARNING,
    says="a host has no named sponsor",
    source="The pilot's lesson: nobody senior stood behind the programme at each host",
    help="The sponsor is who decides where a host's agreement does not come: hosts.csv names one, with the "
    "role.",
    example="A host whose sponsor is empty is told.",
)
def sponsor(facts: Facts, params: Params) -> Iterator[Said]:
    for code, host in facts.programme.hosts.items():
        if not host.sponsor and code not in facts.not_told.hosts:
            yield Said(
                f"{host.name} has no named sponsor, who would decide where its agreement does not come.",
                "ask the host who stands behind the programme, and record the name.",
                host=code,
                step=ChangeRow("hosts", code, "sponsor"),
            )
