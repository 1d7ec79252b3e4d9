"""The decision paper: one page for the sponsor of a host that has not said whether it agrees to a cycle.

It says what is to be decided and by when, what waiting costs, and what can be decided. No apprentice is named
in it, and no number that tells of fewer than five of them.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from apprentices.agreement.escalation import Escalation, sponsor_said
from apprentices.board import Board
from apprentices.calendar import DAYS_A_WEEK, say
from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.papers.paper import Paper, Section
from apprentices.measures.hiding import FEW, FEWER, Count
from apprentices.measures.places import pence_of
from apprentices.programme import Apprentice, Cycle
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.words import count, cycle_name, host_name, pounds
from apprentices.signing import open_request, standing
from apprentices.workspace import Workspace


def decision_paper(workspace: Workspace, host: str, cycle: str) -> Paper:
    """The paper about a host and a cycle of the draft.

    Raises `UsageError` where the host agrees to the cycle as it is, and where nobody has asked it to.
    """
    there = standing(workspace, host, cycle)
    asked = open_request(workspace, there)
    name = host_name(workspace.programme, host)
    if there.agrees:
        raise UsageError(f"{name} has agreed to {cycle} as it is: there is nothing to decide.")
    if asked is None:
        raise UsageError(
            f"Nobody has asked {name} to sign {cycle} yet.", ErrorKind.NOT_ASKED, f"{host} {cycle}"
        )
    paper = _DecisionPaper(workspace, host, cycle, asked)
    title = f"Decision: does {name} agree to {cycle_name(paper.cycle)}?"
    sponsor = sponsor_said(workspace.programme.hosts.get(host))
    return Paper(title, (f"For {sponsor}. As of {say(workspace.today)}.",), tuple(paper.sections()))


class _DecisionPaper:
    """One host, one cycle, and who would come."""

    def __init__(self, workspace: Workspace, host: str, cycle: str, asked: Escalation) -> None:
        self._workspace, self._host, self._asked = workspace, host, asked
        self._index = workspace.board.cycle_index[cycle]
        self.cycle: Cycle = workspace.programme.cycles[self._index]
        self._teams = [team for team in workspace.facts.teams_at(host) if self._board.people(cycle, team)]
        people = workspace.programme.apprentices
        self._people = [people[who] for team in self._teams for who in self._board.people(cycle, team)]

    @property
    def _board(self) -> Board:
        return self._workspace.board

    def sections(self) -> Iterator[Section]:
        """The sections in the order in which they are read."""
        yield Section("What is to be decided", [*self._question()])
        yield Section("By when", [*self._days()])
        yield Section("What waiting costs", [*self._costs()])
        yield Section(
            "What can be decided",
            [*self._options()],
            notes=["Time running out approves nothing: without an answer the host has not agreed."],
        )

    def _question(self) -> Iterator[str]:
        name = host_name(self._workspace.programme, self._host)
        yield (
            f"Whether {name} agrees to {cycle_name(self.cycle)} as it stands in the draft: "
            f"{people_said(len(self._people))} are to come to {count(len(self._teams), 'team')}."
        )
        there = standing(self._workspace, self._host, self.cycle.cycle)
        if there.signed:
            yield (
                f"{there.signed.by} signed it on {say(there.signed.on)}; what the host is told has changed "
                f"since for {people_said(len(there.moved))}."
            )

    def _days(self) -> Iterator[str]:
        request = self._asked.request
        asked = f"The host was asked on {say(request.on)}, by {request.by}"
        yield f"{asked}, for an answer by {say(request.due_on)}."
        yield f"A decision paper is due after {say(self._asked.decision_on)}."
        yield f"The cycle starts on {say(self.cycle.starts_on)}."

    def _costs(self) -> Iterator[str]:
        yield (
            f"Without the host's agreement {people_said(len(self._people))} have no placement in the cycle "
            "that is agreed."
        )
        yield from self._notice()
        yield self._pay()

    def _notice(self) -> Iterator[str]:
        """When it is too late to tell the host and the apprentices in time."""
        params = parameters(RULES["PLAN-NOTICE"], self._workspace.programme.settings)
        asked = {
            "the apprentices": params["apprentice_weeks"],
            "the host": self._workspace.facts.notice_of(self._host, params["weeks"]),
        }
        for whom, weeks in asked.items():
            last = self.cycle.starts_on - timedelta(days=weeks * DAYS_A_WEEK)
            late = "was" if last < self._workspace.today else "is"
            yield f"The last day to tell {whom} {count(weeks, 'week')} before {late} {say(last)}."

    def _pay(self) -> str:
        """What the people are paid in the cycle, placed or not, where that tells no one's pay."""
        pence = [self._pence(person) for person in self._people]
        known = [part for part in pence if part is not None]
        total = Count.of(known)
        if not known:
            return "What the people are paid meanwhile is not known: hours or pay are not recorded."
        if total.is_of_few:
            return "What the people are paid meanwhile is not shown: it would tell what one of them is paid."
        weeks = Decimal(len(self.cycle.span)) / DAYS_A_WEEK
        unknown = len(pence) - len(known)
        more = f"; the pay of {people_said(unknown)} is not known" if unknown else ""
        each_week = pounds((Decimal(total.value) / 100 / weeks).quantize(Decimal("0.01")))
        return (
            f"Their employers pay them {pounds(Decimal(total.value) / 100)} in the cycle, placed or not: "
            f"about {each_week} a week{more}."
        )

    def _pence(self, person: Apprentice) -> int | None:
        days = self._workspace.facts.stays(person)[self._index]
        return pence_of(person, days) if days else 0

    def _options(self) -> Iterator[str]:
        yield "Agree to the cycle as it stands: whoever signs for the host is named, with the role."
        against = self._against()
        if against:
            yield f"Agree once this is mended: {'; '.join(against)}."
        yield (
            f"Not agree: {people_said(len(self._people))} then have to be placed elsewhere, where the other "
            f"hosts have {count(self._seats_elsewhere(), 'seat')} left in the cycle."
        )
        yield "Name somebody else who decides for the host."

    def _against(self) -> Sequence[str]:
        """What stands against the host's part of the cycle, by rule, without names."""
        found = self._workspace.findings()
        rules = [
            one.rule
            for one in found
            if one.is_conflict and (one.host, one.cycle) == (self._host, self.cycle.cycle)
        ]
        return [f"{RULES[code].says} ({code})" for code in dict.fromkeys(rules)]

    def _seats_elsewhere(self) -> int:
        programme, seats = self._workspace.programme, self._workspace.facts.seats
        left = (
            seats.of_team(team, self.cycle.cycle) - len(self._board.there(self._index, team.placement))
            for team in programme.placements.values()
            if team.host != self._host
        )
        return sum(max(0, number) for number in left)


def people_said(number: int) -> str:
    """How many people, as far as that is told: of fewer than five no more than that."""
    if 0 < number < FEW:
        return f"{FEWER} people"
    return count(number, "person", "people")
