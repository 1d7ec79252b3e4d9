"""Publications travel from the lead host, each as it was told, as far as the receiver may see it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from apprentices.agreement.publications import publication
from apprentices.errors import ParcelRefused
from apprentices.exchange.parcels.contents import content_for
from apprentices.exchange.parcels.known import Known
from apprentices.exchange.parcels.published import heard, told_to
from apprentices.exchange.parcels.taking import take
from apprentices.told import TOLD, Publication, Told
from tests.exchange.parcels.copies import NOBODY, copies, exchange

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


def told(apprentice: str, employer: str, host: str) -> Told:
    """A row with all that is told."""
    return Told(
        apprentice=apprentice,
        given_names="Ayo",
        family_name="One",
        standard="ST0070",
        employer=employer,
        cycle="C1",
        starts_on=date(2026, 9, 7),
        ends_on=date(2026, 12, 4),
        host=host,
        placement=f"{host}-A",
        team="Team",
        site="Mile End",
        supervisor="Sam",
        status="active",
        pinned=True,
        cycle_starts_on=date(2026, 9, 7),
        cycle_ends_on=date(2026, 12, 4),
    )


ROWS = (told("A1", "COL", "ELFT"), told("A2", "ELFT", "LBH"), told("A3", "LBH", "COL"))


def made(number: int = 1, rows: tuple[Told, ...] = ROWS) -> Publication:
    return publication(number, NOON, "Ruth", rows, note="Agreed", despite="A2 has no bus")


def test_copies_that_have_forgotten_somebody_still_say_the_same() -> None:
    """A publication is the same one without their names; one more place in it is not."""
    from apprentices.erasing import Erasure

    who = Erasure("A2", "forgotten-1", [])
    rows = tuple(Told(**who.told(TOLD.values_of(row))) for row in ROWS)
    mine = replace(made(), rows=rows)
    plain = told_to("COL", [made()])
    assert heard(plain, [mine]) == heard(told_to("COL", [mine]), [made()]) == ([], [])
    assert heard(plain, [replace(mine, rows=rows[1:])]) == ([], [1])


def with_publications(*published: Publication) -> dict[str, Known]:
    world = copies()
    world["COL"] = replace(world["COL"], published=published)
    return world


def test_a_host_gets_its_people_and_teams_in_full_and_of_others_who_is_where() -> None:
    world = with_publications(made())
    exchange(world, "COL", "ELFT")
    (there,) = world["ELFT"].published
    assert (there.number, there.at, there.by, there.note, there.despite) == (1, NOON, "Ruth", "Agreed", None)
    assert there.rows[:2] == ROWS[:2]  # one comes to its team, one is its own
    assert there.rows[2] == Told(
        apprentice="A3",
        given_names="Ayo",
        family_name="One",
        standard="ST0070",
        employer="LBH",
        cycle="C1",
        host="COL",
        placement="COL-A",
        team="Team",
    )
    assert there.digests["ELFT", "C1"] == made().digests["ELFT", "C1"]  # what ELFT signs is what COL has


def test_each_comes_once_and_only_from_the_lead_host() -> None:
    world = with_publications(made(1), replace(made(2), codes_only=True, digests={}, rows=()))
    assert [one.number for one in exchange(world, "COL", "LBH").published] == [1, 2]
    assert not exchange(world, "COL", "LBH").published
    assert world["LBH"].published[1].codes_only
    assert not content_for("ELFT", world["LBH"]).published
    forged = replace(content_for("ELFT", world["LBH"]), published=content_for("ELFT", world["COL"]).published)
    with pytest.raises(ParcelRefused, match="LBH tells publications, which are those of COL"):
        take(world["ELFT"], forged, NOBODY)


def test_one_that_is_here_and_says_something_else_is_told_and_the_rest_is_taken_in() -> None:
    world = with_publications(made(), made(2))
    mine = made(rows=ROWS[:2])
    world["ELFT"] = replace(world["ELFT"], published=[mine])
    taken = exchange(world, "COL", "ELFT")
    assert (taken.clashing, [one.number for one in taken.published]) == ([1], [2])
    assert taken.changes
    assert world["ELFT"].published[0] == mine


def test_what_can_t_be_read_is_refused() -> None:
    parcel = content_for("ELFT", with_publications(made())["COL"])
    (good,) = parcel.published
    row = good["rows"][0]
    for wrong in (
        {**good, "number": 0},
        {**good, "at": "noon"},
        {**good, "by": "\x1b[31m"},
        {**good, "rows": [row, row]},
        {**good, "rows": [{**row, "cycle": "no code"}]},
        {**good, "rows": [{**row, "secret": "x"}]},
        {**good, "rows": None},
        {},
    ):
        with pytest.raises(ParcelRefused, match="a publication that can't be read"):
            take(copies()["ELFT"], replace(parcel, published=[wrong]), NOBODY)
