"""What is handed out to hosts and apprentices, of a publication or of the draft: packs and letters.

Changes are measured against the publication before. Cycles that are over are left out of them, and of packs.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import filterfalse
from operator import itemgetter
from typing import TYPE_CHECKING

from apprentices.agreement.differences import in_words, told_otherwise
from apprentices.calendar import Days, say
from apprentices.errors import UsageError
from apprentices.forgotten import is_forgotten
from apprentices.news import News, news
from apprentices.programme import Placement
from apprentices.rules.binding import Binding
from apprentices.rules.clearances import title_of
from apprentices.rules.missing import missing
from apprentices.rules.words import count, host_name
from apprentices.text import natural
from apprentices.told import Publication, Told, told_of
from apprentices.workspace import Workspace

if TYPE_CHECKING:
    from apprentices.exchange import letters, packs


KEPT = "kept"  # of a notice


class HandOut:
    """One board as it is handed out."""

    def __init__(self, workspace: Workspace, of: Publication | None) -> None:
        """Of a publication, or (None) of the draft. Raises `UsageError` for one that kept codes only."""
        if of and of.codes_only:
            raise UsageError(
                f"Publication {of.number} was made by an earlier version, which kept codes only: no names, "
                "hosts and days that could be handed out."
            )
        self.of = of
        self._programme, self._today = workspace.programme, workspace.today
        self._rows = of.rows if of else told_of(workspace.programme, workspace.board.assignments())
        self._since = _publication_before(workspace, of)
        self._binding = Binding(workspace.programme, workspace.today)

    @property
    def name(self) -> str:
        """What its files are named for."""
        return f"publication-{self.of.number}" if self.of else "draft"

    def __str__(self) -> str:
        return str(self.of or f"the draft of {say(self._today)}")

    @property
    def since(self) -> str:
        """What the changes are measured against, in words."""
        return str(self._since) if self._since else "the beginning: nothing was published before"

    @cached_property
    def news(self) -> list[News]:
        """What is told anew, on the day of the publication or, of the draft, today."""
        on = self.of.at.astimezone().date() if self.of else self._today
        return news(self._binding.facts, self._since, self._rows, on)

    @cached_property
    def hosts(self) -> list[str]:
        """The hosts that somebody comes to, or that are told anew."""
        told = {row.host for row in self._to_come} | {host for one in self.news for host in one.hosts}
        return sorted(filter(None, told), key=natural)

    @cached_property
    def people(self) -> list[str]:
        """Everybody who is told of a placement, or told anew."""
        told = {row.apprentice for row in (*self._rows, *(one.row for one in self.news))}
        return sorted(filterfalse(is_forgotten, told), key=natural)

    @property
    def changed_hosts(self) -> list[str]:
        """Those of `hosts` who are told anew."""
        return sorted({host for one in self.news for host in one.hosts}, key=natural)

    @property
    def changed_people(self) -> list[str]:
        """Those of `people` who are told anew."""
        told = {one.row.apprentice for one in self.news}
        return sorted(filterfalse(is_forgotten, told), key=natural)

    # -- packs

    def pack(self, host: str) -> "packs.Pack":
        """What a host is told."""
        from apprentices.exchange.packs import Change, Coming, Pack

        coming: dict[str, list[Coming]] = {}
        for row in self._to_come:
            if row.host == host:
                coming.setdefault(row.cycle, []).append(Coming(row, self._lacking(row)))
        return Pack(
            f"Pack for {host}: {self}",
            self.since,
            [
                Change(one.row, in_words(one.difference, host), notice_in_words(one, host))
                for one in self.news
                if host in one.hosts
            ],
            coming,
        )

    @cached_property
    def _to_come(self) -> list[Told]:
        """What is told of cycles that are not over, by cycle in time, then by team and person."""
        left = (row for row in self._rows if row.cycle_ends_on is None or row.cycle_ends_on >= self._today)
        return sorted(left, key=lambda row: (*_when(row), natural(row.placement), natural(row.apprentice)))

    def _lacking(self, row: Told) -> list[str]:
        """The papers that are missing for a stay; or whom to ask, who keeps that to itself."""
        host = self._programme.not_told.people.get(row.apprentice)
        return [f"not told here: ask {host}"] if host else [*self._missing(row).values()]

    def _missing(self, row: Told) -> dict[str, str]:
        """The papers that are missing for a stay, as far as person, cycle and team are still there."""
        person, team = self._programme.apprentices.get(row.apprentice), self._team(row)
        codes = [cycle.cycle for cycle in self._programme.cycles]
        if person is None or team is None or row.cycle not in codes:
            return {}
        return missing(self._binding, person, codes.index(row.cycle), team)

    def _team(self, row: Told) -> Placement | None:
        return self._programme.placements.get(row.placement)

    # -- letters

    def letter(self, apprentice: str) -> "letters.Letter":
        """What a person is told."""
        from apprentices.exchange.letters import Letter

        rows = sorted((row for row in self._rows if row.apprentice == apprentice), key=_when)
        anew = [one for one in self.news if one.row.apprentice == apprentice]
        last = next(reversed((*rows, *(one.row for one in anew))), None)
        return Letter(
            name=(last and last.name) or apprentice,
            programme=self._programme.settings.name,
            of=str(self),
            is_draft=self.of is None,
            since=self.since if self._since else "",
            changes=list(map(self._change, anew)),
            stays=self._rotation(apprentice, rows),
            contact=self._contact(last.employer) if last else "",
        )

    def _rotation(self, apprentice: str, rows: Iterable[Told]) -> "list[letters.Stay]":
        """The stays that a person is told, and the cycles to come for which there is none yet."""
        from apprentices.exchange.letters import Stay

        told = [(_when(row), Stay(self._cycle(row.cycle), self._host(row), _days(row), row)) for row in rows]
        person, settled = self._programme.apprentices.get(apprentice), {code for (_, code), _ in told}
        facts = self._binding.facts
        for index, cycle in enumerate(self._programme.cycles):
            if person and cycle.cycle not in settled and cycle.ends_on >= self._today:
                stay = facts.stays(person)[index]
                if stay and facts.active(person)[index]:
                    when = (cycle.starts_on, cycle.cycle)
                    told.append((when, Stay(self._cycle(cycle.cycle), "", str(stay), None)))
        return [stay for _, stay in sorted(told, key=itemgetter(0))]

    def _change(self, one: News) -> "letters.Change":
        from apprentices.exchange.letters import Change

        words = " ".join(self._to_the_person(one)) if self._since else ""
        row = one.difference.after
        if row is None:
            return Change(self._cycle(one.row.cycle), words)
        lacking = self._missing(row)
        team = self._team(row)
        asked = dict.fromkeys(word.casefold() for word in (team.clearances if team else ()))
        bring = [title_of(word) for word in asked if word not in lacking]
        return Change(self._cycle(row.cycle), words, bring, [*lacking.values()])

    def _to_the_person(self, one: News) -> Iterator[str]:
        before, after, change = one.difference.before, one.difference.after, one.difference.change
        if after and change == "changed":
            yield f"you stay in {self._where(after)}: {'; '.join(told_otherwise(one.difference))}."
        elif after:
            instead = f", and not in {self._where(before)}" if before else ""
            yield f"you are in {self._where(after)}{_from(after)}{instead}."
        elif before:
            yield f"you are no longer in {self._where(before)}."
        if None in one.broken:
            weeks = count(one.broken[None], "week")
            yield f"You are told of it less than {weeks} before, so it needs your agreement."

    def _where(self, row: Told) -> str:
        team = row.team or row.placement
        return f"{team} ({self._host(row)})" if row.host else team

    def _host(self, row: Told) -> str:
        return host_name(self._programme, row.host) if row.host else ""

    def _cycle(self, code: str) -> str:
        name = next((one.name for one in self._programme.cycles if one.cycle == code), None)
        return f"{code}, {name}" if name else code

    def _contact(self, code: str | None) -> str:
        """The employer's HR lead, and how to reach them; empty where neither is known."""
        employer = self._programme.hosts.get(code or "")
        return ", ".join(filter(None, (employer.hr_lead, employer.contact))) if employer else ""


def notice_in_words(one: News, whose: str | None) -> str:
    """Whether a host's notice, or (None) the person's, is kept; empty where none is asked."""
    if whose in one.broken:
        return f"inside the notice of {count(one.broken[whose], 'week')}"
    return KEPT if one.asks_notice else ""


def _publication_before(workspace: Workspace, of: Publication | None) -> Publication | None:
    if of is None:
        return workspace.published
    return workspace.publication(of.number - 1) if of.number > 1 else None


def _when(row: Told) -> tuple[date, str]:
    return row.cycle_starts_on or date.min, row.cycle


def _days(row: Told) -> str:
    return str(Days(row.starts_on, row.ends_on)) if row.starts_on and row.ends_on else ""


def _from(row: Told) -> str:
    return f", {_days(row)}" if _days(row) else ""
