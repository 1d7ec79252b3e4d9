"""`signoff`, `request`, `signoffs`, and what `publish` makes of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
import time_machine

from apprentices.calendar import ONE_DAY
from apprentices.errors import NotPublished
from apprentices.publishing import publish
from apprentices.rules.said import Name
from apprentices.signing import sign
from apprentices.statements import SIGNOFF, WAIVER, Waiver, stated
from apprentices.workspace import Workspace
from db.store import open_store
from fixtures import PILOT
from tests.apprentices.rules.test_sign import signed as as_signed
from tests.build import TODAY, worded
from tests.commands.conftest import Program
from tests.fixtures.expected_pilot import mend

DAY, LATER = "2026-11-23 12:00", "2026-11-23 14:00"
CYCLES = ("C1", "C2", "C3", "C4", "C5", "C6")


def sign_all(workspace: Workspace, *hosts: str) -> None:
    """Hosts agree to every cycle, as one event: quicker than one by one."""
    rows = [as_signed(workspace.board, host, cycle) for host in hosts for cycle in CYCLES]
    workspace.store.write(worded("signed"), {SIGNOFF.name: rows}, {}, {})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The pilot without conflicts, every cycle signed on 4 November 2026 by COL and LBH; and by ELFT too."""
    folder = tmp_path_factory.mktemp("kept")
    two, three = folder / "two.db", folder / "three.db"
    with time_machine.travel(DAY), closing(open_store(two, create=True)) as store:
        workspace = Workspace(store, TODAY)
        workspace.import_files([PILOT])
        mend(workspace)
        sign_all(workspace, "COL", "LBH")
        copy(two, three)
    with closing(open_store(three)) as store:
        sign_all(Workspace(store, TODAY), "ELFT")
    return two, three


@pytest.fixture
def signed(program: Program, kept: tuple[Path, Path], tmp_path: Path) -> Iterator[Program]:
    """The program where two hosts have signed."""
    copy(kept[0], tmp_path / "p.db")
    with time_machine.travel(LATER):  # and time goes on: what was said last counts
        yield program


@pytest.fixture
def agreed(signed: Program, kept: tuple[Path, Path], tmp_path: Path) -> Program:
    """The program where all three have."""
    copy(kept[1], tmp_path / "p.db")
    return signed


def states(program: Program, cycle: str) -> dict[str, str]:
    found = program("signoffs", "--cycle", cycle, "--json").json["signoffs"]
    return {one["host"]: one["state"] for one in found}


def test_signing_says_what_is_agreed_to_and_is_not_done_twice(signed: Program) -> None:
    """Who is at ELFT in C2 is asked of the export."""
    there = {
        row["apprentice"]
        for row in signed("export", "rotations", "--host", "ELFT", "--cycle", "C2", "--draft", "--json").json
    }
    ran = signed("signoff", "elft", "2", "--by", "Parveen Lodhia", "--role", "Chief People Officer")
    assert ran.code == 0
    assert f"for East London NHS Foundation Trust: {len(there)} people come." in ran.out
    assert all(f"{code} " in ran.out for code in there)
    again = signed("signoff", "ELFT", "C2", "--by", "Parveen Lodhia")
    assert again.code == 2
    assert "Parveen Lodhia signed C2 for ELFT on 23 November 2026, exactly as it is now." in again.err
    assert states(signed, "C2") == {"COL": "signed", "LBH": "signed", "ELFT": "signed"}
    assert "agreed by all 3" in signed("signoffs", "--cycle", "C2").out


def test_a_move_makes_both_hosts_stale_and_signing_anew_agrees_to_it(agreed: Program) -> None:
    signed = agreed
    moved = signed("assign", "A12", "C2", "COL-HR")  # from ELFT-HR
    assert moved.out.count("SIGN-STALE") == 2
    assert states(signed, "C2") == {"COL": "stale", "LBH": "signed", "ELFT": "stale"}
    told = " ".join(signed("signoffs", "--cycle", "C2").out.split())
    assert "agreed by 1 of 3, changed since for COL and ELFT" in told
    assert "Ifrah Warsame comes to People operations (COL-HR)" in told
    assert "Ifrah Warsame no longer comes to People and culture (ELFT-HR)" in told
    assert signed("signoff", "COL", "C2", "--by", "Rosalind Achterman").code == 0
    assert states(signed, "C2") == {"COL": "signed", "LBH": "signed", "ELFT": "stale"}
    signed("assign", "A12", "C2", "ELFT-HR")
    assert states(signed, "C2") == {"COL": "stale", "LBH": "signed", "ELFT": "signed"}


def test_a_sign_off_is_withdrawn_and_stays_in_the_record(signed: Program) -> None:
    assert signed("signoff", "withdraw", "2", "--by", "Devika Ramnarine", "--why", "Too early").code == 0
    assert states(signed, "C2")["COL"] == "missing"  # the second that was signed: COL, C2
    assert signed("signoff", "withdraw", "2", "--by", "Devika Ramnarine", "--why", "x").code == 2
    assert signed("signoff", "withdraw", "99", "--by", "Devika Ramnarine", "--why", "x").code == 2
    assert signed("undo").code in (0, 1)
    assert states(signed, "C2")["COL"] == "missing"  # nobody's word is taken back by undo


def test_a_request_runs_from_asked_to_the_sponsors_decision(signed: Program) -> None:
    """Asked on 23 November: due on the 30th, a decision paper after 7 December. Nothing is ever approved."""
    asked = signed("request", "ELFT", "C4", "--by", "Ruth Adeyemi")
    assert "an answer is due on 30 November 2026" in asked.out
    assert signed("request", "ELFT", "C4", "--by", "Ruth Adeyemi").code == 2
    assert signed("request", "COL", "C4", "--by", "Ruth Adeyemi").code == 2  # has agreed
    assert signed("request", "ELFT", "C5", "--by", "Ruth Adeyemi", "--due", "2026-11-22").code == 2
    words = []
    for day in ("2026-11-30", "2026-12-01", "2026-12-07", "2026-12-08", "2027-09-01"):
        with time_machine.travel(f"{day} 12:00", tick=False):
            (one,) = signed("signoffs", "--host", "ELFT", "--cycle", "C4", "--json").json["signoffs"]
        words.append((one["state"], one["asked"]["stage"], one["asked"]["days"]))
    assert words == [
        ("missing", "asked", 7), ("missing", "overdue", 8), ("missing", "overdue", 14),
        ("missing", "decision", 15), ("missing", "decision", 282),
    ]  # fmt: skip
    told = " ".join(signed("signoffs", "--cycle", "C4").out.split())
    assert "agreed by 2 of 3, waiting for ELFT since 23 November" in told
    assert signed("signoff", "ELFT", "C4", "--by", "Parveen Lodhia").code == 0
    (one,) = signed("signoffs", "--host", "ELFT", "--cycle", "C4", "--json").json["signoffs"]
    assert (one["state"], one["asked"]) == ("signed", None)


def test_an_answer_is_due_before_the_cycle_is_over(signed: Program) -> None:
    """C3 ends on 4 June 2027, C1 on 4 December 2026."""
    for due in ("2027-06-05", "2031-01-01"):
        late = signed("request", "ELFT", "C3", "--by", "Ruth Adeyemi", "--due", due)
        assert (late.code, "C3 ends on 4 June 2027" in late.err) == (2, True)
    assert signed("request", "ELFT", "C3", "--by", "Ruth Adeyemi", "--due", "2027-06-04").code == 0
    with time_machine.travel("2026-12-01 12:00"):  # and in seven days it would be over
        asked = signed("request", "ELFT", "C1", "--by", "Ruth Adeyemi", "--json")
    assert asked.json["due_on"] == "2026-12-04"
    with time_machine.travel("2026-12-05 12:00"):
        over = signed("request", "ELFT", "C1", "--by", "Ruth Adeyemi")
    assert (over.code, over.err) == (2, "C1 was over on 4 December 2026: nobody need sign it any more.\n")


def test_publishing_waits_for_who_is_told_anew(signed: Program) -> None:
    """Nobody was told before: ELFT is asked for all six cycles."""
    refused = signed("publish", "--by", "Ruth Adeyemi")
    assert refused.code == 1
    assert "6 sign-offs are missing" in refused.err
    assert "ELFT has not signed C1, C2, C3, C4, C5 and C6." in refused.err
    assert "`apprentices signoffs`" in refused.err


def test_publishing_says_whom_to_tell_and_is_not_done_twice(agreed: Program) -> None:
    """A14 moves from ELFT to LBH in C2, which starts in 14 days: inside every notice."""
    first = agreed("publish", "--by", "Ruth Adeyemi")
    assert "every host and every apprentice has to be told" in first.out
    again = agreed("publish", "--by", "Ruth Adeyemi")
    assert again.code == 1
    assert "Nothing is told otherwise than in publication 1" in again.err
    agreed("assign", "A14", "C2", "LBH-LIB")  # from ELFT-HR: nothing else is in the way
    stale = agreed("publish", "--by", "Ruth Adeyemi")
    assert stale.code == 1
    assert "2 conflicts stand" in stale.err  # SIGN-STALE at ELFT and LBH
    for host in ("ELFT", "LBH"):
        assert agreed("signoff", host, "C2", "--by", "Parveen Lodhia").code == 0
    second = agreed("publish", "--by", "Ruth Adeyemi", "--json").json
    assert second["despite"] is None
    (one,) = second["tell"]
    assert (one["apprentice"], one["cycle"], one["hosts"]) == ("A14", "C2", ["ELFT", "LBH"])
    broken = {broken["host"]: broken["weeks"] for broken in one["broken_notice"]}
    assert broken == {"ELFT": 12, "LBH": 8, None: 8}


def test_despite_is_kept_with_what_stood_against_it(signed: Program) -> None:
    why = ("--despite", "--why", "The board meets today")
    assert signed("publish", "--by", "Ruth Adeyemi", *why).code == 0
    (made,) = signed("publications", "--json").json["publications"]
    assert made["despite"] == "The board meets today"
    assert "although 6 sign-offs are missing: The board meets today" in " ".join(
        signed("history").out.split()
    )


def test_cycles_that_are_over_need_no_sign_off(kept: tuple[Path, Path], tmp_path: Path) -> None:
    """C1 ends on 4 December 2026, and ELFT never signed it."""
    path = Path(copy(kept[0], tmp_path / "q.db"))
    with time_machine.travel("2026-12-05 12:00", tick=False), closing(open_store(path)) as store:
        workspace = Workspace(store, date(2026, 12, 5))
        for cycle in CYCLES[1:]:
            sign(workspace, "ELFT", cycle, "Parveen Lodhia")
        assert publish(workspace, "Ruth Adeyemi").despite is None


def test_a_waived_sign_off_is_not_waited_for(kept: tuple[Path, Path], tmp_path: Path) -> None:
    with closing(open_store(Path(copy(kept[0], tmp_path / "q.db")))) as store:
        names = [str(Name("SIGN-MISSING", cycle=cycle, host="ELFT")) for cycle in CYCLES]
        said = [
            stated(Waiver, finding=name, why="On paper", by="Pia Lund", from_on=TODAY, until_on=TODAY)
            for name in names
        ]
        store.write(worded("waived"), {WAIVER.name: said}, {}, {})
        with pytest.raises(NotPublished, match="6 sign-offs are missing"):
            publish(Workspace(store, TODAY + ONE_DAY), "Ruth Adeyemi")  # the waivers are past their end
        assert publish(Workspace(store, TODAY), "Ruth Adeyemi").despite is None


def test_a_clock_that_was_ahead_changes_nothing(signed: Program) -> None:
    """ELFT signs and is asked while the clock stands in 2028: what is said afterwards comes after it."""
    with time_machine.travel("2028-01-10 12:00"):
        assert signed("signoff", "ELFT", "C2", "--by", "First").code == 0
    assert signed("clear", "A12", "C2").code in (0, 1)
    assert states(signed, "C2")["ELFT"] == "stale"
    assert signed("request", "ELFT", "C2", "--by", "Ruth Adeyemi").code == 0
    (one,) = signed("signoffs", "--host", "ELFT", "--cycle", "C2", "--json").json["signoffs"]
    assert one["asked"]["by"] == "Ruth Adeyemi"  # the sign-off before it is no answer
    assert signed("signoff", "ELFT", "C2", "--by", "Second").code == 0
    (one,) = signed("signoffs", "--host", "ELFT", "--cycle", "C2", "--json").json["signoffs"]
    assert (one["state"], one["signed"]["by"], one["asked"]) == ("signed", "Second", None)


def test_a_request_is_withdrawn_by_its_code(signed: Program) -> None:
    code = signed("request", "ELFT", "C4", "--by", "Ruth Adeyemi", "--json").json["statement"]
    assert f"(request {code})" in " ".join(signed("signoffs", "--cycle", "C4").out.split())
    withdrawn = signed("signoff", "withdraw", code, "--by", "Ruth Adeyemi", "--why", "Asked too early")
    assert (withdrawn.code, withdrawn.out) == (0, f"Ruth Adeyemi withdrew {code}.\n")
    (one,) = signed("signoffs", "--host", "ELFT", "--cycle", "C4", "--json").json["signoffs"]
    assert one["asked"] is None


def test_who_withdrew_the_last_sign_off_is_told_until_another_stands(signed: Program) -> None:
    """The second that was signed is COL's of C2."""
    signed("signoff", "withdraw", "2", "--by", "Devika Ramnarine", "--why", "Too early")
    told = " ".join(signed("signoffs", "--cycle", "C2").out.split())
    assert "COL: its sign-off was withdrawn by Devika Ramnarine on 23 November 2026: Too early" in told
    there = ("signoffs", "--host", "COL", "--cycle", "C2", "--json")
    (one,) = signed(*there).json["signoffs"]
    assert one["withdrawn"] == {"by": "Devika Ramnarine", "on": "2026-11-23", "why": "Too early"}
    signed("signoff", "COL", "C2", "--by", "Devika Ramnarine")
    (one,) = signed(*there).json["signoffs"]
    assert one["withdrawn"] is None
