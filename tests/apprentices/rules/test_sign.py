"""SIGN rules: what hosts have agreed to, against the draft after any edit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apprentices.agreement.digests import canonical, digest
from apprentices.board import Board, Edit
from apprentices.rules.checker import Checker
from apprentices.rules.said import Finding
from apprentices.statements import Ending, Request, SignOff, Statements, stated
from apprentices.told import Told, told_of
from tests.build import CYCLES, HOSTS, TEAMS, TODAY, board, person, places

AT = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
FULL = "COL-A LBH-A ELFT-A COL-B"


def told(made: Board, host: str, cycle: str) -> list[Told]:
    """What a host would be told, found without the program's own ways: row by row."""
    rows = told_of(made.programme, made.assignments())
    return [row for row in rows if (row.host, row.cycle) == (host, cycle)]


def signed(made: Board, host: str, cycle: str) -> SignOff:
    """The host agrees to the cycle as it stands on that board."""
    rows = told(made, host, cycle)
    agreed_to = canonical(rows).decode()
    return stated(
        SignOff, at=AT, host=host, cycle=cycle, digest=digest(rows), rows=agreed_to, by="Parveen Lodhia"
    )


def asked(host: str, cycle: str, due: date) -> Request:
    return stated(Request, at=AT, host=host, cycle=cycle, due_on=due, by="Ruth Adeyemi")


def said(
    made: Board, rule: str, signoffs: Any = (), requests: Any = (), endings: Any = (), today: date = TODAY
) -> list[Finding]:
    statements = Statements(signoffs=signoffs, requests=requests, endings=endings)
    findings = Checker(made, today, statements=statements).findings()
    return [finding for finding in findings if finding.rule == rule]


# C3 starts on 8 March 2027; twelve weeks before is 14 December 2026. It ends on 4 June 2027.
@pytest.mark.parametrize(("today", "is_told"), [
    (date(2026, 12, 13), False), (date(2026, 12, 14), True),
    (date(2027, 6, 4), True), (date(2027, 6, 5), False),
])  # fmt: skip
def test_missing_from_twelve_weeks_before_until_the_cycle_is_over(today: date, is_told: bool) -> None:
    found = [one for one in said(board({"A1": FULL}), "SIGN-MISSING", today=today) if one.cycle == "C3"]
    assert places(found) == ([(None, "C3", None, "ELFT")] if is_told else [])  # nobody is elsewhere then


def test_who_has_signed_is_not_told_unless_that_was_withdrawn() -> None:
    made = board({"A1": FULL})
    agreed = signed(made, "COL", "C1")
    gone = stated(Ending, ends=agreed.statement, why="Signed in error", by="Parveen Lodhia")
    hosts = [[one.host for one in said(made, "SIGN-MISSING", [agreed], endings=end)] for end in ((), [gone])]
    assert hosts == [["LBH"], ["COL", "LBH"]]  # C1 and C2; C3 starts in 105 days


def test_a_request_is_told_once_it_is_overdue_and_time_approves_nothing() -> None:
    """C4 starts on 7 June 2027, far ahead. Asked on 4 November, due on the 11th; 14 days end on the 18th."""
    hosts = [replace(one, sponsor="Emeka Obiozor", sponsor_role="Director") for one in HOSTS]
    made = board({"A1": FULL}, hosts=hosts)
    words = []
    for today in (date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 18), date(2026, 11, 19)):
        found = said(made, "SIGN-MISSING", requests=[asked("COL", "C4", date(2026, 11, 11))], today=today)
        words.append([one.problem.partition("; it was ")[2] for one in found if one.cycle == "C4"])
    reminder = (
        "asked on 4 November 2026, by Ruth Adeyemi; an answer was due on 11 November 2026: a reminder is due."
    )
    paper = (
        "asked on 4 November 2026, by Ruth Adeyemi; no answer came by 18 November 2026: a decision paper for "
        "Emeka Obiozor, Director is due."
    )
    assert words == [[], [reminder], [reminder], [paper]]
    late = said(
        made, "SIGN-MISSING", requests=[asked("COL", "C4", date(2026, 11, 11))], today=date(2027, 9, 3)
    )
    assert [one.cycle for one in late] == ["C4"]  # ten months later, on its last day, still not signed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"C1": "COL-B"}, "Ayo A1 moves from COL-A (COL-A) to COL-B (COL-B)"),
        ({"C1": "LBH-A"}, "Ayo A1 no longer comes to COL-A (COL-A), 7 September 2026 to 4 December 2026"),
        ({"C1": None}, "Ayo A1 no longer comes to COL-A (COL-A), 7 September 2026 to 4 December 2026"),
    ],
)
def test_stale_names_what_moved(changes: Mapping[str, str | None], words: str) -> None:
    made = board({"A1": FULL})
    agreed = signed(made, "COL", "C1")
    assert said(made, "SIGN-STALE", [agreed]) == []
    for cycle, team in changes.items():
        made.put(Edit("A1", cycle, team))
    (stale,) = said(made, "SIGN-STALE", [agreed])
    assert places([stale]) == [(None, "C1", None, "COL")]
    assert stale.severity == "conflict"
    assert stale.problem == (
        "Parveen Lodhia signed C1 (7 September 2026 to 4 December 2026) for City of London Corporation on "
        f"4 November 2026, and what the host is told differs by now for 1: {words}."
    )
    made.put(Edit("A1", "C1", "COL-A", pinned=True))  # back, and a pin is nothing that a host agrees to
    assert said(made, "SIGN-STALE", [agreed]) == []


def test_of_many_moves_five_are_named_in_the_order_of_the_programme() -> None:
    codes = [f"A{number}" for number in range(1, 9)]
    made = board(dict.fromkeys(codes, "COL-A"))
    agreed = signed(made, "COL", "C1")
    for code in reversed(codes):
        made.put(Edit(code, "C1", None))
    (stale,) = said(made, "SIGN-STALE", [agreed])
    assert stale.excess == 8
    named = [code for code in codes if f"Ayo {code} " in stale.problem]
    assert named == codes[:5]
    assert stale.problem.endswith(" and 3 more.")


def test_a_host_may_agree_to_have_nobody() -> None:
    made = board({"A1": FULL})
    agreed = signed(made, "ELFT", "C1")
    assert said(made, "SIGN-STALE", [agreed]) == []
    made.put(Edit("A1", "C1", "ELFT-B"))
    (stale,) = said(made, "SIGN-STALE", [agreed])
    assert "Ayo A1 comes to ELFT-B (ELFT-B), 7 September 2026" in stale.problem


def test_names_that_are_parted_otherwise_are_told_though_they_look_the_same() -> None:
    made = board({"A1": FULL}, apprentices=[person("A1", given_names="Ayo Bo", family_name="Li")])
    agreed = signed(made, "COL", "C1")
    renamed = board({"A1": FULL}, apprentices=[person("A1", given_names="Ayo", family_name="Bo Li")])
    (stale,) = said(renamed, "SIGN-STALE", [agreed])
    assert "Ayo Bo Li the name is written otherwise" in stale.problem


def test_sponsor() -> None:
    hosts = [HOSTS[0], *(replace(one, sponsor=None) for one in HOSTS[1:])]
    assert [one.host for one in said(board({}, hosts=hosts), "SIGN-SPONSOR")] == ["ELFT", "LBH"]


TEAM_CODES = [one.placement for one in TEAMS]
cells = st.tuples(
    st.sampled_from(["A1", "A2", "A3"]), st.sampled_from(["C1", "C2"]), st.sampled_from([None, *TEAM_CODES])
)


OF_PEOPLE: list[dict[str, Any]] = [
    {"family_name": "Obi"}, {"given_names": "Ayo "}, {"employer": "LBH"}, {"standard": None},
    {"starts_on": date(2026, 10, 1)}, {"ends_on": date(2026, 11, 30)}, {"uln": None}, {"status": "break"},
]  # fmt: skip
OF_TEAMS: list[dict[str, Any]] = [
    {"team": "Other"}, {"site": "Hall"}, {"supervisor": "Sam"}, {"seats": 3}, {"host": "COL"},
    {"host": "LBH"},
]  # fmt: skip
PLAN = {"A1": "COL-A LBH-A", "A2": "COL-A COL-B", "A3": "ELFT-A COL-A"}


@st.composite
def reworked(draw: st.DrawFn) -> Board:
    """The board of PLAN with a person, a team and the first day of C1 changed, and perhaps somebody gone."""
    people = {code: person(code) for code in PLAN}
    who, at = draw(st.sampled_from([*PLAN])), draw(st.integers(0, len(TEAMS) - 1))
    people[who] = replace(people[who], **draw(st.sampled_from([{}, *OF_PEOPLE])))
    gone = draw(st.sampled_from([None, "A3"]))
    plan = {code: words for code, words in PLAN.items() if code != gone}
    teams = [*TEAMS]
    teams[at] = replace(teams[at], **draw(st.sampled_from([{}, *OF_TEAMS])))
    first = CYCLES[0].starts_on + timedelta(days=draw(st.integers(0, 1)))
    cycles = [replace(CYCLES[0], starts_on=first), *CYCLES[1:]]
    return board(plan, apprentices=[people[code] for code in plan], placements=teams, cycles=cycles)


@settings(max_examples=30)
@given(data=st.data(), edits=st.lists(cells, max_size=6))
def test_stale_if_and_only_if_what_was_signed_differs(data: st.DataObject, edits: list[Any]) -> None:
    """Stale, digests differ, rows differ: the three are one; and after each edit as after a full check."""
    made = board(PLAN)
    signoffs = [signed(made, host.host, cycle) for host in HOSTS for cycle in ("C1", "C2")]
    statements = Statements(signoffs=signoffs)
    after = data.draw(reworked())
    checker = Checker(after, TODAY, statements=statements)
    for edit in [None, *edits]:
        if edit and edit[0] in after.programme.apprentices:
            checker.put([Edit(*edit)])
        stale = {(one.host, one.cycle) for one in checker.findings() if one.rule == "SIGN-STALE"}
        for agreed in signoffs:
            place = (agreed.host, agreed.cycle)
            now, then = told(after, *place), told(made, *place)
            assert (place in stale) == (digest(now) != agreed.digest) == (_facts(now) != _facts(then))
    full = Checker(after, TODAY, statements=statements)
    assert sorted(map(repr, checker.findings())) == sorted(map(repr, full.findings()))


def _facts(rows: list[Told]) -> set[tuple[Any, ...]]:
    """Rows without pins, status and the whole days of the cycle."""
    return {
        (
            r.apprentice,
            r.given_names,
            r.family_name,
            r.standard,
            r.employer,
            r.cycle,
            r.starts_on,
            r.ends_on,
            r.host,
            r.placement,
            r.team,
            r.site,
            r.supervisor,
        )
        for r in rows
    }
