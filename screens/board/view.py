"""What the board shows of a workspace: draft, publication or difference, and what the filter leaves."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from apprentices.board import Board, Place, placed
from apprentices.programme import Apprentice, Assignment
from apprentices.rules.said import Consequence, Finding
from apprentices.rules.words import count, join
from apprentices.text import plain_letters
from apprentices.told import Publication, Told
from apprentices.workspace import Workspace
from screens.shared.looks import CONFLICT, DIFFERENT, WAIVED, WARNING, HostLook, host_looks
from screens.shared.words import Short, marked, names_in, short_names

if TYPE_CHECKING:
    from screens.board.filter import Filter

# What is worked out when it is first asked for, and again of another workspace.
_OF_THE_WORKSPACE = (
    "findings",
    "_about",
    "_publication",
    "gone",
    "_told_teams",
    "_told_people",
    "_told_names",
)
Key = tuple[str, str, str | None]  # what a finding is about, its code, and the cycle


class Shown(StrEnum):
    """Which board is looked at."""

    DRAFT = "draft"
    PUBLICATION = "publication"
    DIFFERENCE = "difference"

    @property
    def next(self) -> "Shown":
        """The one after it; after the last the first."""
        every = list(Shown)
        return every[(every.index(self) + 1) % len(every)]


class Target(NamedTuple):
    """What one cell of the screen stands for."""

    cycle: str
    apprentice: str | None = None
    placement: str | None = None
    host: str | None = None


class BoardView:
    """A workspace as the board shows it; `renew` after anything but a single edit may have changed."""

    def __init__(self, workspace: Workspace, is_judged: bool = True) -> None:
        """Not `is_judged`: to be shown without findings for now, which take a while."""
        self.workspace = workspace
        self.is_judged = is_judged
        self.shown = Shown.DRAFT
        self.words: tuple[str, ...] = ()
        self.looks: dict[str, HostLook] = {}
        self._filter: tuple[tuple[tuple[str, ...], Shown], Filter] | None = None
        self._finding_texts: dict[Finding, str] = {}
        self.told: dict[Place, Told] = {}
        self.changed: set[Place] = set()  # what `diff` tells, with people and cycles that are gone
        self._outdated: set[Place] = set()  # told otherwise though nobody was moved
        self.renew()

    # -- what is shown

    @property
    def board(self) -> Board:
        """The board that is shown: the draft, or the latest publication."""
        return self._publication if self.shown is Shown.PUBLICATION else self.workspace.board

    def at(self, apprentice: str, index: int) -> Assignment | None:
        """What is in a cell of the board that is shown."""
        return self.board.row(apprentice)[index]

    def told_at(self, apprentice: str, index: int) -> Told | None:
        """What was told of a cell, where the publication is shown."""
        if self.shown is not Shown.PUBLICATION:
            return None
        return self.told.get((apprentice, self.board.cycles[index]))

    def remark(self) -> str:
        """What there is to know of a publication that is shown or compared with; mostly nothing."""
        publication = self.workspace.published
        if publication is None or self.shown is Shown.DRAFT:
            return ""
        parts = []
        if publication.codes_only:
            parts.append(f"Only codes were kept of publication {publication.number}.")
        people = {row.apprentice for row in self.gone} - self.workspace.programme.apprentices.keys()
        cycles = {row.cycle for row in self.gone} - self.board.cycle_index.keys()
        gone = [
            count(len(codes), *noun)
            for codes, noun in ((people, ("person", "people")), (cycles, ("cycle",)))
            if codes
        ]
        if gone:
            parts.append(f"Gone since, so told in the panel alone: {join(gone)}.")
        return " ".join(parts)

    @cached_property
    def gone(self) -> tuple[Told, ...]:
        """What was told of people and cycles that are no longer there, and so have no row or column."""
        people, cycles = self.workspace.programme.apprentices, self.workspace.board.cycle_index
        return tuple(
            row for row in self.told.values() if row.apprentice not in people or row.cycle not in cycles
        )

    def told_team(self, placement: str) -> Told | None:
        """A placement as it was told, where the publication is shown: all rows say the same of it."""
        return self._told_teams.get(placement) if self.shown is Shown.PUBLICATION else None

    @cached_property
    def _told_teams(self) -> dict[str, Told]:
        return {row.placement: row for row in self.told.values() if row.team is not None}

    def told_person(self, apprentice: str) -> Told | None:
        """A person as they were told, where the publication is shown: all rows say the same of them."""
        return self._told_people.get(apprentice) if self.shown is Shown.PUBLICATION else None

    @cached_property
    def _told_people(self) -> dict[str, Told]:
        return {row.apprentice: row for row in self.told.values() if row.given_names is not None}

    def short_name(self, apprentice: str) -> Short:
        """What a person is called where there is little room; as they were told, where that is shown."""
        names = self._told_names if self.shown is Shown.PUBLICATION else names_in(self.workspace.programme)
        return names[apprentice]

    @cached_property
    def _told_names(self) -> Mapping[str, Short]:
        people = self.workspace.programme.apprentices
        return short_names({code: self.told_person(code) or person for code, person in people.items()})

    def mark(self, apprentice: str, index: int) -> str:
        """`!` for a conflict, `?` for a warning, `~` for what is waived, `≠` for a difference, or a blank."""
        if self.shown is Shown.PUBLICATION:
            return " "
        if self.shown is Shown.DIFFERENCE:
            return DIFFERENT if (apprentice, self.board.cycles[index]) in self.changed else " "
        return worst(self.findings_at(apprentice, index))

    def is_faint(self, apprentice: str, cycle: str) -> bool:
        """Whether a cell stands back, as all cells do that are the same in draft and publication."""
        return self.shown is Shown.DIFFERENCE and (apprentice, cycle) not in self.changed

    def knows(self, target: Target) -> bool:
        """Whether all that it names is still there."""
        programme = self.workspace.programme
        return (
            target.cycle in self.board.cycle_index
            and (target.apprentice is None or target.apprentice in programme.apprentices)
            and (target.placement is None or target.placement in programme.placements)
            and (target.host is None or target.host in programme.hosts)
        )

    # -- findings

    def findings_at(self, apprentice: str, index: int) -> list[Finding]:
        """The findings that concern a cell of the draft; none before it is judged."""
        return self.workspace.checker.at(apprentice, index) if self.is_judged else []

    def findings_of_row(self, apprentice: str) -> list[Finding]:
        """The findings about a person's rotation as a whole; none before it is judged."""
        return self.workspace.checker.of_row(apprentice) if self.is_judged else []

    def of_target(self, target: Target | None) -> list[Finding]:
        """The findings that concern a cell of the screen; none of what was published."""
        if target is None or self.shown is Shown.PUBLICATION or not self.is_judged:
            return []
        if target.apprentice is not None:
            index = self.board.cycle_index[target.cycle]
            return [*self.findings_at(target.apprentice, index), *self.findings_of_row(target.apprentice)]
        if target.placement is not None:
            return self.about("placement", target.placement, target.cycle)
        return self.about("host", target.host or "", target.cycle)

    @cached_property
    def findings(self) -> list[Finding]:
        """Every finding, conflicts first."""
        every = (finding for about in self._about.values() for finding in about)
        return sorted(every, key=lambda finding: finding.severity)

    @cached_property
    def _about(self) -> dict[Key, list[Finding]]:
        found: dict[Key, list[Finding]] = {}
        for finding in self.workspace.findings():
            found.setdefault(_key(finding), []).append(finding)
        return found

    def about(self, kind: str, code: str, cycle: str | None) -> list[Finding]:
        """The findings about an `apprentice`, `placement` or `host` in a cycle, or (None) as a whole."""
        return self._about.get((kind, code, cycle), [])

    # -- the filter

    @property
    def filter(self) -> "Filter":
        """What the words of the filter find on the board that is shown."""
        from screens.board.filter import Filter  # the first frame has none

        key = (self.words, self.shown)
        if self._filter is None or self._filter[0] != key:
            self._filter = key, Filter(self)
        return self._filter[1]

    def searched_texts(self) -> Iterator[str]:
        """Every text that it looks at, while the programme stays the same: who has asked for one finds it
        made the next time."""
        programme = self.workspace.programme
        for apprentice in programme.apprentices:
            if self.workspace.programme is not programme:
                return
            yield self.person_text(apprentice)
        yield from map(self.finding_text, self.findings)

    def person_text(self, apprentice: str) -> str:
        """What the filter finds a person by, with all that is said of the rotation as a whole."""
        text = self._person_texts.get(apprentice)
        if text is None:
            programme = self.workspace.programme
            person = programme.apprentices[apprentice]
            standard = programme.standards.get(person.standard or "")
            title = standard.title if standard else None
            known = (person.name, apprentice, person.standard, title, person.cohort, person.employer)
            said = (self.finding_text(f) for f in self.about("apprentice", apprentice, None))
            text = self._person_texts[apprentice] = f"{_text(*known)} {' '.join(said)}"
        return text

    def finding_text(self, finding: Finding) -> str:
        """What the filter finds a finding by."""
        from screens.board.filter import finding_text

        text = self._finding_texts.get(finding)
        if text is None:
            text = self._finding_texts[finding] = finding_text(finding)
        return text

    def state(self, apprentice: str, index: int) -> str:
        """What one cell is."""
        return next(islice(self.states(apprentice), index, None))

    def states(self, apprentice: str) -> Iterator[str]:
        """What each cell of a person is, in a word, where it is more than filled: pinned, gap, ended …"""
        person = self.workspace.programme.apprentices[apprentice]
        active = self.workspace.facts.active(person)
        for index, there in enumerate(self.board.row(apprentice)):
            if there is not None:
                yield "pinned" if there.pinned else ""
            else:
                yield "gap" if active[index] else self.why_inactive(person, index)

    def why_inactive(self, person: Apprentice, index: int) -> str:
        """Why nobody looks for a placement in a cycle: withdrawn, break, not yet, ended …"""
        if person.status != "active":
            return person.status
        facts = self.workspace.facts
        if facts.mostly_on_break(person.apprentice, index):
            return "break"
        return "not yet" if person.starts_on > facts.cycle_days[index].first else "ended"

    def told_of_gone(self, word: str) -> Iterator[Place]:
        """In a publication, the cells of teams that are gone since, and were told with this word."""
        if self.shown is Shown.PUBLICATION:
            teams = self.workspace.programme.placements
            for told in self.told.values():
                is_here = told.apprentice in self.workspace.programme.apprentices
                is_gone = told.placement not in teams and told.cycle in self.board.cycle_index
                if is_here and is_gone and told.team is not None and word in _told_text(told):
                    yield told.apprentice, told.cycle

    def team_text(self, placement: str) -> str:
        """What the filter finds a team by."""
        told = self.told_team(placement)
        if told is not None:
            return _told_text(told)
        text = self._team_texts.get(placement)
        if text is None:
            team = self.workspace.programme.placements[placement]
            host = self.workspace.programme.hosts[team.host]
            text = self._team_texts[placement] = _text(
                placement, team.team, team.area, team.site, team.supervisor, host.host, host.name
            )
        return text

    # -- keeping up

    def renew(self) -> None:
        """Take in the workspace as it is now."""
        for name in _OF_THE_WORKSPACE:
            self.__dict__.pop(name, None)
        self._filter = None
        self._team_texts: dict[str, str] = {}
        self._person_texts: dict[str, str] = {}
        self.looks = host_looks(self.workspace.programme)
        self.told, self.changed = {}, set()
        publication = self.workspace.published
        if publication is None:
            self.shown = Shown.DRAFT
        else:
            self._compare(publication)

    def _compare(self, publication: Publication) -> None:
        from apprentices.agreement.differences import outdated  # a first draft is drawn without

        self.told = {(row.apprentice, row.cycle): row for row in publication.rows}
        self._outdated = outdated(publication, self.workspace.programme)
        draft = placed(self.workspace.board.assignments())
        places = self.told.keys() | draft.keys()
        self.changed = {place for place in places if self._differs(place, draft.get(place))}

    @cached_property
    def _publication(self) -> Board:
        """The latest publication as a board, as far as what it names is still there."""
        board, known = self.workspace.board, self.workspace.programme
        published = self.workspace.published
        return Board(
            known,
            [
                a
                for a in (published.assignments if published else ())
                if a.apprentice in known.apprentices
                and a.cycle in board.cycle_index
                and a.placement in known.placements
            ],
        )

    def _differs(self, place: Place, placement: str | None) -> bool:
        """Whether a cell of the draft would be told otherwise than it was."""
        told = self.told.get(place)
        return (told and told.placement) != placement or place in self._outdated

    def edited(self, places: Iterable[Place], consequence: Consequence) -> None:
        """Take in an edit of the draft that touched only these cells, and what it broke and mended."""
        self._take_in(consequence)
        if self.workspace.published is None:
            return
        for place in places:
            there = self.workspace.board.at(*place)
            differs = self._differs(place, there.placement if there else None)
            (self.changed.add if differs else self.changed.discard)(place)

    def _take_in(self, consequence: Consequence) -> None:
        self.__dict__.pop("findings", None)
        self._filter = None
        about = self.__dict__.get("_about")
        if about is None:
            return  # nobody has asked yet
        here = (*consequence.broke, *consequence.changed)
        for finding in (*here, *consequence.mended, *consequence.unasked):
            key = _key(finding)
            self._person_texts.pop(finding.apprentice or "", None)
            about[key] = [other for other in about.get(key, ()) if other.name != finding.name]
        for finding in here:
            about[_key(finding)].append(finding)


def worst(findings: Iterable[Finding]) -> str:
    """The mark of the gravest finding, or a blank; what somebody accepts is the least."""
    found = {marked(finding)[0] for finding in findings}
    return next((mark for mark in (CONFLICT, WARNING, WAIVED) if mark in found), " ")


def _text(*parts: str | None) -> str:
    return plain_letters(" ".join(part for part in parts if part))


def _told_text(told: Told) -> str:
    return _text(told.placement, told.team, told.site, told.supervisor, told.host)


def _key(finding: Finding) -> Key:
    for kind in ("apprentice", "placement", "host"):
        code = getattr(finding, kind)
        if code is not None:
            return (kind, code, finding.cycle)
    return ("", "", finding.cycle)
