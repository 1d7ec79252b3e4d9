"""What people may write for a name."""

import pytest

from apprentices.errors import UsageError
from apprentices.names import find_apprentice, find_cycle, find_host, find_placement, find_rule
from apprentices.programme import Cycle
from tests.build import CYCLES, board, person, team

NAMED = Cycle(cycle="C2", name="Winter", starts_on=CYCLES[1].starts_on, ends_on=CYCLES[1].ends_on)
PROGRAMME = board(
    apprentices=[
        person("A01", given_names="Amina", family_name="Yusuf"),
        person("A02", given_names="Sam", family_name="Okafor"),
        person("A03", given_names="Sam", family_name="O'Neill"),
    ],
    cycles=[CYCLES[0], NAMED],
    placements=[
        team("COL-FIN", team="Finance"),
        team("LBH-FIN", team="Finance"),
        team("LBH-LIB", team="Libraries"),
    ],
).programme


@pytest.mark.parametrize("text", ["A01", "a01", "Yusuf", " yusuf", "AMINA  YUSUF", "Amina", "Yusuf, Amina"])
def test_a_person(text: str) -> None:
    assert find_apprentice(PROGRAMME, text) == "A01"


@pytest.mark.parametrize(("text", "words"), [
    ("Sam", '"Sam" could be A02 (Sam Okafor), A03 (Sam O\'Neill): give the code.'),
    ("Yusef", 'There is no apprentice "Yusef". Did you mean Amina Yusuf (A01)?'),
    ("zzz", 'There is no apprentice "zzz". There are A01, A02, A03.'),
])  # fmt: skip
def test_a_person_that_is_not_clear(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_apprentice(PROGRAMME, text)
    assert str(caught.value) == words


@pytest.mark.parametrize(("text", "code"), [("C1", "C1"), ("c2", "C2"), ("2", "C2"), ("winter", "C2")])
def test_a_cycle(text: str, code: str) -> None:
    assert find_cycle(PROGRAMME, text) == code


def test_a_placement_a_host_and_a_rule() -> None:
    assert find_placement(PROGRAMME, "libraries") == "LBH-LIB"
    with pytest.raises(UsageError, match="could be COL-FIN"):
        find_placement(PROGRAMME, "finance")
    assert find_host(PROGRAMME, "hackney council") == "LBH"
    assert find_rule(["PLAN-GAP", "PLAN-RUN"], "plan-gap") == "PLAN-GAP"


def test_a_letter_with_its_accent_is_one_however_it_is_typed() -> None:
    programme = board(apprentices=[person("A1", given_names="Zo\u00eb", family_name="Bello")]).programme
    assert find_apprentice(programme, "zoe\u0308\u00a0bello") == "A1"
    with pytest.raises(UsageError, match='no apprentice "\ufffd'):
        find_apprentice(programme, "\x1b[2J")


def test_a_name_of_a_mere_dash_is_a_name() -> None:
    programme = board(
        apprentices=[person("A1", family_name="-"), person("A2", family_name="Yusuf")]
    ).programme
    assert find_apprentice(programme, "yusuf") == "A2"
    assert find_apprentice(programme, "-") == "A1"


ACCENTS = board(
    apprentices=[
        person("A01", given_names="Jos\u00e9", family_name="Bell"),
        person("A02", given_names="Jose", family_name="Dean"),
        person("A03", given_names="Bj\u00f6rn", family_name="\u00d8rsted"),
        person("A04", given_names="Ren\u00e9e", family_name="Cole"),
        person("A05", given_names="Ren\u00e8e", family_name="Ford"),
    ],
    cycles=[NAMED],
    placements=[team("LBH-S", team="Caf\u00e9 Sant\u00e9"), team("LBH-T", team="Cafe  Data")],
).programme


@pytest.mark.parametrize(("text", "code"), [
    ("jos\u00e9", "A01"),  # written so: the accent tells the two apart
    ("JOSE\u0301", "A01"),  # the accent apart, as a Mac writes it
    ("jose", "A02"),
    ("jose  bell", "A01"),  # only one with this name, whatever its accents
    ("BJORN", "A03"),
    ("bjo\u0308rn\u00a0\u00f8rsted", "A03"),
    ("rene\u0301e", "A04"),
])  # fmt: skip
def test_accents_capitals_and_spaces_do_not_hide_a_person(text: str, code: str) -> None:
    assert find_apprentice(ACCENTS, text) == code


def test_an_accent_that_is_left_out_may_mean_two_and_both_are_named() -> None:
    with pytest.raises(UsageError) as caught:
        find_apprentice(ACCENTS, "renee")
    assert str(caught.value) == (
        '"renee" could be A04 (Ren\u00e9e Cole), A05 (Ren\u00e8e Ford): give the code.'
    )
    with pytest.raises(UsageError, match="Did you mean Ren\u00e9e Cole"):
        find_apprentice(ACCENTS, "renee cool")


def test_teams_are_found_without_their_accents() -> None:
    assert find_placement(ACCENTS, "cafe sante") == "LBH-S"
    assert find_placement(ACCENTS, "CAF\u00c9\u00a0 DATA") == "LBH-T"


@pytest.mark.parametrize(
    "text", ["O\u2019Brien", "o'brien", "OBrien", "Zoe-Marie", "zoe marie", "Zo\u00eb\u2011Marie"]
)
def test_a_name_is_found_whatever_its_apostrophes_and_hyphens(text: str) -> None:
    people = [
        person("A1", given_names="Zo\u00eb-Marie", family_name="O\u2019Brien"),
        person("A2", given_names="Zo\u00eb", family_name="Brien"),
    ]
    assert find_apprentice(board(apprentices=people).programme, text) == "A1"


def test_a_code_without_its_hyphen_is_another_code() -> None:
    with pytest.raises(UsageError, match="There is no apprentice"):
        find_apprentice(board(apprentices=[person("A1-1")]).programme, "A11")


def test_of_codes_as_much_alike_the_one_that_was_begun_is_offered_first() -> None:
    """A21nA21 has three of its letters in A21 and in A22 alike, and begins with A21."""
    programme = board(
        apprentices=[person(code, given_names="Ayo", family_name="Bello") for code in ("A21", "A22")]
    ).programme
    with pytest.raises(UsageError, match=r"Did you mean Ayo Bello \(A21\) or Ayo Bello \(A22\)\?"):
        find_apprentice(programme, "A21nA21")
