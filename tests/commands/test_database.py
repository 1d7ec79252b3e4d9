"""`info`, `doctor`, `backup`, `restore`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.migrations import VERSION
from tests.commands.conftest import Program


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's folders are in the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


class TestInfo:
    def test_says_where_things_lie(self, pilot: Program, tmp_path: Path) -> None:
        told = pilot("info", "--json").json
        assert told["database"] == str(tmp_path / "p.db")
        assert told["data_folder"] == str(tmp_path / "data" / "rotating-apprenticeships")
        assert told["config_file"] == str(tmp_path / "config" / "rotating-apprenticeships" / "config.toml")
        assert told["state_folder"] == str(tmp_path / "state" / "rotating-apprenticeships")
        assert (told["layout"], told["permissions"], told["problem"]) == (VERSION, "-rw-------", None)
        assert told["sqlite"] == sqlite3.sqlite_version
        assert told["journal_mode"] == told["journal_mode_wanted"]
        ran = pilot("info")
        assert ran.code == 0
        for words in (str(tmp_path / "p.db"), "-rw-------", told["journal_mode_why"], sqlite3.sqlite_version):
            assert words in ran.out

    def test_says_where_it_would_be(self, program: Program, tmp_path: Path) -> None:
        ran = program("info", "--json")
        assert ran.code == 0
        assert "does not exist" in ran.json["problem"]
        assert ran.json["database"] == str(tmp_path / "p.db")
        assert list(tmp_path.iterdir()) == []


class TestDoctor:
    def test_all_is_well(self, pilot: Program) -> None:
        ran = pilot("doctor")
        assert (ran.code, ran.err) == (0, "")
        assert "All changes together lead to what is there." in ran.out
        assert {check["state"] for check in pilot("doctor", "--json").json["checks"]} == {"well"}

    def test_something_is_wrong(self, pilot: Program, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "p.db")) as shell:
            shell.execute("DROP TRIGGER journal_hosts_update")
        ran = pilot("doctor")
        assert ran.code == 1
        assert "! triggers: journal_hosts_update is missing" in ran.out
        assert pilot("doctor", "--json").code == 1

    def test_it_cannot_be_used(self, pilot: Program, tmp_path: Path) -> None:
        (tmp_path / "p.db").write_text("no database " * 1000)
        ran = pilot("doctor")
        assert ran.code == 3
        assert "is not a database" in ran.out
        told = pilot("doctor", "--json")
        assert (told.code, told.json["checks"][-1]["state"]) == (3, "unusable")

    @pytest.mark.parametrize("content", [b"", b"no database " * 1000])
    def test_what_cannot_be_used_has_the_advice_of_check(
        self, program: Program, tmp_path: Path, content: bytes
    ) -> None:
        """What `check` ends with, what to do about it with it, is the last thing that doctor says."""
        (tmp_path / "p.db").write_bytes(content)
        what_to_do = program("check").err.splitlines()
        last = program("doctor").out.splitlines()[-1]
        assert last.partition(": ")[2] in what_to_do
        assert "`apprentices " in last
        assert program("doctor", "--json").json["checks"][-1]["says"] == last.partition(": ")[2]

    def test_there_is_none(self, program: Program) -> None:
        ran = program("doctor")
        assert (ran.code, ran.out) == (2, "")
        assert "does not exist" in ran.err


class TestBackupAndRestore:
    def test_there_and_back(self, pilot: Program, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        ran = pilot("backup", copy)
        assert ran.code == 0
        assert f"Copied {tmp_path / 'p.db'} to {copy}" in ran.out
        before = pilot("board", "--json").json
        pilot("clear", "A01", "C1")
        ran = pilot("restore", copy)
        assert ran.code == 0
        assert f"Restored {copy} to {tmp_path / 'p.db'}" in ran.out
        (kept,) = tmp_path.glob("p.db.replaced-*")
        assert f"What was there is kept in {kept}" in ran.out
        assert pilot("board", "--json").json == before
        kinds = [event["kind"] for event in pilot("history", "--json").json["events"]]
        assert kinds == ["restore", "import"]
        assert pilot("doctor").code == 0
        assert pilot("doctor", "--db", kept).code == 0
        assert pilot("undo").code == 1  # neither restores nor imports are taken back by a slip
        again = pilot("restore", kept, "--json").json
        assert again["restored"] == str(kept)
        assert again["changes"] == 3
        assert pilot("board", "--json").json != before

    def test_backup_overwrites_only_when_told_to(self, pilot: Program, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        assert pilot("backup", copy, "--json").json["bytes"] == copy.stat().st_size
        first = copy.read_bytes()
        pilot("clear", "A01", "C1")
        refused = pilot("backup", copy)
        assert (refused.code, copy.read_bytes()) == (2, first)
        assert "--overwrite" in refused.err
        assert pilot("backup", copy, "--overwrite").code == 0
        assert copy.read_bytes() != first

    def test_backup_of_nothing(self, program: Program, tmp_path: Path) -> None:
        assert program("backup", tmp_path / "copy.db").code == 2
        (tmp_path / "p.db").touch()
        assert program("backup", tmp_path / "copy.db").code == 2
        assert [file.name for file in tmp_path.iterdir()] == ["p.db"]

    def test_restore_of_nothing(self, pilot: Program, tmp_path: Path) -> None:
        ran = pilot("restore", tmp_path / "nothing.db")
        assert ran.code == 2
        assert "does not exist" in ran.err

    def test_restore_of_what_is_no_backup(self, pilot: Program, tmp_path: Path) -> None:
        (tmp_path / "list.csv").write_text("a,b\n" * 1000)
        ran = pilot("restore", tmp_path / "list.csv")
        assert ran.code == 3
        assert "list.csv is not a database" in ran.err
        assert "p.db stays as it is: try another backup" in ran.err
        assert "apprentices restore" not in ran.err
        assert sorted(file.name for file in tmp_path.iterdir()) == ["list.csv", "p.db"]

    def test_restore_of_a_damaged_database(self, pilot: Program, tmp_path: Path) -> None:
        pilot("backup", tmp_path / "copy.db")
        (tmp_path / "p.db").write_text("no database " * 1000)
        assert pilot("check").code == 3
        assert pilot("restore", tmp_path / "copy.db").code == 0
        assert len(pilot("board", "--json").json["rows"]) == 24
        (kept,) = tmp_path.glob("p.db.replaced-*")
        assert kept.read_text().startswith("no database ")
