"""What other hosts keep to themselves in a copy, found by whose it is and what is in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apprentices.exchange.parcels.keys import new_key, save
from apprentices.exchange.parcels.untold import not_told_in
from apprentices.not_told import EVERYTHING_TOLD, NotTold
from apprentices.programme import TABLE, Apprentice, Clearance, Host, Placement, SettingRow
from apprentices.shared import HOST_KEYS, LEFT, SHARED_ROWS, HostKey, SharedRow, key_file
from tests.build import worded
from tests.memory import Memory, MemoryStore

HOSTS = ("COL", "ELFT", "LBH")
Told = Callable[..., NotTold]


def somebody(code: str, employer: str | None, **more: Any) -> Apprentice:
    days = {"starts_on": date(2026, 9, 7), "ends_on": date(2027, 9, 3)}
    return Apprentice(apprentice=code, given_names="Ayo", family_name=code, employer=employer, **days, **more)


def rows(lead: str = "COL") -> dict[str, list[Any]]:
    """Of each host a bare line, a person and a team; of COL's B0 the pay, of B1 a clearance is known."""
    people = [somebody(f"A{at}", host, standard=None) for at, host in enumerate((*HOSTS, None))]
    more = [somebody("B0", "COL", hourly_pay=14), somebody("B1", "COL")]
    return {
        "hosts": [Host(host=host, name=f"Host {host}") for host in HOSTS],
        "apprentices": [*people, *more],
        "placements": [Placement(placement=f"T{at}", host=host, team="Ward", seats=2, supervisor="Sam")
                       for at, host in enumerate(HOSTS)],
        "clearances": [Clearance(apprentice="B1", clearance="bpss")],
        "settings": [SettingRow(setting="lead", value=lead)] if lead else [],
    }  # fmt: skip


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What is not told in a copy that is a host's, with those rows, where some hosts have left.

    The rows `came` in a parcel, or were all typed in here.
    """

    def told(
        me: str | None, there: dict[str, list[Any]], left: tuple[str, ...] = (), came: bool = True
    ) -> NotTold:
        store = MemoryStore(Memory(where=str(tmp_path / "p.db")))
        if me:
            save(new_key(me), tmp_path / "p.db")
        keys = [HostKey(key=f"key of {host}", host=host, state=LEFT) for host in left]
        shared = [
            SharedRow(host="COL", tbl=table, key=f'["{TABLE[table].key_of(row)[0]}"]', told="{}")
            for table in ("hosts", "placements", "apprentices")
            for row in there[table]
            if came
        ]
        store.write(worded("keys"), {HOST_KEYS.name: keys, SHARED_ROWS.name: shared}, {}, {})
        return not_told_in(store, there)

    return told


def test_of_others_what_is_bare_and_whom_to_ask(told: Told) -> None:
    """A team whose supervisor is known is no bare one to ELFT: only the lead host is told of that."""
    of_elft = told("ELFT", rows())
    # A3 has no employer, and is the lead host's. Of B0 and B1 more is entered here.
    assert of_elft.people == {"A0": "COL", "A2": "LBH", "A3": "COL"}
    assert (of_elft.placements, of_elft.hosts) == ({}, {"COL": "COL", "LBH": "LBH"})
    assert of_elft.signing == {"COL", "LBH"}


def test_the_lead_host_is_told_of_sites_supervisors_and_sign_offs(told: Told) -> None:
    of_col = told("COL", rows())
    assert of_col == NotTold({"A1": "ELFT", "A2": "LBH"}, {"T1": "ELFT", "T2": "LBH"},
                             {"ELFT": "ELFT", "LBH": "LBH"}, frozenset(), is_of_lead=True)  # fmt: skip


def test_what_was_typed_in_here_is_all_that_there_is(told: Told) -> None:
    """Nobody keeps anything of it; who has signed is another matter, of which only the lead host hears."""
    assert told("COL", rows(), came=False) == EVERYTHING_TOLD._replace(is_of_lead=True)
    assert told("ELFT", rows(), came=False) == EVERYTHING_TOLD._replace(signing={"COL", "LBH"})


def test_of_a_host_that_has_left_the_lead_host_is_asked(told: Told) -> None:
    assert told("ELFT", rows(), left=("LBH",)).people["A2"] == "COL"
    assert "A2" not in told("COL", rows(), left=("LBH",)).people  # it is its own now


def test_a_copy_that_is_no_hosts_is_told_everything(told: Told, tmp_path: Path) -> None:
    assert told(None, rows()) == EVERYTHING_TOLD
    assert told("ELFT", rows(lead="")) == EVERYTHING_TOLD  # nothing goes to and fro yet
    key_file(tmp_path / "p.db").write_text("no key")
    assert told(None, rows()) == EVERYTHING_TOLD
