"""What travels to whom, and what is taken from whom."""

from dataclasses import replace

import pytest

from apprentices.columns import Kind
from apprentices.errors import ParcelRefused
from apprentices.exchange.parcels.cells import defaults, key_of, required
from apprentices.exchange.parcels.contents import content_for
from apprentices.exchange.parcels.known import Known
from apprentices.exchange.parcels.merge import THEIRS
from apprentices.exchange.parcels.ownership import SHARES, Cells, Key, columns_of, may_be_told
from apprentices.exchange.parcels.payload import Content, Offer
from apprentices.exchange.parcels.taking import take
from apprentices.programme import TABLE, TABLES
from tests.exchange.parcels.copies import (
    NOBODY,
    copies,
    edited,
    exchange,
    hand,
    lines,
    person,
    put,
    row,
    team,
)

# All that design and law let a host know of another host's people, and what there is no row without.
OF_OTHERS_PEOPLE = {
    "apprentice",
    "given_names",
    "family_name",
    "standard",
    "employer",
    "starts_on",
    "ends_on",
}


def marked(table: str, **codes: str) -> tuple[Key, Cells]:
    """A row with all cells filled in, each with a text that is nowhere else, except for codes."""
    return row(table, **{name: f"{table}/{name}" for name in columns_of(table)} | codes)


def everything() -> dict[Key, Cells]:
    """Of COL, a person and a team with all that can be known of them; ELFT has one of its own."""
    of_a1 = {"apprentice": "A1"}
    return dict(
        [
            marked("hosts", host="COL"),
            row("hosts", host="ELFT", name="ELFT"),
            marked("standards", standard="ST0070"),
            marked("cycles", cycle="C1"),
            marked("placements", placement="T1", host="COL", standards="ST0070"),
            team("T2", "ELFT"),
            marked("apprentices", apprentice="A1", employer="COL", standard="ST0070"),
            person("A2", "ELFT"),
            marked("clearances", **of_a1, host="COL"),
            marked("absences", **of_a1),
            marked("closures", host="COL", placement="T1"),
            marked("seats", host="COL", placement="T1", cycle="C1"),
            marked("requirements", who="A1"),
            marked("sequence"),
            marked("preferences", **of_a1),
            marked("exclusions", **of_a1, cycle="C1"),
            marked("separations", **of_a1, other="A2"),
            marked("travel", **of_a1),
            marked("assignments", **of_a1, cycle="C1", placement="T1"),
            row("settings", setting="lead", value="COL"),
        ]
    )


# What ELFT finds of each table of COL's in its parcel: beyond this, no column of these rows is in it.
FOUND = {
    "hosts": {"name"},
    "standards": {"title", "level", "typical_months", "off_the_job_hours", "skills", "withdrawn_on"},
    "cycles": {"name", "starts_on", "ends_on"},
    "placements": {"team", "area", "seats", "min_seats", "opens_on", "closes_on", "skills", "stay_cycles"},
    "apprentices": {"given_names", "family_name", "starts_on", "ends_on"},
    "closures": {"starts_on", "ends_on"},
    "seats": {"min_seats", "seats"},
    "sequence": {"before", "after"},
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_receiver_finds_no_column_that_is_not_listed_as_its(table: object) -> None:
    known = Known("COL", everything())
    text = content_for("ELFT", known).as_bytes.decode()
    found = {name for name in columns_of(table.name) if f'"{table.name}/{name}"' in text}  # type: ignore[attr-defined]
    assert found == FOUND.get(table.name, set())  # type: ignore[attr-defined]


def test_every_table_of_the_programme_has_its_owner_and_no_row_lacks_what_it_needs() -> None:
    assert set(SHARES) == {table.name for table in TABLES}
    assert set(SHARES["apprentices"].others) == OF_OTHERS_PEOPLE
    for name, share in SHARES.items():
        assert not share.others or required(name) <= set(share.others)
        for column in (*share.owner, *share.others, *share.about, *share.lead):
            assert column in columns_of(name)


def test_the_lead_host_finds_of_anothers_team_what_it_publishes_of_it_and_no_more_of_people() -> None:
    rows = everything() | dict([row("settings", setting="lead", value="ELFT")])
    text = content_for("ELFT", Known("COL", rows)).as_bytes.decode()
    assert "placements/site" in text
    assert "placements/supervisor" in text
    for hidden in ("postcode", "min_age", "clearances", "step_free"):
        assert f"placements/{hidden}" not in text
    found = {name for name in columns_of("apprentices") if f'"apprentices/{name}"' in text}
    assert found == FOUND["apprentices"]


def test_a_host_gets_its_own_people_and_teams_in_full() -> None:
    known = Known(
        "COL", everything() | dict([put("A2", "C1", "T2", pinned="yes"), marked("absences", apprentice="A2")])
    )
    content = content_for("ELFT", known)
    offered = {
        (offer.table, offer.cells["apprentice"]): offer.cells
        for offer in content.offered
        if "apprentice" in offer.cells
    }
    assert offered["apprentices", "A2"]["date_of_birth"] == "2007-01-15"
    assert offered["absences", "A2"]["reason"] == "absences/reason"
    pinned = {row["apprentice"]: row.get("pinned") for row in content.owned["assignments"]}
    assert pinned == {"A1": None, "A2": "yes"}


def test_the_lead_host_introduces_others_with_what_all_may_see_of_them() -> None:
    known = Known("COL", everything() | lines() | dict([person("A3", "LBH"), team("T3", "LBH")]))
    content = content_for("ELFT", known)
    (someone,) = (row for row in content.introduced["apprentices"] if row["apprentice"] == "A3")
    assert set(someone) == OF_OTHERS_PEOPLE
    assert "2007-01-15" not in str(content.introduced) + str(content.owned)
    assert not content_for("LBH", replace(known, me="ELFT")).introduced  # who doesn't lead doesn't


def test_the_lead_host_introduces_what_others_seats_and_closures_say_of_cycles_but_no_reason() -> None:
    """Without them a copy would count more seats than there are, or fewer."""
    of_t3 = {"host": "", "placement": "T3"}
    rows = dict(
        [
            row("seats", **of_t3, cycle="C1", seats="3"),
            row("closures", **of_t3, starts_on="2026-10-05", ends_on="2026-10-09", reason="Rewiring"),
            team("T3", "LBH"),
        ]
    )
    content = content_for("ELFT", Known("COL", everything() | lines() | rows))
    (seats,), (closure,) = content.introduced["seats"], content.introduced["closures"]
    assert seats == of_t3 | {"cycle": "C1", "min_seats": "", "seats": "3"}
    assert closure == of_t3 | {"starts_on": "2026-10-05", "ends_on": "2026-10-09"}
    world = copies()
    world["LBH"] = edited(world["LBH"], *row("seats", placement="T2", cycle="C1", seats="3"))
    exchange(world, "LBH", "COL")
    exchange(world, "COL", "ELFT")
    assert world["ELFT"].rows["seats", ("", "T2", "C1")]["seats"] == "3"
    world["LBH"] = edited(world["LBH"], ("seats", ("", "T2", "C1")), None)
    exchange(world, "LBH", "COL")
    exchange(world, "COL", "ELFT")
    assert ("seats", ("", "T2", "C1")) not in world["ELFT"].rows


# -- rights


def content(sender: str = "COL", receiver: str = "ELFT", **parts: object) -> Content:
    empty = {
        "lead": "COL",
        "base": None,
        "after": (),
        "owned": {},
        "introduced": {},
        "offered": (),
        "said": {},
        "published": [],
    }
    return Content(sender=sender, receiver=receiver, **empty | parts)  # type: ignore[arg-type]


def told(table: str, key_and_cells: tuple[Key, Cells]) -> dict[str, list[dict[str, str]]]:
    """A row as another host tells it."""
    return {table: [{name: text for name, text in key_and_cells[1].items() if name in may_be_told(table)}]}


FORBIDDEN = {
    "somebody else's": (content(receiver="LBH"), "It is for LBH"),
    "a person of the receiver": (
        content(owned=told("apprentices", person("A1a", "COL"))),
        "A1a in apprentices",
    ),
    "a person of a third host": (content(owned=told("apprentices", person("A2a", "COL"))), "that of LBH"),
    "a person said to be a third host's": (
        content(owned=told("apprentices", person("A9", "LBH"))),
        "that of LBH",
    ),
    "a team of a third host": (content(owned=told("placements", team("T2", "COL"))), "that of LBH"),
    "another host's line": (content(owned=told("hosts", row("hosts", host="LBH", name="x"))), "that of LBH"),
    "seats of another's team": (
        content(owned=told("seats", row("seats", placement="T2", cycle="C1", seats="9"))),
        "that of LBH",
    ),
    "the calendar by who doesn't lead": (
        content(sender="LBH", owned=told("cycles", row("cycles", cycle="C1", starts_on="x", ends_on="x"))),
        "that of COL",
    ),
    "a new lead host": (
        content(owned=told("settings", row("settings", setting="lead", value="LBH"))),
        "rows of settings that no parcel holds",
    ),
    "a setting by who doesn't lead": (
        content(sender="LBH", owned=told("settings", row("settings", setting="name", value="x"))),
        "that of COL",
    ),
    "the draft by who doesn't lead": (
        content(sender="LBH", owned=told("assignments", put("A2a", "C1", "T1"))),
        "that of COL",
    ),
    "people introduced by who doesn't lead": (
        content(sender="LBH", introduced=told("apprentices", person("A9", "COL"))),
        "A9 in apprentices",
    ),
    "a calendar that is introduced": (
        content(introduced=told("cycles", row("cycles", cycle="C9", starts_on="x", ends_on="x"))),
        "C9 in cycles",
    ),
    "more than may be told": (
        content(owned={"apprentices": [dict(person("A9", "COL")[1])]}),
        "no parcel holds",
    ),
    "less than there must be": (content(owned={"apprentices": [{"apprentice": "A9"}]}), "no parcel holds"),
    "wishes": (
        content(owned={"preferences": [dict(row("preferences", apprentice="A0a", what="", points="1")[1])]}),
        "preferences",
    ),
    "no table at all": (content(owned={"host_key": [{"key": "x"}]}), "host_key"),
    "a plan that was kept": (content(owned={"scenario": [{"name": "x"}]}), "scenario"),
    "an offer of no table": (content(offered=(Offer("host_key", {"key": "x"}, None),)), "host_key"),
    "an offer to lead": (
        content(offered=(Offer("settings", {"setting": "lead", "value": "ELFT"}, None),)),
        "rows of settings that no parcel holds",
    ),
    "an offer of no row": (content(offered=(Offer("hosts", {"name": "x"}, None),)), "hosts"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_its_sender_has_no_right_to_tell_is_refused_and_said(what: str) -> None:
    parcel, words = FORBIDDEN[what]
    world = copies()
    for sender in ("COL", "LBH"):
        exchange(world, sender, "ELFT")
    with pytest.raises(ParcelRefused, match=words):
        take(world["ELFT"], replace(parcel, base=world["ELFT"].came[parcel.sender].latest), NOBODY)


def test_without_a_lead_host_nobody_tells_the_calendar() -> None:
    world = copies()
    world["ELFT"] = edited(world["ELFT"], ("settings", ("lead",)), None)
    _, parcel = hand(world["COL"], "ELFT")
    with pytest.raises(ParcelRefused, match="COL has COL as the lead host, and here it is none"):
        take(world["ELFT"], parcel, NOBODY)


@pytest.mark.parametrize("employer", ["LBH", "ELFT"])
def test_an_offer_of_a_row_that_is_not_ones_own_means_nothing(employer: str) -> None:
    """Nor does one that says that another host's person is one's own now: its employer alone says so."""
    world = copies()
    exchange(world, "LBH", "ELFT")
    of_others = Offer("apprentices", {"apprentice": "A2a", "employer": employer, "cohort": "x"}, None)
    done = take(world["ELFT"], content(offered=(of_others,)), lambda key: THEIRS)
    assert ("apprentices", ("A2a",)) not in done.changes
    assert not done.offered


def test_an_offer_about_a_row_that_one_has_taken_away_means_nothing() -> None:
    world = copies()
    mine = Offer("apprentices", {"apprentice": "A9", "employer": "ELFT", "cohort": "x"}, {"cohort": ""})
    done = take(world["ELFT"], content(offered=(mine,)), lambda key: THEIRS)
    assert not done.changes
    assert not done.offered


def test_to_be_introduced_to_ones_own_people_means_nothing() -> None:
    world = copies()
    key, cells = person("A1a", "ELFT", given_names="Made up")
    done = take(world["ELFT"], content(introduced=told("apprentices", (key, cells))), NOBODY)
    assert done.known.rows[key]["given_names"] == "Ayo"
    assert not done.collisions


# -- a person handed over, a lead host that changes, a host that leaves


def test_a_person_is_handed_over_by_the_old_employer_and_taken_by_the_new_one() -> None:
    world = copies()
    for sender in ("ELFT", "LBH"):
        exchange(world, sender, "COL")
    exchange(world, "COL", "ELFT")
    exchange(world, "ELFT", "LBH")
    world["ELFT"], old = hand(world["ELFT"], "COL")
    key, cells = person("A1a", "LBH", cohort="2026")  # ELFT's until now
    world["ELFT"] = edited(world["ELFT"], key, cells)
    done = exchange(world, "ELFT", "LBH", lambda found: THEIRS if found == key else None)
    assert not done.collisions
    assert world["LBH"].rows[key]["date_of_birth"] == "2007-01-15"  # in full: it is LBH's person now
    _, early = hand(world["LBH"], "COL")
    with pytest.raises(ParcelRefused, match="A1a in apprentices, which is not its row but that of ELFT"):
        take(world["COL"], early, NOBODY)  # COL has it from ELFT alone that the person is LBH's
    exchange(world, "ELFT", "COL")
    exchange(world, "LBH", "COL")
    assert world["COL"].rows[key]["employer"] == "LBH"
    assert world["COL"].rows[key]["cohort"] == ""
    assert not take(
        world["COL"], old, NOBODY
    ).changes  # overtaken, whatever it says of a person that is LBH's
    again = edited(world["LBH"], key, {**cells, "given_names": "New"})
    world["LBH"] = again
    exchange(world, "LBH", "COL")
    assert world["COL"].rows[key]["given_names"] == "New"


def test_a_new_lead_host_is_named_by_all_and_nobody_loses_the_calendar_for_it() -> None:
    world = copies()
    exchange(world, "COL", "ELFT")
    exchange(world, "COL", "LBH")
    lead, cycle = row("settings", setting="lead", value="ELFT"), ("cycles", ("C1",))
    world["COL"] = edited(world["COL"], *lead)
    with pytest.raises(ParcelRefused, match="COL has ELFT as the lead host, and here it is COL"):
        exchange(world, "COL", "LBH")
    for receiver in ("ELFT", "LBH"):
        world[receiver] = edited(world[receiver], *lead)
        exchange(world, "COL", receiver)  # COL tells no calendar any more
        assert cycle in world[receiver].rows
    world["ELFT"] = edited(world["ELFT"], cycle, {**world["ELFT"].rows[cycle], "name": "Autumn"})
    assert not exchange(world, "COL", "ELFT").collisions  # what is ELFT's now, COL tells it nothing of
    assert world["ELFT"].rows[cycle]["name"] == "Autumn"
    for receiver in ("COL", "LBH"):
        exchange(world, "ELFT", receiver)
        assert world[receiver].rows[cycle]["name"] == "Autumn"


def test_the_rows_of_a_host_that_has_left_are_the_lead_hosts() -> None:
    world = copies()
    exchange(world, "LBH", "ELFT")
    exchange(world, "LBH", "COL")
    for host in ("COL", "ELFT"):
        world[host] = replace(world[host], left=frozenset({"LBH"}))
    key = ("apprentices", ("A2a",))
    world["COL"] = edited(world["COL"], key, {**world["COL"].rows[key], "given_names": "New"})
    exchange(world, "COL", "ELFT")
    assert world["ELFT"].rows[key]["given_names"] == "New"


def test_dates_codes_and_lists_stand_in_a_parcel_as_in_a_file() -> None:
    for table in TABLES:
        for column in TABLE[table.name].columns:
            text = defaults(table.name).get(column.name)
            assert text is None or text == "" or column.kind in (Kind.CHOICE, Kind.YES_NO)
    assert key_of("assignments", put("A1", "C1", "T1")[1]) == ("assignments", ("A1", "C1"))
