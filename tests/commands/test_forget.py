"""forget and retention, as a script calls them."""

from contextlib import closing
from pathlib import Path

import time_machine

from apprentices.forgetting import forget
from apprentices.planner.problem import Keep, Scope
from apprentices.planner.run import SEED, Asked, run
from apprentices.planning import apply, base_of
from apprentices.workspace import Workspace
from db.store import open_store
from tests.build import TODAY
from tests.commands.conftest import Program
from tests.screens.terminal import Terminal

FORGET = ("forget", "Nwachukwu", "--by", "Ruth", "--why", "Asked for it")
CLOSURES = (
    "host,starts_on,ends_on,reason\nCOL,2027-02-01,2027-02-01,Amara Nwachukwu speaks\n"
    "COL,2027-02-02,2027-02-02,Amara's day\n"
)


def test_somebody_is_forgotten(pilot: Program, tmp_path: Path) -> None:
    assert pilot("publish", "--by", "Ruth", "--despite", "--why", "Told by post").code == 0
    asked = pilot(*FORGET)
    assert (asked.code, asked.out) == (2, "")
    assert "needs --yes" in asked.err
    named = pilot("forget", "A01", "--by", "Ruth", "--why", "Amara asked for it", "--yes")
    assert named.code == 2
    assert "names the person" in named.err
    assert pilot("forget", "A01", "--yes").code == 2  # nobody says who and why
    assert pilot("forget").code == 2
    (tmp_path / "closures.csv").write_text(CLOSURES, encoding="utf-8")
    assert pilot("import", tmp_path / "closures.csv").code == 0
    (tmp_path / "p.db.replaced-2026-11-01T0900").touch()
    done = pilot(*FORGET, "--yes", "--json")
    assert done.code == 0
    assert (done.json["pseudonym"], done.json["cleared"]) == ("forgotten-1", True)
    # As the files of the pilot have them: 6 cycles, all published.
    assert (done.json["rows"]["assignments"], done.json["rows"]["publications"]) == (6, 6)
    # What else holds a part of the name is left to be looked at; the whole name is gone.
    assert [(one["table"], one["key"], one["text"]) for one in done.json["mentions"]] == [
        ("closures", "COL 2027-02-02", "Amara's day")
    ]
    assert done.json["copies"] == [str(tmp_path / "p.db.replaced-2026-11-01T0900")]
    assert pilot("forget", "A01", *FORGET[2:], "--yes").code == 2
    assert b"Nwachukwu" not in (tmp_path / "p.db").read_bytes()
    assert pilot("publications", "--json").json["publications"][0]["forgotten"] == 1
    assert "1 person was forgotten" in pilot("publications").err
    diff = pilot("diff")
    assert "C1 forgotten-1 (forgotten): no longer comes to" in diff.out
    assert "the digests of what they were told no longer match" in diff.err.replace("\n", " ")
    assert "can't be undone" in pilot("undo", 1).err
    for words in (("history",), ("board", "--published"), ("export", "letters", tmp_path / "letters")):
        assert pilot(*words).code == 0
    assert not list((tmp_path / "letters").glob("*forgotten*"))
    assert pilot("doctor").code == 0
    assert pilot("forget", "--finish").out == "Free space and logs are cleared.\n"


def test_a_sign_off_of_who_was_forgotten_says_so_and_not_that_anybody_moved(pilot: Program) -> None:
    """A01 is in COL-FIN in C2 and C4; in C4 somebody else moves as well."""
    with time_machine.travel("2026-11-23 12:00"):
        for cycle in ("C2", "C4"):
            assert pilot("signoff", "COL", cycle, "--by", "Rosalind").code == 0
        assert pilot(*FORGET, "--yes").code == 0
        (found,) = _stale(pilot, "C2")
        assert (
            "on 23 November 2026, and nobody has moved since, but somebody was forgotten: (forgotten) no "
            "longer comes to Chamberlain's finance support (COL-FIN)"
        ) in found["message"]
        assert "go back" not in found["message"]
        assert (
            "Changed since: (forgotten) no longer comes"
            in pilot("signoffs", "--host", "COL", "--cycle", "C2").out
        )
        assert pilot("clear", "A06", "C4").code == 0
        (found,) = _stale(pilot, "C4")
        assert (
            "what the host is told differs by now for 2: (forgotten) no longer comes to" in found["message"]
        )
        assert pilot("signoff", "COL", "C2", "--by", "Rosalind").code == 0
        assert _stale(pilot, "C2") == []


def _stale(pilot: Program, cycle: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = pilot("check", "--rule", "SIGN-STALE", "--cycle", cycle, "--json").json[
        "findings"
    ]
    return found


def test_on_a_terminal_the_name_is_asked_for(pilot: Program, tmp_path: Path) -> None:
    """The wrong name changes nothing; the right one, whatever its case and spaces, erases."""
    for typed, code, says in (
        (b"Amara Nwachuku\r", 1, b"That is not the name: nothing was changed."),
        (b" amara  NWACHUKWU \r", 0, b"Erased:"),
    ):
        there = Terminal(tmp_path, "--db", str(tmp_path / "p.db"), *FORGET)
        there.until(b"Type the name to forget this person: ")
        assert b"Amara Nwachukwu (A01): " in there.told
        assert b"This can't be undone." in there.told
        there.type(typed)
        there.until(says)
        assert there.exit_code() == code
        board = pilot("board", "--json").json["rows"]
        assert any(row["apprentice"] == "A01" for row in board) is (code == 1)


def test_a_planner_that_is_running_brings_nobody_back(pilot: Program, tmp_path: Path) -> None:
    """Somebody is forgotten while the planner's child plans for them; what it found for others is made."""
    path, did = tmp_path / "p.db", False
    with closing(open_store(path)) as hers, closing(open_store(path)) as his:
        workspace, other = Workspace(hers, TODAY), Workspace(his, TODAY)

        def forget_meanwhile() -> bool:
            nonlocal did
            if not did:
                did = bool(forget(other, "A01", "Ruth", "Asked for it"))
            return False

        asked = Asked(Scope(Keep.PINS), 20.0, SEED)
        outcome = run(asked, base_of(workspace, asked.scope), forget_meanwhile)
        assert did
        assert any(one.apprentice == "A01" for one in outcome.proposal.assignments)
        merged, _ = apply(workspace, outcome)
        assert merged.moved_on
        assert "A01" not in workspace.programme.apprentices
        assert not [one for one in workspace.board.assignments() if one.apprentice == "A01"]
        made = {(one.apprentice, one.cycle): one.placement for one in outcome.proposal.assignments}
        there = {(one.apprentice, one.cycle): one.placement for one in workspace.board.assignments()}
        others = {cell: team for cell, team in made.items() if cell[0] != "A01"}
        assert there == others
        assert "A01" not in " ".join(str(event.deed) for event in workspace.history())
    assert pilot("forget", "--finish").code == 0
    assert b"Nwachukwu" not in path.read_bytes()
    assert pilot("doctor").code == 0


def test_somebody_who_was_removed_before_is_forgotten_by_code(pilot: Program, tmp_path: Path) -> None:
    from contextlib import closing

    from apprentices.programme import TABLE, TABLES
    from apprentices.store import Deed
    from db.store import open_store

    with closing(open_store(tmp_path / "p.db")) as store:
        gone = {
            table.name: [row for row in store.rows_of(table.name) if "A01" in table.values_of(row).values()]
            for table in TABLES
        }
        assert gone[TABLE["apprentices"].name]
        store.write(
            Deed(
                "import",
                {"files": ["x"]},
            ),
            {},
            gone,
            {},
        )
    assert b"Nwachukwu" in (tmp_path / "p.db").read_bytes()
    assert pilot("forget", "A01", *FORGET[2:], "--yes").code == 0
    assert b"Nwachukwu" not in (tmp_path / "p.db").read_bytes()


def test_who_is_past_the_period(program: Program, tmp_path: Path) -> None:
    """Twelve months after 31 August 2026 is 31 August 2027: past from 1 September 2027."""
    folder = tmp_path / "small"
    folder.mkdir()
    texts = {
        "apprentices.csv": "apprentice,given_names,family_name,starts_on,ends_on,status\n"
        "A1,Ayo,Bell,2025-09-01,2026-08-31,completed\nA2,Bo,Dale,2025-09-01,2027-08-31,active\n",
        "clearances.csv": "apprentice,clearance,expires_on\nA1,dbs:enhanced,\n"
        "A2,training:fire,2026-06-01\nA2,right-to-work,\n",
        "settings.csv": "setting,value\nretention_months,12\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert program("import", folder / "apprentices.csv").code == 0
    found = program("retention", "--json").json
    assert (found["months"], found["past"]) == (None, [])
    assert "How long people are kept is not known" in program("retention").out
    assert program("import", folder).code == 0
    for day, past in (("2027-08-31", []), ("2027-09-01", ["A1"])):
        with time_machine.travel(f"{day} 12:00"):
            found = program("retention", "--json").json
            assert [one["apprentice"] for one in found["past"]] == past
    with time_machine.travel("2026-11-27 12:00"):
        unneeded = program("retention", "--json").json["clearances"]
        assert [(one["apprentice"], one["clearance"], one["why"]) for one in unneeded] == [
            ("A1", "dbs:enhanced", "the apprenticeship is over"),
            ("A2", "training:fire", "expired"),
        ]
