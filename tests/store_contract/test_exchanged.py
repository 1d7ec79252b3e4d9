"""What a store promises for what is read when it is asked for: exchange with other hosts, kept plans."""

from datetime import UTC, datetime

import pytest

from apprentices.agreement.publications import publication
from apprentices.errors import NothingToUndo, RowRefused
from apprentices.scenario import SCENARIO, Scenario
from apprentices.shared import EXCHANGED, HostKey, ParcelSeen, SharedRow
from apprentices.store import PARCEL_TOLD, Deed, RowChange, Store
from apprentices.tables import ASIDE, KEPT
from apprentices.undoing import undo
from tests.build import PUBLISHED, worded
from tests.db.samples import NOON, ROWS, TOLD

EXCHANGED_ROWS = {
    "host_key": [HostKey(key="k1", host="COL"), HostKey(key="k0", host="COL", state="replaced")],
    "parcel_seen": [ParcelSeen(host="COL", way="in", digest="a" * 64, latest=True)],
    "shared_row": [
        SharedRow(host="COL", tbl="hosts", key='["COL"]', told='{"host":"COL"}'),
        SharedRow(host="COL", tbl="cycles", key='["C1"]', taken="{}"),
    ],
    "scenario": [Scenario(name="Fewest moves", rows="[]", by="mina", at=NOON)],
}


def test_what_is_kept_aside_is_read_when_it_is_asked_for(mina: Store, omar: Store) -> None:
    mina.write(worded("x"), EXCHANGED_ROWS, {}, {})
    assert set(EXCHANGED_ROWS) == ASIDE == {SCENARIO.name, *(table.name for table in EXCHANGED)}
    assert not ASIDE & mina.load().rows.keys()
    for name in KEPT:
        assert name == "bank_holidays" or omar.rows_of(name) == {**ROWS, **EXCHANGED_ROWS}.get(name, [])
    undo(mina)
    assert not omar.rows_of("host_key")


def test_what_others_told_is_known_by_its_key_gone_or_not(mina: Store, omar: Store) -> None:
    told = [
        SharedRow(host=host, tbl=table, key=f'["{code}"]')
        for host, table, code in (
            ("COL", "hosts", "COL"),
            ("COL", "apprentices", "A1"),
            ("LBH", "apprentices", "A1"),
            ("LBH", "apprentices", "A2"),
        )
    ]
    mina.write(worded("x"), {"shared_row": told}, {}, {})
    assert omar.told_keys("apprentices") == {'["A1"]', '["A2"]'}
    assert omar.told_keys("placements") == set()


def test_a_scenario_is_removed_and_brought_back_and_never_changed(mina: Store, omar: Store) -> None:
    made = Scenario(name="Fewest moves", rows="[]", by="mina", at=NOON)
    mina.apply(worded("kept"), [RowChange.of(SCENARIO, None, made)])
    other = Scenario(name="Fewest moves", rows="[]", by="omar", at=NOON)
    with pytest.raises(RowRefused, match="A scenario stays as it was kept"):
        omar.apply(worded("changed"), [RowChange.of(SCENARIO, made, other)])
    mina.apply(worded("removed"), [RowChange.of(SCENARIO, made, None)])
    assert omar.rows_of("scenario") == []
    undo(mina)
    assert omar.rows_of("scenario") == [made]


def test_a_publication_of_another_copy_is_kept_as_it_was_told(mina: Store, omar: Store) -> None:
    for number in (2, 1):
        made = publication(number, datetime(2026, 6, 3, 12, tzinfo=UTC), "Ruth", TOLD, note="Agreed")
        event = mina.keep(made, Deed(PARCEL_TOLD, {"host": "COL", "number": number}))
        assert omar.publication(number) == made
        with pytest.raises(NothingToUndo):
            undo(mina, event.id)
    assert [head.number for head in omar.publications()] == [2, 1]
    latest = omar.load().published
    assert latest is not None
    assert (latest.number, latest.at) == (2, NOON)
    assert omar.publish("mina", PUBLISHED, None, TOLD).number == 3
    assert [event.kind for event in mina.news()] == ["publish"]
