"""What has to be told anew, and whose notice that breaks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from apprentices.board import Edit
from apprentices.news import news
from apprentices.rules.facts import Facts
from apprentices.told import Publication, told_of
from tests.build import HOSTS, board, person, publication

FULL = "COL-A LBH-A ELFT-A COL-B"


def told(on: date, *edits: Edit, before: bool = True, **rows: Any) -> dict[str, dict[str | None, int]]:
    """The broken notices by cycle after edits of what was published; ELFT has 4 weeks, the others none."""
    hosts = [replace(one, notice_weeks=4 if one.host == "ELFT" else None) for one in HOSTS]
    made = board({"A1": FULL}, hosts=hosts, **rows)
    published: Publication | None = publication(board({"A1": FULL}, hosts=hosts)) if before else None
    for edit in edits:
        made.put(edit)
    rows_now = told_of(made.programme, made.assignments())
    found = news(Facts(made.programme, on, published), published, rows_now, on)
    return {one.row.cycle: dict(one.broken) for one in found}


# C3 starts on 8 March 2027: twelve weeks before is 14 December 2026, eight 11 January, four 8 February.
@pytest.mark.parametrize(
    ("on", "broken"),
    [
        (date(2026, 12, 14), {}),
        (date(2026, 12, 15), {"LBH": 12}),
        (date(2027, 1, 11), {"LBH": 12}),
        (date(2027, 1, 12), {"LBH": 12, None: 8}),
        (date(2027, 2, 8), {"LBH": 12, None: 8}),
        (date(2027, 2, 9), {"LBH": 12, None: 8, "ELFT": 4}),
    ],
)
def test_a_move_breaks_the_notice_of_either_host_and_of_the_person(on: date, broken: dict[str, int]) -> None:
    assert told(on, Edit("A1", "C3", "LBH-B")) == {"C3": broken}


def test_a_person_who_no_longer_comes_is_news_to_that_host_alone() -> None:
    assert told(date(2027, 3, 1), Edit("A1", "C3", None)) == {"C3": {"ELFT": 4, None: 8}}


def test_what_is_told_otherwise_without_a_move_breaks_no_notice() -> None:
    renamed = [person("A1", family_name="Obi")]
    assert told(date(2027, 6, 1), apprentices=renamed) == {"C3": {}, "C4": {}}  # C1 and C2 are over


def test_a_person_s_status_is_no_news() -> None:
    assert told(date(2026, 9, 1), apprentices=[person("A1", status="break")]) == {}


def test_of_the_first_publication_all_is_new_and_no_notice_broken() -> None:
    """On 4 December 2026 C1 is not over yet; a day later it is."""
    assert told(date(2026, 12, 4), before=False) == {"C1": {}, "C2": {}, "C3": {}, "C4": {}}
    assert list(told(date(2026, 12, 5), before=False)) == ["C2", "C3", "C4"]
