"""Words of the screens: names that fit, days that fit, and what an edit did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from apprentices.calendar import say
from apprentices.programme import Apprentice, Cycle, Placement, Programme
from apprentices.rules.said import Consequence, Finding, Severity
from apprentices.rules.words import join
from apprentices.statements import Waiver
from apprentices.told import Told
from screens.shared.looks import CONFLICT, WAIVED, WARNING
from screens.shared.phrase import clean

MARKS = {Severity.CONFLICT: CONFLICT, Severity.WARNING: WARNING}
LONGEST = 36  # columns of a name in a line that says more
NAMED_FROM = 15  # columns from which teams are named in place of their codes
_COLOURS = {CONFLICT: "$text-error", WARNING: "$text-warning", WAIVED: "$text-muted"}


def marked(finding: Finding) -> tuple[str, str]:
    """The mark of a finding, and its colour: of what somebody accepts, that it is waived."""
    mark = WAIVED if finding.waived else MARKS[finding.severity]
    return mark, _COLOURS[mark]


def fit(text: str, width: int) -> str:
    """The text in exactly so many columns: filled up, or cut with an ellipsis."""
    text = clean(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + "…", width)


def fit_right(text: str, width: int) -> str:
    """The same, but filled up in front, as figures one below the other are."""
    return " " * (width - cell_len(clean(text))) + fit(text, min(width, cell_len(clean(text))))


def brief(name: str) -> str:
    """A name in a line that says more: cut where it is so long that the rest would have no room."""
    return name if cell_len(name) <= LONGEST else fit(name, LONGEST)


class Short(NamedTuple):
    """A name where there is little room: family name and initial. Where others have the same family name
    (`alike`), what follows it tells them apart, and stays whatever the room.
    """

    family: str
    rest: str = ""
    alike: bool = False

    @property
    def text(self) -> str:
        """All of it: Nwachukwu A."""
        return f"{self.family} {self.rest}".strip()

    def fit(self, width: int) -> str:
        """In exactly so many columns: without the initial, or with less of the family name."""
        if cell_len(self.text) <= width or not self.rest:
            return fit(self.text, width)
        if not self.alike:
            return fit(self.family, width)
        rest = f" {clean(self.rest)}"
        return fit(fit(self.family, max(2, width - cell_len(rest))) + rest, width)


def short_names(people: Mapping[str, Apprentice | Told]) -> dict[str, Short]:
    """A short name for each code, with as many letters of the given names as tell people apart."""
    families: dict[str, list[str]] = {}
    for code, person in people.items():
        families.setdefault((person.family_name or "").casefold(), []).append(code)
    return {code: name for codes in families.values() for code, name in _apart(people, codes)}


@lru_cache(maxsize=1)
def names_in(programme: Programme) -> Mapping[str, Short]:
    """The short names of everybody in a programme: of thousands of people they take a while."""
    return short_names(programme.apprentices)


def _apart(people: Mapping[str, Apprentice | Told], codes: Sequence[str]) -> Iterator[tuple[str, Short]]:
    """The short names of people of one family name."""
    given = {code: people[code].given_names or "" for code in codes}
    whole = Counter(given.values())
    begun = Counter(name[:end] for name in given.values() for end in range(1, len(name) + 1))
    for code, name in given.items():
        unlike = (name[:end] for end in range(1, len(name) + 1) if begun[name[:end]] == 1)
        rest = next(unlike, name if whole[name] == 1 else code)
        yield code, Short(people[code].family_name or "", rest, alike=len(codes) > 1)


def team_code(team: Placement | Told) -> str:
    """The placement's code without the host's in front of it, where it stands there: FIN."""
    rest = team.placement.removeprefix(team.host or "")
    return rest[1:] if rest != team.placement and rest[:1] in "-_." and rest[1:] else team.placement


def team_names(teams: Iterable[Placement]) -> dict[str, str]:
    """By code, the names of teams that can be told from all others of their host by how they begin."""
    teams = tuple(teams)
    begun = Counter((team.host, team.team[:NAMED_FROM]) for team in teams)
    return {team.placement: team.team for team in teams if begun[team.host, team.team[:NAMED_FROM]] == 1}


def host_and_team(host: str, team: str, room: int) -> str:
    """Host and team in so many columns; where both are long, the host keeps four or half of them."""
    host, team = clean(host), clean(team)
    if cell_len(host) + 1 + cell_len(team) > room:
        host = host[: max(4, room // 2, room - 1 - len(team))]
    return set_cell_size(f"{host} {team}", room)


def day_month(day: date) -> str:
    """A day without its year: 7 Sep."""
    return f"{day.day} {day:%b}"


def days_short(first: date, last: date) -> str:
    """A range of days: 7 Sep to 4 Dec 2026."""
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_month(first)}{year} to {day_month(last)} {last.year}"


def months(cycle: Cycle) -> str:
    """The months of a cycle in ten columns: Sep-Dec 26."""
    return f"{cycle.starts_on:%b}-{cycle.ends_on:%b %y}"


def says(finding: Finding) -> str:
    """A finding in a few words, as the catalogue puts its rule."""
    from apprentices.rules.catalogue import RULES  # all rules: a board can be drawn without

    words = RULES[finding.rule].says
    return words if finding.judged else f"can't be judged yet: {words}"


def waiver_said(waiver: Waiver) -> str:
    """Who accepts a finding, until when and why."""
    role = f", {waiver.role}," if waiver.role else ""
    return f"{waiver.by}{role} until {say(waiver.until_on)}: {waiver.why}"


def outcome(consequence: Consequence) -> str:
    """What an edit broke and mended, in one line."""
    said = []
    broke = [f for f in consequence.broke if not (f.waived or f.is_warning)]
    warned = [f for f in consequence.broke if f.is_warning]
    waived = [f for f in consequence.broke if f.waived]
    for verb, findings in (
        ("Breaks", broke),
        ("To look at", warned),
        ("Waived", waived),
        ("Mends", consequence.mended),
    ):
        if findings:
            said.append(f"{verb}: {join(dict.fromkeys(says(finding) for finding in findings))}.")
    return " ".join(said) or "Breaks nothing."
