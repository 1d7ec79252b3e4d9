"""What there is: hosts, placements, cycles, people and what is known about them.

A `Programme` is the reference data that plans are made from and judged by. It never changes in place:
new data means a new `Programme`. Who is where stands on the board (`board.py`).

Days are `date`s and every range includes both its ends. `None` means "not known".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from apprentices.bounds import (
    CYCLES,
    DAY,
    HOURLY_PAY,
    LEVEL,
    MONTHS,
    NOTE,
    NOTICE_WEEKS,
    OLDEST,
    SEATS,
    TRAINING_HOURS,
    WEEK,
    WEEK_DAYS,
    YOUNGEST,
)
from apprentices.calendar import Days
from apprentices.columns import Column, Kind, Row, Table, Truth, row_class
from apprentices.conditions import Exclusion, Preference, Requirement, Separation, Sequence, Travel
from apprentices.figures import RULE_DATA, RuleData
from apprentices.not_told import EVERYTHING_TOLD, NotTold
from apprentices.settings import Settings
from apprentices.text import natural

STATUSES = ("active", "break", "withdrawn", "completed")
BREAK = "break"  # the kind of absence that is a break in learning


@row_class
class Host(Row):
    """An organisation that takes apprentices on placement."""

    host: Annotated[str, Column(Kind.CODE, "Short code of the organisation, such as ELFT.")]
    name: Annotated[str, Column(Kind.TEXT, "Full name.")]
    kind: Annotated[str | None, Column(Kind.TEXT, "What it is, such as council or NHS trust.")] = None
    seats: Annotated[
        int | None,
        Column(Kind.WHOLE, "Most apprentices it takes in one cycle, over all its teams.", most=SEATS),
    ] = None
    min_seats: Annotated[
        int | None,
        Column(Kind.WHOLE, "Fewest apprentices it takes in a cycle, if it takes any.", most=SEATS),
    ] = None
    fjaa_registered: Annotated[
        bool | None, Column(Kind.YES_NO, "On the register of flexi-job apprenticeship agencies?")
    ] = None
    living_wage: Annotated[
        bool | None, Column(Kind.YES_NO, "Has it promised to pay the London Living Wage?")
    ] = None
    notice_weeks: Annotated[
        int | None,
        Column(Kind.WHOLE, "Weeks of notice it asks for before a change.", most=NOTICE_WEEKS),
    ] = None
    sponsor: Annotated[
        str | None, Column(Kind.TEXT, "The senior person who stands behind the programme here.")
    ] = None
    sponsor_role: Annotated[str | None, Column(Kind.TEXT, "The sponsor's role.")] = None
    hr_lead: Annotated[str | None, Column(Kind.TEXT, "Who runs the programme here.")] = None
    contact: Annotated[str | None, Column(Kind.TEXT, "How to reach the HR lead.", longest=NOTE)] = None
    living_wage_apprentices: Annotated[
        bool | None, Column(Kind.YES_NO, "Does its promise of the London Living Wage cover apprentices?")
    ] = None


@row_class
class Placement(Row):
    """A team at a host that offers seats."""

    placement: Annotated[str, Column(Kind.CODE, "Short code of the placement, such as COL-FIN.")]
    host: Annotated[str, Column(Kind.CODE, "The host it belongs to.", refers="hosts")]
    team: Annotated[str, Column(Kind.TEXT, "Name of the team.")]
    area: Annotated[str | None, Column(Kind.TEXT, "Area of work, such as library.")] = None
    site: Annotated[str | None, Column(Kind.TEXT, "Building where the team works.")] = None
    postcode: Annotated[str | None, Column(Kind.POSTCODE, "Postcode of the site.")] = None
    supervisor: Annotated[str | None, Column(Kind.TEXT, "Name of the supervisor.")] = None
    supervisor_seats: Annotated[
        int | None,
        Column(
            Kind.WHOLE, "Most apprentices the supervisor looks after at once, over all teams.", most=SEATS
        ),
    ] = None
    seats: Annotated[int, Column(Kind.WHOLE, "Most apprentices it takes in one cycle.", most=SEATS)]
    min_seats: Annotated[
        int | None,
        Column(Kind.WHOLE, "Fewest apprentices it takes in a cycle, if it takes any.", most=SEATS),
    ] = None
    opens_on: Annotated[date | None, Column(Kind.DATE, "First day on which it takes people.")] = None
    closes_on: Annotated[date | None, Column(Kind.DATE, "Last day on which it takes people.")] = None
    standards: Annotated[
        tuple[str, ...],
        Column(Kind.WORDS, "Standards it takes; empty: all of them.", refers="standards", longest=NOTE),
    ] = ()
    skills: Annotated[
        tuple[str, ...], Column(Kind.WORDS, "Skills that can be learnt here.", longest=NOTE)
    ] = ()
    min_age: Annotated[
        int | None,
        Column(Kind.WHOLE, "Youngest age it takes, in years.", least=YOUNGEST, most=OLDEST),
    ] = None
    clearances: Annotated[
        tuple[str, ...],
        Column(
            Kind.WORDS, "Checks it asks for before day one, such as right-to-work;dbs:enhanced.", longest=NOTE
        ),
    ] = ()
    step_free: Annotated[
        bool | None, Column(Kind.YES_NO, "Can it be reached and worked in without steps?")
    ] = None
    weekly_hours: Annotated[Decimal | None, Column(Kind.HOURS, "Hours worked in a week.", most=WEEK)] = None
    daily_hours: Annotated[Decimal | None, Column(Kind.HOURS, "Hours worked in a day.", most=DAY)] = None
    starts_at: Annotated[time | None, Column(Kind.TIME, "When the working day starts.")] = None
    ends_at: Annotated[time | None, Column(Kind.TIME, "When the working day ends.")] = None
    stay_cycles: Annotated[
        int | None,
        Column(Kind.WHOLE, "Cycles in a row that a visit lasts; empty: 1.", least=1, most=CYCLES),
    ] = None


@row_class
class Cycle(Row):
    """One dated block of the rotation calendar; both ends are in it."""

    cycle: Annotated[str, Column(Kind.CODE, "Short code of the cycle, such as C1.")]
    name: Annotated[str | None, Column(Kind.TEXT, "Name, such as Autumn 2026.")] = None
    starts_on: Annotated[date, Column(Kind.DATE, "First day.")]
    ends_on: Annotated[date, Column(Kind.DATE, "Last day.")]

    @property
    def span(self) -> Days:
        """Its days, both ends in it."""
        return Days(self.starts_on, self.ends_on)


@row_class
class Standard(Row):
    """An apprenticeship standard."""

    standard: Annotated[str, Column(Kind.CODE, "Code of the standard, such as ST0070.")]
    title: Annotated[str, Column(Kind.TEXT, "Title of the standard.")]
    level: Annotated[int | None, Column(Kind.WHOLE, "Level.", most=LEVEL)] = None
    typical_months: Annotated[int | None, Column(Kind.WHOLE, "Typical length in months.", most=MONTHS)] = None
    off_the_job_hours: Annotated[
        int | None,
        Column(Kind.WHOLE, "Off-the-job hours published for it; empty: not known.", most=TRAINING_HOURS),
    ] = None
    skills: Annotated[
        tuple[str, ...], Column(Kind.WORDS, "Skills a rotation has to offer for it.", longest=NOTE)
    ] = ()
    withdrawn_on: Annotated[
        date | None, Column(Kind.DATE, "Day from which it is no longer funded for new starts.")
    ] = None


@row_class
class Apprentice(Row):
    """A person on the programme. `starts_on`..`ends_on` is the practical period."""

    apprentice: Annotated[str, Column(Kind.CODE, "Short code of the person, such as A07.")]
    given_names: Annotated[str, Column(Kind.TEXT, "Given names.")]
    family_name: Annotated[str, Column(Kind.TEXT, "Family name.")]
    date_of_birth: Annotated[date | None, Column(Kind.DATE, "Date of birth.")] = None
    uln: Annotated[str | None, Column(Kind.TEXT, "Unique learner number, ten digits.")] = None
    employer: Annotated[
        str | None,
        Column(Kind.CODE, "The host that employs and pays the person.", refers="hosts"),
    ] = None
    standard: Annotated[
        str | None, Column(Kind.CODE, "The standard the person follows.", refers="standards")
    ] = None
    cohort: Annotated[str | None, Column(Kind.TEXT, "The group that starts together.")] = None
    status: Annotated[
        str, Column(Kind.CHOICE, "Where the person stands; empty: active.", choices=STATUSES)
    ] = "active"
    starts_on: Annotated[date, Column(Kind.DATE, "First day of the practical period.")]
    ends_on: Annotated[date, Column(Kind.DATE, "Last day of the practical period.")]
    gateway_on: Annotated[
        date | None, Column(Kind.DATE, "Day on which the person is ready for assessment.")
    ] = None
    agreement_on: Annotated[
        date | None, Column(Kind.DATE, "Day on which the apprenticeship agreement was signed.")
    ] = None
    weekly_hours: Annotated[Decimal | None, Column(Kind.HOURS, "Paid hours a week.", most=WEEK)] = None
    hourly_pay: Annotated[Decimal | None, Column(Kind.MONEY, "Pay in pounds an hour.", most=HOURLY_PAY)] = (
        None
    )
    off_the_job_hours: Annotated[
        int | None, Column(Kind.WHOLE, "Off-the-job hours planned in all.", most=TRAINING_HOURS)
    ] = None
    training_days: Annotated[
        str | None,
        Column(Kind.RRULE, "Training days as a recurrence rule, such as FREQ=WEEKLY;BYDAY=WE."),
    ] = None
    postcode: Annotated[str | None, Column(Kind.POSTCODE, "Home postcode.")] = None
    step_free: Annotated[bool | None, Column(Kind.YES_NO, "Does the person need step-free access?")] = None
    opted_out_48h: Annotated[
        bool | None, Column(Kind.YES_NO, "Opted out of the 48-hour week in writing?")
    ] = None
    prior_learning_hours: Annotated[
        int | None,
        Column(
            Kind.WHOLE,
            "Off-the-job hours that assessed prior learning makes up for; empty: none recorded.",
            most=TRAINING_HOURS,
        ),
    ] = None
    training_plan_on: Annotated[
        date | None, Column(Kind.DATE, "Day on which the last party signed the training plan as it is now.")
    ] = None
    english_maths_on: Annotated[
        date | None, Column(Kind.DATE, "Day on which English and maths are both reached.")
    ] = None
    support: Annotated[
        tuple[str, ...],
        Column(
            Kind.WORDS,
            "What decides about funding at some ages: ehcp (education, health and care plan), care-leaver "
            "or prison.",
            longest=NOTE,
        ),
    ] = ()
    portable: Annotated[
        bool | None, Column(Kind.YES_NO, "Is this agreement one of a portable flexi-job apprenticeship?")
    ] = None
    days_a_week: Annotated[
        Decimal | None,
        Column(Kind.HOURS, "Days worked in a week; empty: as weekly and daily hours say.", most=WEEK_DAYS),
    ] = None

    @property
    def name(self) -> str:
        """Given and family name, as messages and screens show it."""
        return f"{self.given_names} {self.family_name}"

    @property
    def period(self) -> Days:
        """The practical period."""
        return Days(self.starts_on, self.ends_on)


@row_class
class Clearance(Row):
    """A check that a person holds, at one host or (no host) at all."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    clearance: Annotated[str, Column(Kind.TEXT, "What it is, such as dbs:enhanced.")]
    host: Annotated[str | None, Column(Kind.CODE, "The host it holds at; empty: all.", refers="hosts")] = None
    issued_on: Annotated[date | None, Column(Kind.DATE, "First day on which it holds.")] = None
    expires_on: Annotated[date | None, Column(Kind.DATE, "Last day on which it holds.")] = None


@row_class
class Absence(Row):
    """Days on which a person is away; kind `break` is a break in learning."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    kind: Annotated[
        str,
        Column(Kind.TEXT, "break (a break in learning), leave, sickness, parental or other."),
    ]
    starts_on: Annotated[date, Column(Kind.DATE, "First day away.")]
    ends_on: Annotated[date, Column(Kind.DATE, "Last day away.")]
    reason: Annotated[str | None, Column(Kind.TEXT, "Why, if it should be kept.", longest=NOTE)] = None


@row_class
class Closure(Row):
    """Days on which a placement, a whole host, or (neither named) everybody is closed."""

    host: Annotated[str | None, Column(Kind.CODE, "The host that closes.", refers="hosts")] = None
    placement: Annotated[str | None, Column(Kind.CODE, "The placement that closes.", refers="placements")] = (
        None
    )
    starts_on: Annotated[date, Column(Kind.DATE, "First day closed.")]
    ends_on: Annotated[date, Column(Kind.DATE, "Last day closed.")]
    reason: Annotated[str | None, Column(Kind.TEXT, "Why.", longest=NOTE)] = None


@row_class
class CycleSeats(Row):
    """Other numbers of seats for one placement or host in one cycle (seats.csv)."""

    host: Annotated[str | None, Column(Kind.CODE, "The host, if it is for a host.", refers="hosts")] = None
    placement: Annotated[
        str | None,
        Column(Kind.CODE, "The placement, if it is for a placement.", refers="placements"),
    ] = None
    cycle: Annotated[str, Column(Kind.CODE, "The cycle.", refers="cycles")]
    min_seats: Annotated[
        int | None,
        Column(Kind.WHOLE, "Fewest apprentices in this cycle, even if nobody is there.", most=SEATS),
    ] = None
    seats: Annotated[int | None, Column(Kind.WHOLE, "Most apprentices in this cycle.", most=SEATS)] = None


@row_class
class Assignment(Row):
    """One apprentice in one placement for one cycle."""

    apprentice: Annotated[str, Column(Kind.CODE, "The person.", refers="apprentices")]
    cycle: Annotated[str, Column(Kind.CODE, "The cycle.", refers="cycles")]
    placement: Annotated[str, Column(Kind.CODE, "The placement.", refers="placements")]
    pinned: Annotated[bool, Column(Kind.YES_NO, "Must the planner leave it as it is?")] = False


@row_class
class SettingRow(Row):
    """One line of settings.csv; `settings.py` says what there is to set."""

    setting: Annotated[str, Column(Kind.TEXT, "What is set, such as max_run_at_host.")]
    value: Annotated[str, Column(Kind.TEXT, "Its value.", longest=NOTE)]


# In the order in which they refer to each other: a table only refers to tables above it.
TABLES: tuple[Table, ...] = (
    Table("hosts", Host, ("host",), "The organisations that take apprentices."),
    Table("standards", Standard, ("standard",), "The apprenticeship standards followed."),
    Table("cycles", Cycle, ("cycle",), "The dated blocks of the rotation calendar."),
    Table("placements", Placement, ("placement",), "The teams that offer seats."),
    Table("apprentices", Apprentice, ("apprentice",), "The people on the programme."),
    Table(
        "clearances",
        Clearance,
        ("apprentice", "clearance", "host"),
        "The checks that people hold.",
    ),
    Table("absences", Absence, ("apprentice", "kind", "starts_on"), "When people are away."),
    Table("closures", Closure, ("host", "placement", "starts_on"), "When teams or hosts close."),
    Table("seats", CycleSeats, ("host", "placement", "cycle"), "Other seats in single cycles."),
    Table("requirements", Requirement, ("who", "what"), "What every rotation must contain."),
    Table("sequence", Sequence, ("before", "after"), "What must come before what."),
    Table("preferences", Preference, ("apprentice", "what"), "What people would like."),
    Table("exclusions", Exclusion, ("apprentice", "what", "cycle"), "Where people must not be."),
    Table("separations", Separation, ("apprentice", "other"), "Who must be kept apart."),
    Table("travel", Travel, ("apprentice", "site"), "How long people travel."),
    Table("assignments", Assignment, ("apprentice", "cycle"), "Who is where: the draft.", Truth.DRAFT),
    Table("settings", SettingRow, ("setting",), "Settings of the programme and its rules."),
)
TABLE = {table.name: table for table in TABLES}
(DRAFT,) = (table for table in TABLES if table.truth is Truth.DRAFT)
CODED = ("hosts", "standards", "cycles", "placements", "apprentices")  # the tables whose key is a code


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Programme:
    """Everything that plans are made from and judged by; cycles in order of time, people of code."""

    hosts: Mapping[str, Host] = field(default_factory=dict)
    standards: Mapping[str, Standard] = field(default_factory=dict)
    cycles: tuple[Cycle, ...] = ()
    placements: Mapping[str, Placement] = field(default_factory=dict)
    apprentices: Mapping[str, Apprentice] = field(default_factory=dict)
    clearances: tuple[Clearance, ...] = ()
    absences: tuple[Absence, ...] = ()
    closures: tuple[Closure, ...] = ()
    seats: tuple[CycleSeats, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    sequence: tuple[Sequence, ...] = ()
    preferences: tuple[Preference, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    separations: tuple[Separation, ...] = ()
    travel: tuple[Travel, ...] = ()
    settings: Settings = field(default_factory=Settings)
    bank_holidays: Mapping[date, str] = field(default_factory=dict)
    rule_data: tuple[RuleData, ...] = ()
    not_told: NotTold = EVERYTHING_TOLD

    @classmethod
    def of(
        cls, rows: Mapping[str, Iterable[Any]], bank_holidays: Mapping[date, str] | None = None
    ) -> "Programme":
        """Make a programme from rows by table name; the draft is not part of it."""
        parts: dict[str, Any] = {}
        for table in TABLES:
            found = rows.get(table.name, ())
            if table.name == "apprentices":
                people = sorted(found, key=lambda person: natural(person.apprentice))
                parts["apprentices"] = {person.apprentice: person for person in people}
            elif table.name in ("hosts", "standards", "placements"):
                parts[table.name] = {getattr(row, table.key[0]): row for row in found}
            elif table.name == "cycles":
                parts["cycles"] = tuple(sorted(found, key=lambda c: (c.starts_on, natural(c.cycle))))
            elif table.name == "settings":
                parts["settings"] = Settings({row.setting: row.value for row in found})
            elif table.truth is Truth.PROGRAMME:
                parts[table.name] = tuple(found)
        own = tuple(rows.get(RULE_DATA.name, ()))
        return cls(bank_holidays=bank_holidays or {}, rule_data=own, **parts)
