"""What a cell rule says it goes by is all that it goes by: the planner asks once for all that is the same.

A1 becomes A2, rows of other tables included, in all but what a rule names of people; or COL-A becomes ELFT-B
in all but what it names of placements. What the rule says, words apart, has to stay the same.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.conditions import Exclusion, Travel
from apprentices.errors import ABSURD
from apprentices.not_told import EVERYTHING_TOLD
from apprentices.planner.masks import Masks
from apprentices.programme import (
    Absence,
    Apprentice,
    Clearance,
    Closure,
    Host,
    Placement,
    Programme,
    SettingRow,
)
from apprentices.rules.binding import Binding, each
from apprentices.rules.catalogue import RULES, parameters
from apprentices.rules.facts import Facts
from apprentices.rules.rule import CellRule, Cells
from apprentices.rules.said import Severity
from apprentices.settings import Settings
from tests.build import CYCLES, FIRST, LAST, TODAY

LONG_AGO = date(2000, 1, 1)
ABOUT_PEOPLE = ("absences", "clearances", "exclusions", "travel")
WORDS = (
    "right-to-work", "identity", "dbs", "dbs:basic", "dbs:enhanced", "training:fire", "honorary-contract",
    "bpss", "driving-licence", "host-agreement", "young-ward-conditions", "young-risk-assessment",
)  # fmt: skip
RULES_OF_CELLS = [r for r in RULES.values() if isinstance(r, CellRule) and Cells.PLACED in r.cells]


def programme(rng: random.Random, more: Iterable[SettingRow] = ()) -> Programme:
    """Two people and two teams at two hosts, with whatever cell rules look at."""
    people, teams = (
        [_person(rng, code) for code in ("A1", "A2")],
        [_team(rng, c) for c in ("COL-A", "ELFT-B")],
    )
    hosts = [Host(host=code, name=code, kind=rng.choice((None, "NHS trust"))) for code in ("COL", "ELFT")]
    whats = ("host:COL", "area:ward", "placement:ELFT-B", "skill:care")

    def some(make: Any, most: int) -> list[Any]:
        return [make(who) for who in ("A1", "A2") for _ in range(rng.randint(0, most))]

    def first() -> date:
        return FIRST + timedelta(days=rng.randrange(300))

    def away(who: str) -> Absence:
        begins = first()
        return Absence(apprentice=who, kind=rng.choice(("break", "leave")), starts_on=begins,
                       ends_on=begins + timedelta(days=rng.choice((3, 60))))  # fmt: skip

    def record(who: str) -> Clearance:
        issued = rng.choice((None, FIRST - timedelta(days=rng.randrange(1_500))))
        return Clearance(apprentice=who, clearance=rng.choice(WORDS), host=rng.choice((None, "COL", "ELFT")),
                         issued_on=issued, expires_on=rng.choice((None, None, first())))  # fmt: skip

    closed = first()
    rows = {
        "hosts": hosts, "cycles": CYCLES, "placements": teams, "apprentices": people, "settings": more,
        "clearances": some(record, 8),
        "absences": some(away, 1),
        "exclusions": some(lambda who: Exclusion(apprentice=who, what=rng.choice(whats),
                                                 cycle=rng.choice((None, "C2"))), 1),
        "travel": some(lambda who: Travel(apprentice=who, site=rng.choice("XY"),
                                          minutes=rng.choice((60, 95))), 1),
        "closures": [Closure(placement=rng.choice(("COL-A", "ELFT-B")), starts_on=closed,
                             ends_on=closed + timedelta(days=rng.choice((2, 40))))],
    }  # fmt: skip
    return Programme.of(rows)


@cache
def drawn(seed: int) -> Programme:
    return programme(random.Random(seed))


def _person(rng: random.Random, code: str) -> Apprentice:
    return Apprentice(
        apprentice=code, given_names=f"Ayo {code}", family_name="Bell",
        date_of_birth=rng.choice((None, date(2009, 1, 1) + timedelta(days=rng.randrange(700)), LONG_AGO)),
        employer=rng.choice((None, "COL", "ELFT")), standard=rng.choice((None, "ST1", "ST2")),
        status=rng.choice(("active", "active", "withdrawn")),
        starts_on=rng.choice((FIRST, CYCLES[1].starts_on, CYCLES[1].starts_on + timedelta(days=30))),
        ends_on=rng.choice((LAST, CYCLES[2].ends_on - timedelta(days=20))),
        training_days=rng.choice((None, "FREQ=WEEKLY;BYDAY=MO")), step_free=rng.choice((None, True)),
    )  # fmt: skip


def _team(rng: random.Random, code: str) -> Placement:
    hour = rng.choice((5, 9, 15))
    return Placement(
        placement=code, host=code.partition("-")[0], team=rng.choice((code, f"Ward {code}")), seats=1,
        area=rng.choice((None, "ward", "office")), site=rng.choice((None, "X", "Y")),
        opens_on=rng.choice((None, CYCLES[1].starts_on)), closes_on=rng.choice((None, CYCLES[1].ends_on)),
        standards=rng.choice(((), ("ST1",), ("ST1", "ST3"))), skills=rng.choice(((), ("care",))),
        min_age=rng.choice((None, 18, 99_999)), clearances=tuple(rng.sample(WORDS, rng.randint(0, 4))),
        step_free=rng.choice((None, False, True)), starts_at=rng.choice((None, time(hour))),
        ends_at=rng.choice((None, time(hour + 8, 30))),
        weekly_hours=rng.choice((None, Decimal(36), Decimal(48))),
        daily_hours=rng.choice((None, Decimal(7), Decimal(9))),
    )  # fmt: skip


def become(old: Any, other: Any, names: tuple[str, ...], key: str) -> Any:
    """`other` under the code of `old`, as `old` in what is named."""
    kept = (key, *(name for name in names if hasattr(old, name)))
    return replace(other, **{name: getattr(old, name) for name in kept})


def with_another_person(made: Programme, names: tuple[str, ...]) -> Programme:
    a1 = become(made.apprentices["A1"], made.apprentices["A2"], names, "apprentice")
    rows = {table: tuple(_rows(made, table, table in names)) for table in ABOUT_PEOPLE}
    return replace(made, apprentices={**made.apprentices, "A1": a1}, **rows)


def _rows(made: Programme, table: str, own: bool) -> Iterable[Any]:
    """A2's rows, and A1's: their own, or A2's again."""
    for row in getattr(made, table):
        if row.apprentice == "A2":
            yield row
        if row.apprentice == ("A1" if own else "A2"):
            yield replace(row, apprentice="A1")


def with_another_team(made: Programme, names: tuple[str, ...]) -> Programme:
    team = become(made.placements["COL-A"], made.placements["ELFT-B"], names, "placement")
    closures = tuple(
        replace(row, placement="COL-A" if row.placement == "ELFT-B" else "ELFT-B") for row in made.closures
    )
    return replace(made, placements={**made.placements, "COL-A": team}, closures=closures)


def said(rule: CellRule, made: Programme, index: int) -> Any:
    """The severities of what a rule says of A1 in COL-A; None where it raises."""
    look = rule.make(Facts(made, TODAY), parameters(rule, Settings({})))
    try:
        found = each(look(made.apprentices["A1"], index, made.placements["COL-A"])) if look else ()
    except ABSURD:
        return None
    return [(one.severity, one.judged) for one in found]


@pytest.mark.parametrize("rule", RULES_OF_CELLS, ids=lambda rule: rule.id)
def test_a_rule_goes_by_no_more_than_it_says(rule: CellRule) -> None:
    spoke = 0
    for seed in range(50):
        made, index = drawn(seed), seed % len(CYCLES)
        before = said(rule, made, index)
        spoke += bool(before)
        if rule.of_person is not None:
            assert said(rule, with_another_person(made, rule.of_person), index) == before, seed
        if rule.of_team is not None:
            assert said(rule, with_another_team(made, rule.of_team), index) == before, seed
    assert spoke or rule.id == "PLAN-NOTICE", (
        "it has to speak for this to say anything; nothing is published here"
    )


KEPT = EVERYTHING_TOLD._replace(people={"A1": "COL"}, placements={"ELFT-B": "ELFT"})
STRICT = [SettingRow(setting=f"rule.{r.id}.severity", value=Severity.CONFLICT) for r in RULES_OF_CELLS]


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_the_masks_have_a_bit_for_what_no_rule_forbids_and_no_other(
    seed: int, strict: bool, kept: bool
) -> None:
    """Also where another host keeps somebody, and a team, to itself: these are no kind with any other."""
    made = programme(random.Random(seed), STRICT if strict else ())
    if kept:
        made = replace(made, not_told=KEPT)
    binding = Binding(made, TODAY)
    masks = Masks(binding)
    for person, index in product(made.apprentices.values(), range(len(CYCLES))):
        allowed = [binding.allows(person, index, team) for team in made.placements.values()]
        assert masks.allowed(person, index) == sum(1 << at for at, on in enumerate(allowed) if on)
