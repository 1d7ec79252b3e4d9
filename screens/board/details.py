"""Everything about the cell under the cursor, in words."""

from collections.abc import Iterator
from datetime import date

from apprentices.calendar import Days, age_on, say
from apprentices.errors import ABSURD
from apprentices.programme import Apprentice, Placement
from apprentices.rules.said import Finding
from apprentices.rules.words import EVERY, count, join, told_host, told_name
from apprentices.told import Told, told_of
from screens.board.commands import BOARD
from screens.board.view import BoardView, Shown, Target
from screens.shared.command import Way, named
from screens.shared.looks import PINNED
from screens.shared.paragraph import Paragraph, finding_said, onward
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import day_month, days_short

MAX_NAMES, MAX_GONE = 12, 100


def details(view: BoardView, target: Target, chosen: Finding | None = None) -> list[Paragraph]:
    """What is known about a cell, the most pressing first; of its findings, the one that was chosen."""
    about = _Details(view, target, chosen)
    if target.apprentice is not None:
        said = [
            about.person(),
            about.place(),
            about.findings(),
            about.company(),
            about.days(),
            about.agreement(),
            about.onward(),
        ]
    elif target.placement is not None:
        said = [
            about.place(),
            about.findings(),
            about.company(),
            about.asks(),
            about.agreement(),
            about.onward(),
        ]
    elif target.host is not None:
        said = [about.host(), about.findings(), about.agreement(), about.onward()]
    else:
        said = [Paragraph((phrase(_cycle_said(view, target)),))]
    return [paragraph for paragraph in (*said, about.gone()) if paragraph.parts]


class _Details:
    def __init__(self, view: BoardView, target: Target, chosen: Finding | None) -> None:
        self.view = view
        self.target = target
        self._chosen = chosen and chosen.name
        self.programme = view.workspace.programme
        self.cycle_index = view.board.cycle_index[target.cycle]
        self.who = self.programme.apprentices.get(target.apprentice or "")
        self.team = self.programme.placements.get(target.placement or "")
        self.told = view.told.get((target.apprentice or "", target.cycle))

    def person(self) -> Paragraph:
        """Who it is."""
        person = self.who
        assert person is not None
        told = self.view.told_person(person.apprentice)
        if told is not None:
            return _person_as_told(told)
        standard = self.programme.standards.get(person.standard or "")
        name = phrase((person.name, "bold"), (f" {person.apprentice}", "$text-muted"))
        parts = [name]
        if person.standard:
            title = f"{standard.title} " if standard else ""
            parts.append(phrase(f"{title}{person.standard}"))
        cohort = f"{person.cohort}, " if person.cohort else ""
        parts.append(phrase(f"{cohort}employed by {person.employer or '(not known)'}"))
        if person.status != "active":
            parts.append(phrase((f"Status: {person.status}", "bold")))
        return Paragraph(tuple(parts))

    def place(self) -> Paragraph:
        """Where they are in the cycle, and what it was in the publication."""
        parts = [phrase((_cycle_said(self.view, self.target), "bold"))]
        if self.told is not None and self.view.shown is Shown.PUBLICATION:
            parts += self._as_told(self.told)
        elif told := self.view.told_team(self.target.placement or ""):
            parts += self._as_told(told)
        elif self.team is not None:
            parts += self._team(self.team)
        elif self.who is not None:
            active = self.view.workspace.facts.active(self.who)[self.cycle_index]
            parts.append(
                phrase("No placement yet: ", Way(named(BOARD, "board.place"), "chooses one"))
                if active
                else phrase("Not active in this cycle")
            )
        published = self._published()
        if published is not None:
            parts.append(phrase((published, "$text-warning")))
        return Paragraph(tuple(parts))

    def _team(self, team: Placement) -> Iterator[Phrase]:
        look = self.view.looks[team.host]
        yield phrase((f"{look.symbol} ", look.colour), (team.team, "bold"), (f" ({team.host})", ""))
        if team.site:
            yield phrase(team.site)
        if team.supervisor:
            yield phrase(f"Supervisor {team.supervisor}")
        taken = len(self.view.board.there(self.cycle_index, team.placement))
        seats = self.view.workspace.seats(team.placement, self.target.cycle)
        yield phrase(f"{taken} of {count(seats, 'seat')} taken")
        there = self.who and self.view.at(self.who.apprentice, self.cycle_index)
        if there and there.pinned:
            yield phrase(f"{PINNED} ", "Pinned: the planner leaves it")

    def _as_told(self, told: Told) -> Iterator[Phrase]:
        """The team as it was told, whatever has become of it."""
        look = self.view.looks.get(told_host(told, self.programme))
        if look:
            yield phrase((f"{look.symbol} ", look.colour), (told_name(told, self.programme), "bold"))
        else:
            yield phrase((told_name(told, self.programme), "bold"))
        if told.site:
            yield phrase(told.site)
        if told.supervisor:
            yield phrase(f"Supervisor {told.supervisor}")

    def _published(self) -> str | None:
        place = (self.target.apprentice or "", self.target.cycle)
        if self.who is None or self.view.shown is Shown.PUBLICATION or place not in self.view.changed:
            return None
        from apprentices.agreement.differences import differences, in_words

        there = self.view.workspace.board.at(*place)
        if self.told is None or there is None or there.placement != self.told.placement:
            return f"Published: {told_name(self.told, self.programme) if self.told else 'no placement'}"
        (changed,) = differences([self.told], told_of(self.programme, [there]))
        return f"Since it was published: {in_words(changed, None)}"

    def findings(self) -> Paragraph:
        """What the rules say, conflicts first: the problem, the way out, the source."""
        parts: list[Phrase] = []
        for finding in self._sorted():
            parts += finding_said(finding)
        return Paragraph(tuple(parts), joined=False, pressing=True)

    def onward(self) -> Paragraph:
        """What follows from them if nothing is done and who acts next, once a rule."""
        by_rule = {finding.rule: finding for finding in self._sorted() if finding.judged}
        return Paragraph(tuple(line for found in by_rule.values() for line in onward(found)), joined=False)

    def _sorted(self) -> list[Finding]:
        found = self.view.of_target(self.target)
        return sorted(
            dict.fromkeys(found), key=lambda f: (f.name != self._chosen, f.waived is not None, f.severity)
        )

    def company(self) -> Paragraph:
        """Who else is there."""
        names = self._others_as_told() if self.view.shown is Shown.PUBLICATION else self._others()
        if not names:
            return Paragraph(())
        there = names[:MAX_NAMES]
        if len(names) > MAX_NAMES:
            there.append(f"{len(names) - MAX_NAMES} more")
        return Paragraph((phrase(("Also there: ", "$text-muted"), (join(there), "")),))

    def _others(self) -> list[str] | None:
        if self.team is None:
            return None
        there = self.view.board.there(self.cycle_index, self.team.placement)
        return [self.programme.apprentices[code].name for code in there if code != self.target.apprentice]

    def _others_as_told(self) -> list[str] | None:
        """Who else was told of the team, also those who have gone since."""
        placement = self.told.placement if self.told else self.target.placement
        if placement is None:
            return None
        return [
            self._told_name(told)
            for told in self.view.told.values()
            if (told.placement, told.cycle) == (placement, self.target.cycle)
            and told.apprentice != self.target.apprentice
        ]

    def _told_name(self, told: Told) -> str:
        """The name that was told; of codes only, that of today, or the code."""
        return told.name or self.view.workspace.name_of(told.apprentice)

    def agreement(self) -> Paragraph:
        """Whether the host has agreed to the cycle as the draft stands."""
        host = self.team.host if self.team else self.target.host
        if host is None or not self.view.is_judged or self.view.shown is Shown.PUBLICATION:
            return Paragraph(())
        from apprentices.signing import standing, stands_in_words  # bring all rules, as the findings do

        words = stands_in_words(self.view.workspace, standing(self.view.workspace, host, self.target.cycle))
        return Paragraph((phrase((f"{self.target.cycle} at {host}: ", "$text-muted"), (words, "")),))

    def gone(self) -> Paragraph:
        """Where the publication is shown, what was told of people and cycles that are gone since."""
        if self.view.shown is not Shown.PUBLICATION or not self.view.gone:
            return Paragraph(())
        parts = [phrase(("Told, and gone since:", "bold"))]
        for told in self.view.gone[:MAX_GONE]:
            where = told_name(told, self.programme)
            parts.append(phrase(f"{told.cycle} {self._told_name(told)} {told.apprentice}: {where}"))
        if len(self.view.gone) > MAX_GONE:
            parts.append(phrase(f"and {len(self.view.gone) - MAX_GONE} more"))
        return Paragraph(tuple(parts), joined=False)

    def days(self) -> Paragraph:
        """Training days, clearances that end, and age, as far as they are known."""
        assert self.who is not None
        stay = self.view.workspace.facts.stays(self.who)[self.cycle_index]
        if stay is None:
            return Paragraph(())
        training = self._training(self.who)
        parts = [phrase(("Training: ", "$text-muted"), (training, ""))] if training else []
        ending = [
            f"{c.clearance}{f' at {c.host}' if c.host else ''} on {day_month(c.expires_on)}"
            for c in self.programme.clearances
            if c.apprentice == self.who.apprentice and c.expires_on and c.expires_on in stay
        ]
        if ending:
            parts.append(phrase(("Clearances that end in it: ", "$text-muted"), (join(ending), "")))
        born = self.who.date_of_birth
        if born and age_on(born, stay.first) < 18:
            parts.append(phrase(_birthday(born, stay)))
        return Paragraph(tuple(parts))

    def _training(self, person: Apprentice) -> str:
        """The days of training in the cycle; nothing where there are none."""
        try:
            days = self.view.workspace.facts.training_on(person, self.cycle_index)
        except ABSURD:  # of a rule that an older program took; CAL-TRAINING says so
            return "a rule that can't be read"
        if not person.training_days:
            return "not known"
        if not days:
            return ""
        weekdays = sorted({day.weekday() for day in days})
        pattern = join(EVERY[day] for day in weekdays) if len(weekdays) < 4 else "various days"
        return f"{pattern}, {count(len(days), 'day')} in this cycle"

    def asks(self) -> Paragraph:
        """What the team takes and asks for."""
        assert self.team is not None
        team = self.team
        parts: list[str] = []
        if self.view.shown is Shown.PUBLICATION:
            return Paragraph(())  # nobody was told
        if team.standards:
            parts.append(f"Takes {', '.join(team.standards)}")
        if team.clearances:
            parts.append(f"Asks for {', '.join(team.clearances)}")
        if team.min_age:
            parts.append(f"From {team.min_age} years")
        if team.skills:
            parts.append(f"Teaches {', '.join(team.skills)}")
        return Paragraph(tuple(map(phrase, parts)))

    def host(self) -> Paragraph:
        """The host as a whole."""
        host = self.programme.hosts[self.target.host or ""]
        look = self.view.looks[host.host]
        parts = [
            phrase((f"{look.symbol} ", look.colour), (host.name, "bold"), (f" ({host.host})", "")),
            phrase((_cycle_said(self.view, self.target), "bold")),
        ]
        if host.hr_lead:
            parts.append(phrase(f"HR lead {host.hr_lead}"))
        if host.sponsor:
            parts.append(
                phrase(f"Sponsor {host.sponsor}{f', {host.sponsor_role}' if host.sponsor_role else ''}")
            )
        return Paragraph(tuple(parts))


def _person_as_told(told: Told) -> Paragraph:
    parts = [phrase((told.name or "", "bold"), (f" {told.apprentice}", "$text-muted"))]
    if told.standard:
        parts.append(phrase(told.standard))
    parts.append(phrase(f"employed by {told.employer or '(not known)'}"))
    if told.status not in (None, "active"):
        parts.append(phrase((f"Status: {told.status}", "bold")))
    return Paragraph(tuple(parts))


def _cycle_said(view: BoardView, target: Target) -> str:
    index = view.board.cycle_index[target.cycle]
    cycle = view.workspace.programme.cycles[index]
    person = view.workspace.programme.apprentices.get(target.apprentice or "")
    stay = view.workspace.facts.stays(person)[index] if person else None
    days = stay or cycle.span
    told = view.told.get((target.apprentice or "", target.cycle))
    if view.shown is Shown.PUBLICATION and told and told.starts_on and told.ends_on:
        days = Days(told.starts_on, told.ends_on)
    return f"{cycle.cycle}: {days_short(days.first, days.last)}"


def _birthday(born: date, stay: Days) -> str:
    try:
        eighteenth = born.replace(year=born.year + 18)
    except ValueError:  # born on 29 February
        eighteenth = date(born.year + 18, 3, 1)
    if eighteenth in stay:
        return f"Turns 18 on {say(eighteenth)}"
    return "Under 18 throughout"
