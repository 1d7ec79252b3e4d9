"""How far a request to sign has come: asked, overdue, for the sponsor to decide. Time never answers it."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from apprentices.calendar import say
from apprentices.programme import Host
from apprentices.statements import Request


class Stage(StrEnum):
    """Where a request stands that nobody has answered."""

    ASKED = "asked"  # there is time
    OVERDUE = "overdue"  # the day for an answer is past: a reminder is due
    DECISION = "decision"  # a decision paper for the host's sponsor is due


class Escalation(NamedTuple):
    """A request that nobody has answered, as of a day: `days` since it was asked."""

    request: Request
    stage: Stage
    days: int
    decision_on: date  # the last day before a decision paper is due

    def in_words(self, sponsor: str) -> str:
        """What has been asked and what is due; `sponsor` is whom the decision paper is for."""
        asked = f"it was asked on {say(self.request.on)}, by {self.request.by}"
        if self.stage is Stage.ASKED:
            return f"{asked}, and an answer is due on {say(self.request.due_on)}"
        if self.stage is Stage.OVERDUE:
            return f"{asked}; an answer was due on {say(self.request.due_on)}: a reminder is due"
        return f"{asked}; no answer came by {say(self.decision_on)}: a decision paper for {sponsor} is due"


def escalation(request: Request, today: date, decision_days: int) -> Escalation:
    """How far a request has come that is still open.

    A reminder is due after its `due_on`; a decision paper after `decision_days` from the day it was asked,
    and never before an answer is due.
    """
    decision_on = max(request.on + timedelta(days=decision_days), request.due_on)
    stage = Stage.ASKED
    if today > decision_on:
        stage = Stage.DECISION
    elif today > request.due_on:
        stage = Stage.OVERDUE
    return Escalation(request, stage, (today - request.on).days, decision_on)


def sponsor_said(host: Host | None) -> str:
    """The sponsor of a host, with the role where that is known."""
    if host is None or host.sponsor is None:
        return "its sponsor, whom nobody has named"
    return f"{host.sponsor}, {host.sponsor_role}" if host.sponsor_role else host.sponsor
