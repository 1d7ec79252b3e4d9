"""The digest of what one host is told of one cycle. The text that is hashed is written out by hand."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentices.agreement.digests import canonical, digest, digests
from apprentices.told import Told

AMA = Told(
    apprentice="A2",
    given_names="Ama",
    family_name='Nwosu "Né" \\',
    standard="ST0070",
    employer="COL",
    cycle="Z",
    starts_on=date(2027, 1, 15),
    ends_on=date(2027, 3, 31),
    host="COL",
    placement="FIN",
    team="Finance",
    site=None,
    supervisor="Sam Lee",
    status="active",
    pinned=True,
    cycle_starts_on=date(2027, 1, 1),
    cycle_ends_on=date(2027, 3, 31),
)
NOBODY_COMES = Told(
    apprentice="A10",
    given_names="Grace",
    family_name="Obi",
    cycle="Z",
    host="COL",
    placement="FIN",
    team="Finance",
    status="break",
)
# A10 before A2, letter by letter; keys sorted; days as ISO text; no spaces; é as it is; quotes escaped.
TEXT = (
    '[{"apprentice":"A10","cycle":"Z","employer":null,"ends_on":null,"family_name":"Obi",'
    '"given_names":"Grace","host":"COL","placement":"FIN","site":null,"standard":null,"starts_on":null,'
    '"supervisor":null,"team":"Finance"},'
    '{"apprentice":"A2","cycle":"Z","employer":"COL","ends_on":"2027-03-31",'
    '"family_name":"Nwosu \\"Né\\" \\\\","given_names":"Ama","host":"COL","placement":"FIN","site":null,'
    '"standard":"ST0070","starts_on":"2027-01-15","supervisor":"Sam Lee","team":"Finance"}]'
)
# printf '%s' TEXT | sha256sum
SUM = "cdaa4fc147b2dff0ce302cdf52260c1a7e8c202571b698e6d854a497126dfc42"


def test_canonical_json_as_it_is_specified() -> None:
    assert canonical([AMA, NOBODY_COMES]).decode() == TEXT


def test_the_digest_is_what_sha256sum_says_of_that_text() -> None:
    assert digest([AMA, NOBODY_COMES]) == SUM == sha256(TEXT.encode()).hexdigest()


def test_one_for_each_host_and_cycle() -> None:
    elsewhere = replace(AMA, host="ELFT", placement="W")
    later = replace(AMA, cycle="B")
    found = digests([AMA, elsewhere, NOBODY_COMES, later])
    assert found == {
        ("COL", "Z"): SUM,
        ("ELFT", "Z"): digest([elsewhere]),
        ("COL", "B"): digest([later]),
    }


@pytest.mark.parametrize(
    "other",
    [
        {"given_names": "Amma"}, {"family_name": "Obi"}, {"standard": None}, {"employer": "LBH"},
        {"starts_on": date(2027, 1, 16)}, {"ends_on": None}, {"placement": "ART"}, {"team": "Money"},
        {"site": "Guildhall"}, {"supervisor": None}, {"apprentice": "A3"}, {"cycle": "B"}, {"host": "LBH"},
    ],
)  # fmt: skip
def test_every_fact_counts(other: dict[str, str | date | None]) -> None:
    assert digest([replace(AMA, **other)]) != digest([AMA])


def test_neither_pin_nor_status_counts() -> None:
    assert digest([replace(AMA, pinned=False, status="completed")]) == digest([AMA])


@given(st.permutations([replace(AMA, apprentice=code) for code in ("A1", "A2", "A3", "a1")]))
def test_the_order_of_the_rows_does_not_count(rows: list[Told]) -> None:
    assert digest(rows) == digest(sorted(rows, key=lambda row: row.apprentice))
