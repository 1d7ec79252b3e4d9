"""How messages name things: each kind of word on both sides of where it changes."""

from datetime import date
from decimal import Decimal

import pytest

from apprentices.programme import Cycle
from apprentices.rules.words import (
    count,
    cycle_name,
    days_said,
    figure,
    host_name,
    join,
    pounds,
    rule_in_words,
    team_name,
    told_host,
    told_name,
    what_said,
)
from apprentices.told import Told
from tests.build import board, team


@pytest.mark.parametrize(("words", "said"), [
    (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
])  # fmt: skip
def test_lists(words: list[str], said: str) -> None:
    assert join(words) == said


@pytest.mark.parametrize(("number", "said"), [
    (0, ("0 seats", "0 people")), (1, ("1 seat", "1 person")), (2, ("2 seats", "2 people")),
])  # fmt: skip
def test_numbers_with_their_nouns(number: int, said: tuple[str, str]) -> None:
    assert (count(number, "seat"), count(number, "person", "people")) == said


@pytest.mark.parametrize(("number", "said"), [
    (Decimal("7.50"), "7.5"), (Decimal("36.0"), "36"), (36, "36"), (Decimal("1E+2"), "100"),
])  # fmt: skip
def test_figures(number: Decimal | int, said: str) -> None:
    assert figure(number) == said


def test_amounts_have_their_pence() -> None:
    assert [pounds(Decimal(amount)) for amount in ("7.4", "12", "0.005")] == ["£7.40", "£12.00", "£0.00"]


@pytest.mark.parametrize(("what", "said"), [
    ("host:COL", "COL"), ("area:library", "the area library"), ("placement:COL-A", "the placement COL-A"),
])  # fmt: skip
def test_what_is_asked_for(what: str, said: str) -> None:
    assert what_said(what) == said


def test_days_and_cycles() -> None:
    first, last = date(2027, 4, 5), date(2027, 7, 2)
    assert days_said([first, last]) == "5 April 2027 and 2 July 2027"
    assert cycle_name(Cycle(cycle="C3", starts_on=first, ends_on=last)) == "C3 (5 April 2027 to 2 July 2027)"


def test_hosts_and_teams() -> None:
    programme = board().programme
    assert (host_name(programme, "LBH"), host_name(programme, "NHS")) == ("Hackney Council", "NHS")
    assert team_name(team("COL-A", team="Finance")) == "Finance (COL)"


# As it was told; of codes alone, as the placement is called today, or its code where it is gone.
@pytest.mark.parametrize(("placement", "team", "host", "name", "of_host"), [
    ("COL-A", "Old name", "LBH", "Old name (LBH)", "LBH"),
    ("COL-A", None, None, "COL-A (COL)", "COL"),
    ("GONE", None, None, "GONE", ""),
])  # fmt: skip
def test_what_was_told(placement: str, team: str | None, host: str | None, name: str, of_host: str) -> None:
    told = Told(apprentice="A1", cycle="C1", placement=placement, team=team, host=host)
    programme = board().programme
    assert (told_name(told, programme), told_host(told, programme)) == (name, of_host)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=WE", "Wednesdays"),
        ("FREQ=WEEKLY;BYDAY=FR,MO", "Mondays and Fridays"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("MO", "MO"),  # a slip, which no file or form takes
        ("FREQ=MONTHLY;BYDAY=1WE", "FREQ=MONTHLY;BYDAY=1WE"),
    ],
)
def test_a_rule_of_weekdays_is_said_by_their_names(rule: str, said: str) -> None:
    assert rule_in_words(rule) == said
