"""Small programmes for tests, written as a person would say them: only what the test is about."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from apprentices.agreement import publications
from apprentices.board import Board
from apprentices.calendar import bank_holidays
from apprentices.deeds import SAID, told
from apprentices.figures import RuleData
from apprentices.programme import (
    Absence,
    Apprentice,
    Assignment,
    Cycle,
    Host,
    Placement,
    Programme,
    SettingRow,
    Standard,
)
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding, Name
from apprentices.statements import NOTHING_SAID, Statements, Waiver, stated
from apprentices.store import PUBLISH, Deed, Event
from apprentices.told import Publication, told_of

TODAY = date(2026, 11, 23)
HOLIDAYS = bank_holidays(range(2026, 2029))

# Thirteen weeks each, Monday to Friday, with a free weekend between; no bank holiday at either end.
CYCLES = (
    Cycle(cycle="C1", starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 4)),
    Cycle(cycle="C2", starts_on=date(2026, 12, 7), ends_on=date(2027, 3, 5)),
    Cycle(cycle="C3", starts_on=date(2027, 3, 8), ends_on=date(2027, 6, 4)),
    Cycle(cycle="C4", starts_on=date(2027, 6, 7), ends_on=date(2027, 9, 3)),
)
FIRST, LAST = CYCLES[0].starts_on, CYCLES[-1].ends_on
HOSTS = (
    Host(host="COL", name="City of London Corporation", fjaa_registered=True, sponsor="Rosa Quist"),
    Host(host="LBH", name="Hackney Council", sponsor="Emil Brandt"),
    Host(host="ELFT", name="East London NHS Foundation Trust", sponsor="Pia Lund"),
)
UNASKED = {"rule.SIGN-MISSING.severity": "off"}  # hosts are not asked to sign
PUBLISHED = Deed(PUBLISH, {"number": 1, "by": "Ruth", "conflicts": 0, "why": None})
ULN = "9276308686"  # the valid one of the identifier's description


def figure(kind: str, item: str, from_on: date | None, value: str | None) -> RuleData:
    """A dated figure of the user's own."""
    return RuleData(kind=kind, item=item, from_on=from_on, value=value and Decimal(value))


# What a test imagines for the year that was not published when it was written, so that pay is all known.
NEXT_RATES = (
    *(figure("pay", band, date(2027, 4, 1), "13.00") for band in ("apprentice", "16-17", "18-20", "21+")),
    figure("living-wage", "london", date(2027, 5, 1), "15.00"),
)


def team(code: str, **more: Any) -> Placement:
    """A placement with plenty of seats; the host is the code's first word."""
    return Placement(**{"placement": code, "host": code.partition("-")[0], "team": code, "seats": 9} | more)


def person(code: str, **more: Any) -> Apprentice:
    """Somebody of whom everything is known, on the programme for all cycles."""
    known = {
        "apprentice": code,
        "given_names": "Ayo",
        "family_name": code,
        "date_of_birth": date(2007, 1, 15),
        "uln": uln_of(code),
        "employer": "COL",
        "standard": "ST0070",
        "training_days": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "starts_on": FIRST,
        "ends_on": LAST,
        "agreement_on": FIRST,
        "training_plan_on": FIRST,
        "english_maths_on": FIRST,
        "weekly_hours": Decimal(36),
        "hourly_pay": Decimal(15),
        "off_the_job_hours": 400,
    }
    return Apprentice(**known | more)


def uln_of(code: str) -> str:
    """A valid learner number of the person's own; that of the identifier's description for A1."""
    if code == "A1":
        return ULN
    base = 100_000_000 + sum(ord(letter) * 997**place for place, letter in enumerate(code)) % 899_999_999
    while (rest := sum(int(d) * (10 - at) for at, d in enumerate(str(base))) % 11) == 0:
        base += 1
    return f"{base}{10 - rest}"


def worded(words: str, kind: str = "edit") -> Deed:
    """What was done, in words that stand for codes."""
    return Deed(kind, {SAID: words})


def words(event: Event) -> str:
    """What was done, in words, with people by their codes."""
    return told(event.deed, str)


def fresh(text: str) -> str:
    """The same text as another object, as files and databases give it."""
    return "".join(list(text))


def on_break(code: str, first: date, last: date) -> Absence:
    """A break in learning."""
    return Absence(apprentice=code, kind="break", starts_on=first, ends_on=last)


TEAMS = tuple(team(code) for code in ("COL-A", "COL-B", "LBH-A", "LBH-B", "ELFT-A", "ELFT-B"))


def board(plan: dict[str, str] | None = None, settings: dict[str, str] | None = None, **rows: Any) -> Board:
    """A board: `plan` gives a person's placements cycle by cycle, `.` for none, `*` after a pin."""
    tables: dict[str, Any] = {"hosts": HOSTS, "cycles": CYCLES, "placements": TEAMS} | rows
    tables.setdefault(
        "standards", [Standard(standard="ST0070", title="Business administrator", off_the_job_hours=400)]
    )
    tables.setdefault("rule_data", NEXT_RATES)
    tables.setdefault("apprentices", [person(code) for code in plan or {}])
    tables["settings"] = [SettingRow(setting=k, value=v) for k, v in (settings or {}).items()]
    programme = Programme.of(tables, HOLIDAYS)
    return Board(programme, _assignments(programme, plan or {}))


def _assignments(programme: Programme, plan: dict[str, str]) -> Iterable[Assignment]:
    for code, words in plan.items():
        for cycle, word in zip(programme.cycles, words.split(), strict=False):
            if word != ".":
                yield Assignment(
                    apprentice=code,
                    cycle=cycle.cycle,
                    placement=word.removesuffix("*"),
                    pinned=word.endswith("*"),
                )


def check(
    board: Board,
    today: date = TODAY,
    published: Publication | None = None,
    statements: Statements = NOTHING_SAID,
) -> Checker:
    """The board, judged in full."""
    return Checker(board, today, published, statements=statements)


def waived(*findings: Finding | Name | str, until: date = LAST, since: date = date(2026, 1, 1)) -> Statements:
    """Somebody accepts these findings."""
    said: dict[str, Any] = {"why": "agreed", "from_on": since, "until_on": until, "by": "Ruth"}
    said["at"] = datetime(2026, 1, 1, 12, tzinfo=UTC)
    named = [(one.name, one.excess) if isinstance(one, Finding) else (one, None) for one in findings]
    return Statements(
        waivers=[stated(Waiver, finding=str(name), excess=excess, **said) for name, excess in named]
    )


def found(board: Board, rule: str, **more: Any) -> list[Finding]:
    """What one rule says about a board."""
    return [finding for finding in check(board, **more).findings() if finding.rule == rule]


def places(findings: Iterable[Finding]) -> list[tuple[str | None, ...]]:
    """Where findings are: (apprentice, cycle, placement, host)."""
    return [(f.apprentice, f.cycle, f.placement, f.host) for f in findings]


def publication(board: Board) -> Publication:
    """The board as it is now, published."""
    at = datetime(2026, 9, 1, 9, 0).astimezone()
    return publications.publication(1, at, "Ruth Adeyemi", told_of(board.programme, board.assignments()))
