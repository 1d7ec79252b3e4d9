"""Texts: in which order codes stand, and how they fill the columns of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentices.text import closest, columns, in_lines, natural, plain_letters, plain_name


def test_codes_stand_as_people_count() -> None:
    codes = ["A10", "a9", "A2", "B1", "A", "A2-10", "A2-9", "10", "9", "A02", "C-1.10", "C-1.9"]
    assert sorted(codes, key=natural) == [
        *("9", "10", "A", "A02", "A2", "A2-9", "A2-10", "a9", "A10", "B1", "C-1.9", "C-1.10"),
    ]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Zoe\u0301", 3),
        ("山田", 4),
        ("हिन्दी", 5),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200db", 2),
    ],
)
def test_a_mark_upon_a_letter_takes_no_column(text: str, width: int) -> None:
    assert columns(text) == width


def test_a_text_in_lines() -> None:
    assert in_lines("Adult social care front door", 12) == ["Adult social", "care front", "door"]
    assert in_lines("小児科病棟", 4) == ["小児", "科病", "棟"]
    assert in_lines("", 4) == [""]


@given(st.text("ab 山e\u0301", max_size=40), st.integers(2, 10))
def test_lines_are_narrow_enough_and_lose_no_letter(text: str, width: int) -> None:
    lines = in_lines(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_letters_are_found_without_their_accents() -> None:
    assert plain_letters(" Zo\u00eb  MÜLLER\u00a0") == plain_letters("zoe muller") == "zoe muller"


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u2018", "\u02bc", "\u02bb", "`", "\u00b4", "\u2032"])
def test_letters_are_found_whichever_apostrophe_was_typed_or_none(mark: str) -> None:
    assert plain_letters(f"O{mark}Bri\u00e9n {mark}") == plain_letters("obrien") == "obrien"


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212"])
def test_a_dash_is_a_hyphen_and_in_a_name_a_space(mark: str) -> None:
    assert plain_letters(f"Zo\u00eb{mark}Marie") == "zoe-marie"
    assert plain_name(f"Zo\u00eb{mark}Marie ") == plain_name("zoe marie") == "zoe marie"


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("fairness_wieght", ["travel_weight", "fairness_weight"], "fairness_weight"),
        ("GUILDHAL", ["Guildhall"], "Guildhall"),
        ("renee cool", ["Ren\u00e9e Cole"], "Ren\u00e9e Cole"),
        ("A21nA21", ["A21", "A22"], "A21"),  # as much alike; and it begins with the first
    ],
)
def test_what_a_slip_was_meant_to_be(text: str, names: list[str], meant: str) -> None:
    assert closest(text, names)[0] == meant
    assert closest(text, reversed(names))[0] == meant


def test_no_name_is_meant_by_what_is_like_none() -> None:
    assert closest("ward", ["Finance", "Archives"]) == []
