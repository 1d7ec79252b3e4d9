"""Parcels of two programmes in stores: what is written, in which events, and what can be taken back."""

from datetime import date

import pytest

from apprentices.errors import NothingToUndo, ParcelRefused, UsageError
from apprentices.exchange.parcels.keys import OwnKey, new_key
from apprentices.exchanging import Choices, TakenIn, parcel_for, taken_in
from apprentices.host_keys import add_key, set_lead
from apprentices.programme import Cycle
from apprentices.publishing import publish
from apprentices.signing import sign
from apprentices.statements import Request, SignOff, stated
from apprentices.stating import state
from apprentices.tables import KEPT
from apprentices.told import told_of
from apprentices.workspace import Workspace
from tests.build import CYCLES, HOSTS, PUBLISHED, TODAY, person, team, worded
from tests.memory import Memory, MemoryStore

KEYS = {"COL": new_key("COL"), "ELFT": new_key("ELFT")}
EVERYTHING = Choices(theirs=("all",))


def workspace(host: str, **rows: list[object]) -> Workspace:
    store = MemoryStore(Memory())
    store.write(worded("begun"), rows, {}, {})
    found = Workspace(store, TODAY)
    for key in KEYS.values():
        if key.host != host:
            add_key(found, key.public)
    set_lead(found, "COL")
    return found


@pytest.fixture
def col() -> Workspace:
    return workspace(
        "COL",
        hosts=list(HOSTS),
        cycles=list(CYCLES),
        placements=[team("COL-A", supervisor="Sam"), team("ELFT-A")],
        apprentices=[person("A1", standard=None), person("A2", standard=None, employer="ELFT")],
    )


@pytest.fixture
def elft() -> Workspace:
    return workspace("ELFT")


def own(host: str) -> OwnKey:
    return KEYS[host]


def send(sender: Workspace, receiver: Workspace, to: str, choices: Choices = EVERYTHING) -> TakenIn:
    (by,) = KEYS.keys() - {to}
    return taken_in(receiver, parcel_for(sender, to, own(by)), own(to), choices)


def test_a_parcel_is_one_event_that_is_taken_back_whole(col: Workspace, elft: Workspace) -> None:
    before = {name: elft.store.rows_of(name) for name in KEPT}
    done = send(col, elft, "ELFT")
    assert done.counts["cycles"] == {"new": 4, "changed": 0, "removed": 0}
    assert set(elft.programme.apprentices) == {"A1", "A2"}
    assert elft.programme.apprentices["A1"].date_of_birth is None
    assert elft.programme.bank_holidays[date(2026, 12, 25)] == "Christmas Day"
    event = elft.history(1)[0]
    assert elft.told(event) == "parcel of COL taken in"
    elft.undo(event.id)
    assert {name: elft.store.rows_of(name) for name in KEPT} == before


def test_the_same_parcel_once_more_writes_nothing(col: Workspace, elft: Workspace) -> None:
    parcel = parcel_for(col, "ELFT", own("COL"))
    taken_in(elft, parcel, own("ELFT"), EVERYTHING)
    events = len(elft.history())
    assert taken_in(elft, parcel, own("ELFT")).counts == {}
    assert len(elft.history()) == events


def test_statements_and_publications_are_events_of_their_own_and_stay(
    col: Workspace, elft: Workspace
) -> None:
    send(col, elft, "ELFT")
    asked = state(col, lambda: stated(Request, host="ELFT", cycle="C1", due_on=TODAY, by="Ruth"))
    col.assign("A2", "C1", "COL-A")
    col.reload()
    col.store.publish("Ruth", PUBLISHED, None, told_of(col.programme, col.board.assignments()))
    done = send(col, elft, "ELFT")
    assert (done.said, done.published) == (1, [1])
    assert elft.statements.requests == [asked]
    assert [(row.apprentice, row.supervisor) for row in elft.publication(1).rows] == [("A2", "Sam")]
    newest = elft.history(3)
    assert [event.kind for event in newest] == ["parcel-in", "parcel-said", "parcel-told"]
    for event in newest[1:]:
        with pytest.raises(NothingToUndo):
            elft.undo(event.id)
    elft.undo(newest[0].id)
    assert elft.statements.requests == [asked]
    signed = stated(SignOff, host="ELFT", cycle="C1", digest="a" * 64, rows="[]", by="Mo")
    state(elft, lambda: signed)
    assert send(elft, col, "COL", Choices()).said == 1
    assert col.statements.signoffs == [signed]


def test_that_a_parcel_was_made_is_not_taken_back(col: Workspace) -> None:
    parcel_for(col, "ELFT", own("COL"))
    event = col.history(1)[0]
    assert col.told(event) == "parcel made for ELFT"
    with pytest.raises(NothingToUndo, match="what was handed over can't be called back"):
        col.undo(event.id)
    assert col.undo().undoes != event.id  # it is not in the way of one's own last change


def test_a_row_that_no_file_could_bring_has_all_of_it_refused(col: Workspace, elft: Workspace) -> None:
    long = Cycle(cycle="C1", name="x" * 900, starts_on=CYCLES[0].starts_on, ends_on=CYCLES[0].ends_on)
    col.store.write(worded("by an older version"), {"cycles": [long]}, {}, {})
    events = len(elft.history())
    with pytest.raises(ParcelRefused, match=r"C1 in cycles: name .* 900 characters; 200 are the most"):
        send(col, elft, "ELFT")
    assert len(elft.history()) == events
    assert not elft.programme.cycles


def test_a_choice_about_nothing_is_refused(col: Workspace, elft: Workspace) -> None:
    for choices, words in (
        (Choices(ours=("hosts:NOBODY",)), "hosts:NOBODY does not collide"),
        (Choices(ours=("hosts",), theirs=("hosts",)), "hosts is chosen on both sides"),
    ):
        with pytest.raises(UsageError, match=words):
            send(col, elft, "ELFT", choices)
    assert not elft.programme.hosts


def test_only_the_lead_host_publishes_where_one_is_named(elft: Workspace, col: Workspace) -> None:
    with pytest.raises(UsageError, match="Publications are those of COL, the lead host: this copy is ELFT's"):
        publish(elft, "Mo", own="ELFT")
    assert elft.published is None
    col.assign("A2", "C1", "COL-A")
    assert publish(col, "Ruth", despite="a test", own="COL").number == 1


def test_a_host_signs_for_itself_and_the_lead_host_records_what_others_said(
    elft: Workspace, col: Workspace
) -> None:
    send(col, elft, "ELFT")
    with pytest.raises(
        UsageError, match="This copy is ELFT's: LBH signs in its own, or the lead host records it"
    ):
        sign(elft, "LBH", "C1", "Mo", own="ELFT")
    assert not elft.statements.signoffs
    assert sign(elft, "ELFT", "C1", "Mo", own="ELFT").host == "ELFT"
    assert sign(col, "ELFT", "C1", "Mo", own="COL").host == "ELFT"
