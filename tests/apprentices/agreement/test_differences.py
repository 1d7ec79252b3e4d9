"""What differs between two tellings, worked out by hand."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from apprentices.agreement.differences import Difference, Fact, by_host, differences, in_words, outdated
from apprentices.board import placed
from apprentices.told import Told, told_of
from tests.build import LAST, TEAMS, board, person, publication

FIN = Told(
    apprentice="A2",
    given_names="Ama",
    family_name="Nwosu",
    standard="ST0070",
    employer="COL",
    cycle="Z",
    starts_on=date(2027, 1, 15),
    ends_on=date(2027, 3, 31),
    host="COL",
    placement="FIN",
    team="Finance",
    site="Guildhall",
    supervisor="Sam Lee",
    status="active",
    cycle_starts_on=date(2027, 1, 1),
    cycle_ends_on=date(2027, 3, 31),
)
ART = replace(FIN, placement="ART", team="Gallery", site="Barbican", supervisor=None)
WARD = replace(FIN, host="ELFT", placement="W", team="Ward", site="Mile End", supervisor="Jo Bell")
# B is before Z in time: 1 October 2026.
EARLY = replace(
    FIN,
    cycle="B",
    starts_on=date(2026, 10, 1),
    ends_on=date(2026, 12, 31),
    cycle_starts_on=date(2026, 10, 1),
    cycle_ends_on=date(2026, 12, 31),
)


def one(before: Told | None, after: Told | None) -> Difference:
    (found,) = differences([before] if before else [], [after] if after else [])
    return found


def said(before: Told | None, after: Told | None) -> dict[str | None, str]:
    """What it says to each host."""
    found = one(before, after)
    return {host: in_words(found, host) for host in found.hosts}


def test_nothing_differs_where_all_is_told_as_before() -> None:
    assert differences([FIN, EARLY], [EARLY, replace(FIN)]) == []


def test_neither_pins_nor_the_rest_of_a_cycle_are_told() -> None:
    """Nobody is told of a pin; and of a cycle only the days that somebody is there."""
    assert differences([FIN], [replace(FIN, pinned=True, cycle_starts_on=date(2026, 12, 28))]) == []


def test_a_move_from_host_to_host_is_told_to_both() -> None:
    assert one(FIN, WARD).change == "moved"
    assert said(FIN, WARD) == {
        "COL": "no longer comes to Finance (FIN), but to Ward (W) of ELFT",
        "ELFT": "comes to Ward (W), 15 January 2027 to 31 March 2027, no longer to Finance (FIN) of COL",
    }


def test_a_move_within_a_host() -> None:
    assert said(FIN, ART) == {"COL": "moves from Finance (FIN) to Gallery (ART)"}
    assert said(FIN, replace(ART, family_name="Obi")) == {
        "COL": "moves from Finance (FIN) to Gallery (ART); name Ama Nwosu → Ama Obi"
    }


def test_who_is_new_and_who_is_gone() -> None:
    assert one(None, FIN).change == "new"
    assert said(None, FIN) == {"COL": "comes to Finance (FIN), 15 January 2027 to 31 March 2027"}
    assert one(FIN, None).change == "gone"
    assert said(FIN, None) == {"COL": "no longer comes to Finance (FIN), 15 January 2027 to 31 March 2027"}


def test_every_fact_that_is_told_otherwise() -> None:
    other = replace(
        FIN,
        given_names="Amma",
        standard="ST0072",
        employer=None,
        status="break",
        starts_on=date(2027, 1, 18),
        ends_on=None,
        team="Accounts",
        site="Walbrook",
        supervisor="Jo Bell",
    )
    found = one(FIN, other)
    assert found.change == "changed"
    assert found.facts == (
        Fact("name", "Ama Nwosu", "Amma Nwosu"),
        Fact("standard", "ST0070", "ST0072"),
        Fact("employer", "COL", None),
        Fact("status", "active", "break"),
        Fact("starts_on", date(2027, 1, 15), date(2027, 1, 18)),
        Fact("ends_on", date(2027, 3, 31), None),
        Fact("team", "Finance", "Accounts"),
        Fact("site", "Guildhall", "Walbrook"),
        Fact("supervisor", "Sam Lee", "Jo Bell"),
    )
    assert in_words(found, "COL") == (
        "name Ama Nwosu → Amma Nwosu; standard ST0070 → ST0072; employer COL → –; status active → break; "
        "first day 15 January 2027 → 18 January 2027; last day 31 March 2027 → –; team Finance → Accounts; "
        "site Guildhall → Walbrook; supervisor Sam Lee → Jo Bell"
    )


def test_in_order_of_time_then_as_people_count() -> None:
    rows = [replace(row, apprentice=code) for code in ("A10", "A9") for row in (FIN, EARLY)]
    assert [(d.cycle, d.apprentice) for d in differences(rows, [])] == [
        ("B", "A9"),
        ("B", "A10"),
        ("Z", "A9"),
        ("Z", "A10"),
    ]


def test_grouped_by_host() -> None:
    found = differences([FIN, EARLY], [WARD])
    assert {host: [d.cycle for d in here] for host, here in by_host(found).items()} == {
        "COL": ["B", "Z"],
        "ELFT": ["Z"],
    }


def test_of_codes_only_moves_are_compared_and_no_more() -> None:
    kept = Told(apprentice="A2", cycle="Z", placement="FIN")
    assert differences([kept], [FIN], codes_only=True) == []
    (moved,) = differences([kept], [WARD], codes_only=True)
    assert (moved.change, moved.name, moved.hosts, moved.facts) == ("moved", "Ama Nwosu", ["ELFT"], ())
    assert in_words(moved, "ELFT") == "moves from FIN to Ward (W)"
    (gone,) = differences([kept], [], codes_only=True)
    assert (gone.name, gone.hosts, in_words(gone, None)) == (None, [None], "no longer comes to FIN")


ROWS = st.lists(
    st.builds(
        lambda row, code, cycle: replace(row, apprentice=code, cycle=cycle),
        st.sampled_from([FIN, ART, WARD, replace(FIN, team="Accounts")]),
        st.sampled_from(["A1", "A2"]),
        st.sampled_from(["B", "Z"]),
    ),
    unique_by=lambda row: (row.apprentice, row.cycle),
)


@given(ROWS, ROWS)
def test_what_differs_leads_from_one_to_the_other_and_back(before: list[Told], after: list[Told]) -> None:
    found = differences(before, after)
    cells = {(row.apprentice, row.cycle): row for row in before}
    for difference in found:
        assert cells.pop((difference.apprentice, difference.cycle), None) == difference.before
        if difference.after:
            cells[difference.apprentice, difference.cycle] = difference.after
    assert cells == {(row.apprentice, row.cycle): row for row in after}
    back = differences(after, before)
    assert [(d.before, d.after) for d in back] == [(d.after, d.before) for d in found]


WORDS = ("COL-A", "COL-B", "LBH-A", ".")


@given(
    before=st.lists(st.sampled_from(WORDS), min_size=8, max_size=8),
    after=st.lists(st.sampled_from(WORDS), min_size=8, max_size=8),
    gone=st.sampled_from([None, "COL-B", "LBH-A"]),
    renamed=st.sampled_from([None, "COL-A", "COL-B"]),
    leaves=st.booleans(),
    ends=st.sampled_from([LAST, date(2027, 7, 30)]),
)
def test_what_moved_and_what_is_outdated_are_all_differences(
    before: list[str], after: list[str], gone: str | None, renamed: str | None, leaves: bool, ends: date
) -> None:
    """Of two people in four cycles, whatever becomes of teams, people and days."""
    told = publication(board({"A1": " ".join(before[:4]), "A2": " ".join(before[4:])}))
    plan = {"A1": after[:4]} if leaves else {"A1": after[:4], "A2": after[4:]}
    now = board(
        {who: " ".join("." if word == gone else word for word in words) for who, words in plan.items()},
        apprentices=[person(who, ends_on=ends) for who in plan],
        placements=[
            replace(team, team="Renamed") if team.placement == renamed else team
            for team in TEAMS
            if team.placement != gone
        ],
    )
    was, is_now = placed(told.assignments), placed(now.assignments())
    moved = {place for place in was | is_now if was.get(place) != is_now.get(place)}
    found = differences(told.rows, told_of(now.programme, now.assignments()))
    assert moved | outdated(told, now.programme) == {(one.apprentice, one.cycle) for one in found}
