"""Statements travel from who may make them to whom they concern, and none is lost or changed on the way."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from apprentices.agreement.digests import FACTS
from apprentices.canonical import canonical_json
from apprentices.errors import ParcelRefused
from apprentices.exchange.parcels.contents import content_for
from apprentices.exchange.parcels.said import Speakers, told_to
from apprentices.exchange.parcels.taking import take
from apprentices.statements import TABLE_OF, Ending, Entry, Request, SignOff, Statement, Waiver, stated
from tests.exchange.parcels.copies import HOSTS, NOBODY, copies, exchange, hand, stating

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


def signed(host: str, cycle: str = "C1") -> SignOff:
    return stated(SignOff, host=host, cycle=cycle, digest="a" * 64, rows="[]", by="Zoë Ø", at=NOON)


def entered(host: str | None, title: str) -> Entry:
    return stated(Entry, kind="barrier", title=title, host=host, by="Ruth", at=NOON)


ASKED = stated(Request, host="ELFT", cycle="C1", due_on=date(2026, 11, 11), by="Ruth", at=NOON)
WAIVED = stated(
    Waiver,
    finding="PLAN-GAP A1",
    why="away",
    from_on=date(2026, 11, 4),
    until_on=date(2026, 12, 4),
    by="Ruth",
    at=NOON,
    excess=2,
)


def waiving(finding: str) -> Waiver:
    day = date(2026, 11, 4)
    return stated(Waiver, finding=finding, why="full", from_on=day, until_on=day, by="Mo", at=NOON)


OF_LBH = waiving("PLAN-SEATS/cycle=C1/placement=T2/host=LBH")


def ended(said: Statement) -> Ending:
    return stated(Ending, ends=said.statement, why="moved", by="Ruth", at=NOON)


def test_each_goes_to_the_lead_host_and_to_those_that_it_names() -> None:
    of_elft, of_lbh, of_all = entered("ELFT", "No desk"), entered("LBH", "No bus"), entered(None, "Late")
    by_lead = (ASKED, WAIVED, of_elft, of_lbh, of_all, ended(ASKED), ended(WAIVED), signed("COL"))
    world = copies()
    world["COL"] = stating(world["COL"], *by_lead)
    world["ELFT"] = stating(world["ELFT"], signed("ELFT"), ended(signed("ELFT")))
    for sender, receiver in permutations(HOSTS, 2):
        exchange(world, sender, receiver)
    of_elfts = {signed("ELFT"), ended(signed("ELFT"))}
    assert set(world["COL"].statements.values()) == {*by_lead, *of_elfts}
    assert set(world["ELFT"].statements.values()) == {*of_elfts, ASKED, ended(ASKED), of_elft, of_all}
    assert set(world["LBH"].statements.values()) == {of_lbh, of_all}


def test_a_waiver_goes_from_the_host_that_may_make_it_to_the_lead_host() -> None:
    """PLAN-SEATS is the host's to waive that is concerned, PLAN-GAP the lead host's, PAY-NMW nobody's."""
    of_lead = [waiving("PLAN-GAP/apprentice=A1a/cycle=C1"), waiving("PAY-NMW/apprentice=A1a")]
    world = copies()
    world["LBH"] = stating(world["LBH"], OF_LBH, ended(OF_LBH), *of_lead)
    assert set(exchange(world, "LBH", "COL").said) == {OF_LBH, ended(OF_LBH)}
    assert not exchange(world, "LBH", "ELFT").said
    world["COL"] = stating(world["COL"], *of_lead)
    for host in ("ELFT", "LBH"):
        assert not exchange(world, "COL", host).said  # a reason may be about a person


def test_the_lead_host_waives_for_a_host_that_has_left() -> None:
    for left, maker in ((frozenset[str](), "LBH"), (frozenset({"LBH"}), "COL")):
        assert Speakers("COL", {}, left).makers(OF_LBH) == {maker}


def test_the_same_one_twice_is_there_once() -> None:
    world = copies()
    world["ELFT"] = stating(world["ELFT"], signed("ELFT"))
    assert len(exchange(world, "ELFT", "COL").said) == 1
    assert not exchange(world, "ELFT", "COL").said


@pytest.mark.parametrize(
    "said",
    [
        signed("COL"),
        ASKED,
        WAIVED,
        waiving("PLAN-SEATS/cycle=C1/placement=T1/host=ELFT"),
        waiving("PLAN-GAP/apprentice=A2a/cycle=C1"),
        entered("LBH", "No bus"),
        ended(signed("COL")),
    ],
    ids=lambda one: f"{type(one).__name__} {getattr(one, 'finding', '')}",
)
def test_nobody_speaks_for_another(said: Statement) -> None:
    """LBH, or for what LBH may say ELFT, tells a statement that somebody there has made up."""
    world = copies()
    sender = "ELFT" if isinstance(said, Entry) else "LBH"
    receiver = stating(world["COL"], signed("COL"))
    table = TABLE_OF[type(said)]
    plain = json.loads(canonical_json(table.values_of(said)))
    texts = {name: str(value) for name, value in plain.items() if value is not None}
    parcel = replace(content_for("COL", world[sender]), said={table.name: [texts]})
    with pytest.raises(ParcelRefused, match=f"{said.statement}, which is not its to make"):
        take(receiver, parcel, NOBODY)


def test_one_that_was_changed_is_refused() -> None:
    world = copies()
    world["ELFT"] = stating(world["ELFT"], signed("ELFT"))
    _, parcel = hand(world["ELFT"], "COL")
    for name, text in (
        ("digest", "b" * 64),
        ("by", "Somebody"),
        ("note", "x"),
        ("statement", "s0"),
        ("at", "now"),
    ):
        changed = {"signoff": [{**parcel.said["signoff"][0], name: text}]}
        with pytest.raises(ParcelRefused, match="not as it was made"):
            take(world["COL"], replace(parcel, said=changed), NOBODY)
    with pytest.raises(ParcelRefused, match="not as it was made"):
        take(world["COL"], replace(parcel, said={"hosts": [{"host": "COL"}]}), NOBODY)


FACT = dict.fromkeys(FACTS, "2026-09-07")


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "x",
        "{}",
        "[1]",
        '[{"apprentice":"A1"}]',
        canonical_json([FACT | {"starts_on": "May"}]),
        canonical_json([FACT | {"host": ["ELFT"]}]),
    ],
)
def test_a_sign_off_of_what_nobody_can_read_is_refused(rows: str) -> None:
    """Its code is right, and so is who makes it; whoever asks where ELFT stands would stumble over it."""
    world = copies()
    odd = stated(SignOff, host="ELFT", cycle="C1", digest="a" * 64, rows=rows, by="Mo", at=NOON)
    world["ELFT"] = stating(world["ELFT"], odd)
    _, parcel = hand(world["ELFT"], "COL")
    with pytest.raises(ParcelRefused, match="not as it was made"):
        take(world["COL"], parcel, NOBODY)


def test_one_about_somebody_who_was_forgotten_stays_where_it_is() -> None:
    """Its code no longer follows from what it says, so that others would take it for a forged one."""
    said = signed("COL")
    changed = replace(said, rows='[{"apprentice":"forgotten-1"}]')
    for one, there in ((said, 1), (changed, 0)):
        assert len(told_to("ELFT", "COL", Speakers("ELFT", {said.statement: one}))) == there


def test_an_ending_waits_for_what_it_ends() -> None:
    world = copies()
    early = stating(world["ELFT"], signed("ELFT"), ended(signed("ELFT")))
    whole = content_for("COL", early)
    done = take(world["COL"], replace(whole, said={"ending": whole.said["ending"]}), NOBODY)
    assert not done.said
    later = replace(whole, base=done.known.came["ELFT"].latest)
    assert set(take(done.known, later, NOBODY).said) == {signed("ELFT"), ended(signed("ELFT"))}
