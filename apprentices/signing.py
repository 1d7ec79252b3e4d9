"""What hosts agree to: signing a cycle as it stands, withdrawing that, asking, and where each host stands."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from apprentices.agreement.digests import canonical, digest
from apprentices.agreement.escalation import Escalation, Stage, escalation
from apprentices.agreement.standing import Standing, in_words
from apprentices.calendar import say
from apprentices.errors import UsageError
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.due import is_near
from apprentices.rules.sign import DECISION, DUE
from apprentices.rules.signing import few
from apprentices.statements import Ending, Request, SignOff, stated
from apprentices.stating import chosen, end, insist_on_whose, state
from apprentices.told import Told, told_of
from apprentices.workspace import Workspace

NOBODY_ASKED = "–"  # nobody comes, so nobody need sign
_TICK = timedelta(milliseconds=1)  # moments are kept to it


def told_to(workspace: Workspace, host: str, cycle: str) -> tuple[Told, ...]:
    """What a host would be told of a cycle of the draft as it stands, team by team."""
    board = workspace.board
    there = [
        board.at(person, cycle)
        for team in workspace.facts.teams_at(host)
        for person in board.people(cycle, team)
    ]
    return told_of(workspace.programme, filter(None, there))


def sign(
    workspace: Workspace,
    host: str,
    cycle: str,
    by: str,
    role: str | None = None,
    note: str | None = None,
    own: str | None = None,
) -> SignOff:
    """Record that a host agrees to a cycle exactly as it stands in the draft; it may agree to have nobody.

    `own` is the host that has its key here: it signs for itself, and as lead host records others'.
    Raises `UsageError` for another host's, where host or cycle isn't there any more, and where the host has
    agreed to just that already.
    """
    insist_on_whose(workspace, own, host, "signs")

    def make() -> SignOff:
        _insist_on_what_is_there(workspace, host, cycle)
        rows = told_to(workspace, host, cycle)
        agreed, now = workspace.statements.signed.get((host, cycle)), digest(rows)
        if agreed and agreed.digest == now:
            raise UsageError(
                f"{agreed.by} signed {cycle} for {host} on {say(agreed.on)}, exactly as it is now."
            )
        agreed_to = canonical(rows).decode()
        return stated(
            SignOff,
            at=_after_what_was_said(workspace, host, cycle),
            host=host,
            cycle=cycle,
            digest=now,
            rows=agreed_to,
            by=by,
            role=role,
            note=note,
        )

    return state(workspace, make)


def ask(
    workspace: Workspace,
    host: str,
    cycle: str,
    by: str,
    due_on: date | None = None,
    note: str | None = None,
    own: str | None = None,
) -> Request:
    """Record that a host was asked to sign a cycle; without a day, an answer is due as SIGN-MISSING says.

    `own` is the host that has its key here: where it isn't the lead host, it doesn't ask. Raises `UsageError`
    then, where host or cycle isn't there any more, where the host has agreed to the cycle as it is, was asked
    already and has not answered, and for a day before today or after the cycle.
    """
    insist_on_whose(workspace, own, workspace.lead_host, "asks")

    def make() -> Request:
        _insist_on_what_is_there(workspace, host, cycle)
        due = _due(workspace, cycle, due_on)
        there = standing(workspace, host, cycle)
        if there.signed and there.agrees:
            raise UsageError(f"{host} has agreed to {cycle} as it is, by {there.signed.by}.")
        if there.request:
            asked = there.request
            raise UsageError(
                f"{host} was asked to sign {cycle} on {say(asked.on)} already, by {asked.by}, and has not "
                "answered."
            )
        moment = _after_what_was_said(workspace, host, cycle)
        return stated(Request, at=moment, host=host, cycle=cycle, due_on=due, by=by, note=note)

    return state(workspace, make)


def _insist_on_what_is_there(workspace: Workspace, host: str, cycle: str) -> None:
    """Raises `UsageError` where somebody has removed the host or the cycle."""
    if host not in workspace.programme.hosts:
        raise UsageError(f"There is no host {host} any more.")
    if cycle not in workspace.board.cycle_index:
        raise UsageError(f"There is no cycle {cycle} any more.")


def usually_due(workspace: Workspace, cycle: str) -> date:
    """The day by which an answer is due where none is named: no later than the last day of the cycle."""
    ends_on = workspace.programme.cycles[workspace.board.cycle_index[cycle]].ends_on
    return min(workspace.today + timedelta(days=_parameters(workspace)[DUE.key]), ends_on)


def _due(workspace: Workspace, cycle: str, wanted: date | None) -> date:
    """The day by which an answer is asked for: no later than the last day of the cycle.

    Raises `UsageError` for a day before today or after the cycle, and where that is over.
    """
    today = workspace.today
    ends_on = workspace.programme.cycles[workspace.board.cycle_index[cycle]].ends_on
    if ends_on < today:
        raise UsageError(f"{cycle} was over on {say(ends_on)}: nobody need sign it any more.")
    if wanted is None:
        return usually_due(workspace, cycle)
    if wanted < today:
        raise UsageError(f"An answer can't be due on {say(wanted)}: that day is past.")
    if wanted > ends_on:
        raise UsageError(f"An answer can't be due on {say(wanted)}: {cycle} ends on {say(ends_on)}.")
    return wanted


def _after_what_was_said(workspace: Workspace, host: str, cycle: str) -> datetime:
    """Now, and later than each sign-off and request of that host and cycle that is here.

    Clocks of two copies differ, and one may have been wrong: what answers another statement comes after it.
    """
    said: list[SignOff | Request] = [*workspace.statements.signoffs, *workspace.statements.requests]
    there = [one.at + _TICK for one in said if (one.host, one.cycle) == (host, cycle)]
    return max([datetime.now(UTC), *there])


def withdraw(
    workspace: Workspace, which: str, by: str, why: str, role: str | None = None, own: str | None = None
) -> Ending:
    """Withdraw the sign-off with that number or code, or the request with that code: by whom it is of.

    `own` is the host that has its key here; as lead host it records what another one withdraws.
    Raises `UsageError` where there is none, and for another host's.
    """
    said = workspace.statements
    asked = next((one for one in said.requests if one.statement == which), None)
    meant = asked or chosen(said.signoffs, which, "sign-off or request")
    insist_on_whose(workspace, own, workspace.lead_host if asked else meant.host, "withdraws it")
    return end(workspace, meant.statement, by, why, role)


def numbered(workspace: Workspace) -> dict[str, int]:
    """The sign-offs by code, numbered as they came in."""
    return {one.statement: place for place, one in enumerate(workspace.statements.signoffs, start=1)}


# -- where hosts stand


def standing(workspace: Workspace, host: str, cycle: str) -> Standing:
    """Where a host stands with a cycle of the draft."""
    board = workspace.board
    return workspace.signing.standing(host, board.cycle_index[cycle], board)


def standings(workspace: Workspace, cycle: str) -> list[Standing]:
    """Where every host stands with a cycle of the draft."""
    return [standing(workspace, host, cycle) for host in workspace.programme.hosts]


def standing_in_words(workspace: Workspace, cycle: str) -> str:
    """Where the hosts stand with a cycle: agreed by 2 of 3, waiting for ELFT since 4 November."""
    return in_words(standings(workspace, cycle), workspace.today)


def moved_in_words(workspace: Workspace, one: Standing, most: int | None = None) -> list[str]:
    """What moved since a host signed, person by person: of all, or of so many."""
    board, signing = workspace.board, workspace.signing
    codes = few(frozenset(one.moved), workspace.facts, len(one.moved) if most is None else most)
    return [signing.in_words(one.host, code, board.cycle_index[one.cycle], board) for code in codes]


def is_due(workspace: Workspace, cycle: str) -> bool:
    """Whether a cycle starts so soon that SIGN-MISSING asks for sign-offs."""
    starts_on = workspace.programme.cycles[workspace.board.cycle_index[cycle]].starts_on
    return is_near(workspace.facts, starts_on, _parameters(workspace))


def open_request(workspace: Workspace, one: Standing) -> Escalation | None:
    """How far the request to a host has come; None where none is open."""
    if one.request is None:
        return None
    return escalation(one.request, workspace.today, _parameters(workspace)[DECISION.key])


def stage(workspace: Workspace, one: Standing) -> Stage | None:
    """The stage of the request to a host; None where none is open."""
    found = open_request(workspace, one)
    return found.stage if found else None


def stands_in_words(workspace: Workspace, one: Standing) -> str:
    """Where a host stands with a cycle, in few words."""
    if one.signed and one.agrees:
        return f"signed by {one.signed.by}, {say(one.signed.on)}"
    if one.signed:
        return f"changed since {one.signed.by} signed"
    if asked := open_request(workspace, one):
        late = "" if asked.stage is Stage.ASKED else ", overdue"
        return f"asked on {say(asked.request.on)}{late}"
    return not_signed(one) if one.asked_of else NOBODY_ASKED


def not_signed(one: Standing) -> str:
    """That a host to which somebody comes has not signed, or is not told here to have."""
    return "not signed" if one.heard else "not told here"


def not_agreed(workspace: Workspace, places: Iterable[tuple[str, str]]) -> list[Standing]:
    """Of these hosts and cycles those that ask for its agreement, and don't have it as they are."""
    found = [standing(workspace, host, cycle) for host, cycle in dict.fromkeys(places)]
    return [one for one in found if (one.asked_of or one.signed) and not one.agrees]


def _parameters(workspace: Workspace) -> dict[str, int]:
    return parameters(RULES["SIGN-MISSING"], workspace.programme.settings)
