"""Parcels in plain lines: made for other hosts, looked over, chosen of and taken in."""

from contextlib import closing
from pathlib import Path

from apprentices.exchange.parcels.keys import save
from apprentices.exchanging import parcel_for, taken_in
from tests.plainly.somebody import heard
from tests.screens.small import small
from tests.screens.test_parcel import COL, LBH, rename, two_hosts


def test_what_collides_is_told_on_all_sides_and_chosen(tmp_path: Path) -> None:
    col, lbh = two_hosts(tmp_path)
    with closing(col.store), closing(lbh.store):
        rename(col, "Spring at COL")
        rename(lbh, "Spring at LBH")
        parcel = tmp_path / "from-col.parcel"
        parcel.write_bytes(parcel_for(col, "LBH", COL))
        said = heard(lbh, "i", str(parcel), "1", "x", "1", "b", "b", "q")
        assert "\nTake in from-col.parcel\nFrom COL: it changes nothing.\n" in said
        heading = "Changed on both sides; what nobody chooses stays as it is here"
        sides = "cycles:C1 name, as it was: not known, here: Spring at LBH, there: Spring at COL"
        assert f"\n{heading}\n1. {sides}\n" in said
        assert "\nThat is neither o nor t.\n" in said
        assert lbh.programme.cycles[0].name == "Spring at LBH"
        said = heard(lbh, "i", str(parcel), "1", "o", "1", "t", "y", "q")
        assert f"1. {sides}; it stays as it is here\n" in said
        assert f"1. {sides}; it becomes as it is there\n" in said
        assert "\nTook in the parcel of COL. The history (9) takes it back.\n" in said
        assert lbh.programme.cycles[0].name == "Spring at COL"


def test_a_parcel_that_is_refused_says_why(tmp_path: Path) -> None:
    workspace = small(tmp_path / "p.db")
    (tmp_path / "x.parcel").write_bytes(b"nothing that anybody has sealed")
    steps = ("i", str(tmp_path / "x.parcel"), "y", "b", "q")
    assert "This computer has no key of a host yet." in heard(workspace, *steps)
    save(LBH, tmp_path / "p.db")
    said = heard(workspace, *steps)
    assert "\nThe parcel was refused. " in said
    assert "\ny: there is no such choice here." in said


def test_parcels_are_made_for_hosts_whose_keys_are_known(tmp_path: Path) -> None:
    """LBH knows the key of COL, which takes in what it is given."""
    col, lbh = two_hosts(tmp_path)
    with closing(col.store), closing(lbh.store):
        said = heard(lbh, "e", "=Parcels for other hosts", str(tmp_path / "out"), "q")
        assert "Written: 1 file of the programme as it is now, in " in said
        made = tmp_path / "out" / "for-COL.parcel"
        assert taken_in(col, made.read_bytes(), COL).sender == "LBH"
