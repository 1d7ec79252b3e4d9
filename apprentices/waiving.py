"""Waivers: one finding is accepted by somebody, for a reason and until a day; and how they stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from apprentices.calendar import say
from apprentices.errors import UsageError
from apprentices.rules.catalogue import RULES, waived_at
from apprentices.rules.said import Finding, Name
from apprentices.rules.words import count, join
from apprentices.statements import Ending, Waiver, stated
from apprentices.stating import chosen, end, insist_on_whose, state, state_in_place
from apprentices.workspace import Workspace

_SHOWN = 12  # findings that are named where several fit


class State(StrEnum):
    """How a waiver stands on a day."""

    STANDS = "stands"
    EXCEEDED = "exceeded"  # what it accepts has become worse since, and stands again
    LATER = "not yet"  # its first day is still to come
    PAST = "past its end"
    IDLE = "fits nothing any more"  # what it accepts is not found
    VOID = "can't be waived"  # it came with a parcel, or from an older version: nobody may waive that rule
    ENDED = "ended"


class Listed(NamedTuple):
    """A waiver and how it stands; `ending` is what ended it."""

    waiver: Waiver
    state: State
    ending: Ending | None


class Wanted(NamedTuple):
    """Which finding is meant: its rule, and as much of its place as is known; None leaves it open.

    With all that a `Name` has it is the finding of that name.
    """

    rule: str
    apprentice: str | None = None
    cycle: str | None = None
    placement: str | None = None
    host: str | None = None
    subject: str | None = None

    def fits(self, name: Name) -> bool:
        """Whether a finding may be meant."""
        return all(asked in (None, there) for asked, there in zip(self, name, strict=True))


def waive(
    workspace: Workspace,
    wanted: Wanted,
    *,
    by: str,
    why: str,
    until: date,
    role: str | None = None,
    own: str | None = None,
) -> Waiver:
    """Accept the one finding that is wanted, from today until a day, in the name of `by`.

    `own` is the host that has its key here. Raises `UsageError` where not exactly one finding is meant, where
    nobody may waive it, or neither `own` nor who is known as `by`, and where the day is past.
    """

    def make() -> Waiver:
        _refuse_past(until, workspace.today)
        found = _the_one(wanted, workspace.findings())
        _insist_on_who_may(workspace, str(found.name), by, own)
        return stated(
            Waiver,
            finding=str(found.name),
            why=why,
            from_on=workspace.today,
            until_on=until,
            by=by,
            role=role,
            excess=found.excess,
        )

    return state(workspace, make)


def to_be_waived(workspace: Workspace, wanted: Wanted) -> Finding:
    """The one finding that is wanted, which somebody may accept.

    Raises `UsageError` where not exactly one is meant, and where nobody may waive what the rule says.
    """
    return _the_one(wanted, workspace.findings())


def prolong(
    workspace: Workspace,
    which: str,
    *,
    by: str,
    why: str,
    until: date,
    role: str | None = None,
    own: str | None = None,
) -> Waiver:
    """Accept what a waiver that stands accepts until a later day: by another, which takes its place.

    The waiver is given by its number in `listed` or its code, `own` is the host that has its key here. Raises
    `UsageError` where it doesn't stand, for an earlier day, and as `waive` does for who may not.
    """

    def make() -> tuple[Waiver, list[Ending]]:
        old = chosen(workspace.statements.waivers, which, "waiver")
        state_now = next(one.state for one in listed(workspace) if one.waiver is old)
        if state_now is not State.STANDS:
            raise UsageError(f"Only a waiver that stands is prolonged. {old.statement}: {state_now}.")
        if until <= old.until_on:
            raise UsageError(f"It holds until {say(old.until_on)} as it is: a later day has to be named.")
        _insist_on_who_may(workspace, old.finding, by, own)
        new = stated(
            Waiver,
            finding=old.finding,
            why=why,
            from_on=workspace.today,
            until_on=until,
            by=by,
            role=role,
            excess=old.excess,
        )
        in_place = f"Prolonged until {say(until)}: {new.statement}"
        return new, [stated(Ending, ends=old.statement, why=in_place, by=by, role=role)]

    return state_in_place(workspace, make)


def end_waiver(
    workspace: Workspace, which: str, by: str, why: str, role: str | None = None, own: str | None = None
) -> Ending:
    """End a waiver, given by its number in `listed` or its code; who may make it may end it.

    `own` is the host that has its key here. Raises `UsageError` where there is none, and for another host's.
    """
    waiver = chosen(workspace.statements.waivers, which, "waiver")
    _insist_on_who_may(workspace, waiver.finding, by, own)
    return end(workspace, waiver.statement, by, why, role)


def stands(workspace: Workspace, finding: str) -> bool:
    """Whether what has that name is found, and no waiver accepts it."""
    return any(str(one.name) == finding and not one.waived for one in workspace.findings())


def listed(workspace: Workspace) -> list[Listed]:
    """Every waiver in the order in which they came in, with how it stands."""
    said = workspace.statements
    if not said.waivers:
        return []
    found = {str(finding.name): finding.excess for finding in workspace.findings()}
    return [
        Listed(waiver, _state(waiver, ending, workspace.today, found), ending)
        for waiver in said.waivers
        for ending in (said.ended.get(waiver.statement),)
    ]


def fitting_nothing(workspace: Workspace) -> list[Waiver]:
    """The waivers that would hold, but what they accept is not found any more."""
    return [one.waiver for one in listed(workspace) if one.state is State.IDLE]


def _state(waiver: Waiver, ending: Ending | None, today: date, found: Mapping[str, int]) -> State:
    if ending:
        return State.ENDED
    rule = RULES.get(waiver.finding.partition("/")[0])
    if rule and not rule.waived_by:
        return State.VOID
    if waiver.from_on > today:
        return State.LATER
    if waiver.until_on < today:
        return State.PAST
    excess = found.get(waiver.finding)
    if excess is None:
        return State.IDLE
    return State.STANDS if waiver.accepts(excess) else State.EXCEEDED


def _insist_on_who_may(workspace: Workspace, finding: str, by: str, own: str | None) -> None:
    """Raise `UsageError` where this copy is, or `by` is known to stand for, none that may waive that."""
    host, rule = waived_at(finding, workspace.lead_host), finding.partition("/")[0]
    insist_on_whose(workspace, own, host, f"waives {rule}")
    stands_for = [one.host for one in workspace.programme.hosts.values() if by in (one.sponsor, one.hr_lead)]
    if host and stands_for and host not in stands_for:
        raise UsageError(
            f"{rule} is waived by {RULES[rule].waived_by}, {host}; {by} stands for {join(stands_for)}."
        )


def _refuse_past(until: date, today: date) -> None:
    if until < today:
        raise UsageError(f"{say(until)} is past: a waiver holds from today until a day that is named.")


def _the_one(wanted: Wanted, findings: Sequence[Finding]) -> Finding:
    """The finding that is meant. Raises `UsageError` unless it is one, and one that somebody may accept."""
    rule = RULES[wanted.rule]
    there = [finding for finding in findings if finding.rule == rule.id and finding.judged]
    fitting = [finding for finding in there if wanted.fits(finding.name)]
    fitting = [finding for finding in fitting if tuple(finding.name) == tuple(wanted)] or fitting
    if not rule.waived_by:
        instead = rule.next_step or (f"To mend: {fitting[0].mend}" if fitting else rule.help)
        raise UsageError(f"Nobody may waive {rule.id} ({rule.says}; {rule.source}). {instead}")
    if len(fitting) == 1 and (held := fitting[0].waived):
        raise UsageError(
            f"That is waived already, by {held.by} until {say(held.until_on)}: {held.statement}."
        )
    if len(fitting) != 1:
        raise UsageError(_which(rule.id, fitting or there, fits=bool(fitting)))
    return fitting[0]


def _which(rule: str, findings: Sequence[Finding], fits: bool) -> str:
    """Which findings there are, so that one can be named."""
    if not findings:
        return f"{rule} finds nothing, so there is nothing to waive."
    number = count(len(findings), "finding fits", "findings fit") if fits else f"{rule} finds nothing there"
    names = [str(finding.name) for finding in findings[:_SHOWN]]
    more = f" and {len(findings) - _SHOWN} more" if len(findings) > _SHOWN else ""
    return f"{number}; name one of {', '.join(names)}{more}."
