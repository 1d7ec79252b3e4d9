"""Opening a database, and all that can be wrong with the file: clear words, and no byte changed."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from apprentices.commands.advice import said
from apprentices.errors import DatabaseMissing, DatabaseUnusable
from apprentices.undoing import undo
from db import migrations, modes
from db.connection import connect, write
from db.migrations import APPLICATION_ID, VERSION
from db.opening import open_file
from db.store import SqliteStore, open_store
from tests.build import worded
from tests.db.samples import ROWS, cells, new_sample_store, person, set_cell

NOBODY = 65534


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Permission bits mean nothing to root: be somebody else for a while."""
    root = os.getuid() == 0
    if root:
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the ordinary user can reach and write; pytest's own are private."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@pytest.fixture
def closed(path: Path) -> Path:
    """A database with the sample in it that nobody has open."""
    new_sample_store(path).close()
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".db-shm"}


def with_version(path: Path, version: int, application: int = APPLICATION_ID) -> None:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute(f"PRAGMA user_version = {version}")
    conn.execute(f"PRAGMA application_id = {application}")
    conn.close()


class TestNew:
    def test_missing_and_not_asked_for(self, path: Path) -> None:
        with pytest.raises(DatabaseMissing) as missing:
            open_store(path)
        assert str(missing.value) == f"The database {path} does not exist."
        (told,) = said(missing.value)
        assert told == (
            f"The database {path} does not exist. Make one with "
            f"`apprentices import FOLDER --db {path}`, or look around in an invented programme "
            "with `apprentices demo`."
        )
        assert not path.exists()

    def test_an_empty_file_is_no_database(self, path: Path) -> None:
        path.touch()
        with pytest.raises(DatabaseMissing, match="is empty"):
            open_store(path)
        assert files(path.parent) == {path.name: b""}
        open_store(path, create=True).close()
        open_store(path).close()

    def test_is_private_from_the_first_moment(self, tmp_path: Path) -> None:
        path = tmp_path / "made" / "new" / "programme.db"
        old = os.umask(0)
        try:
            store = new_sample_store(path)
            assert (mode(path.parent), mode(path.parent.parent)) == (0o700, 0o700)
            conn = connect(path)
            with write(conn):
                conn.execute("DELETE FROM clearances")
                found = {file.name: mode(file) for file in path.parent.iterdir()}
                assert len(found) > 1  # what SQLite keeps beside it
            conn.close()
            store.close()
        finally:
            os.umask(old)
        assert set(found) >= {"programme.db"}
        assert set(found.values()) == {0o600}

    def test_is_empty_and_up_to_date(self, path: Path) -> None:
        store = open_store(path, create=True)
        assert not any(store.load().rows.values())
        assert store.history() == []
        assert store.notice is None
        store.close()
        conn = connect(path)
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert conn.execute("PRAGMA application_id").fetchone() == (0x41707072,)
        conn.close()

    def test_below_a_file(self, path: Path) -> None:
        path.touch()
        with pytest.raises(DatabaseUnusable, match="out of reach"):
            open_store(path / "x" / "programme.db", create=True)

    def test_below_folders_of_others(self, tmp_path: Path) -> None:
        """What is there already keeps its mode."""
        there = tmp_path / "there"
        there.mkdir()
        there.chmod(0o755)
        open_store(there / "new" / "programme.db", create=True).close()
        assert (mode(there), mode(there / "new")) == (0o755, 0o700)

    @pytest.mark.parametrize("create", [False, True])
    def test_a_link_to_itself(self, tmp_path: Path, create: bool) -> None:
        loop = tmp_path / "loop.db"
        loop.symlink_to(loop)
        with pytest.raises(DatabaseUnusable, match="is out of reach: Too many levels of symbolic links"):
            open_store(loop, create=create)

    @pytest.mark.parametrize("create", [False, True])
    def test_a_link_to_nothing(self, tmp_path: Path, create: bool) -> None:
        link = tmp_path / "link.db"
        link.symlink_to(tmp_path / "stick" / "programme.db")
        with pytest.raises(DatabaseUnusable, match=r"is a link to .*stick/programme\.db, which is not there"):
            open_store(link, create=create)

    def test_odd_names(self, tmp_path: Path) -> None:
        for name in ("a b?mode=ro#x.db", "%41.db", "ünï.db"):
            new_sample_store(tmp_path / name).close()
            assert (tmp_path / name).exists()
            reopened = open_store(tmp_path / name)
            assert reopened.load().rows == ROWS
            reopened.close()


def newer(path: Path) -> None:
    with_version(path, 99)


def of_another_program(path: Path) -> None:
    with_version(path, 0, application=0)


def with_another_programs_mark(path: Path) -> None:
    with_version(path, VERSION, application=0x0F055112)


def below_the_first(path: Path) -> None:
    with_version(path, -1)


def of_no_layout(path: Path) -> None:
    with_version(path, 0)


def without_a_table(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("DROP TABLE travel")
    conn.close()


def without_a_column(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("ALTER TABLE hosts RENAME COLUMN kind TO sort")
    conn.close()


def with_a_layout_that_is_no_text(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE hosts", b"CREATE TABLE h\xffsts", 1))


def text(path: Path) -> None:
    path.write_text("apprentice,name\nA1,Ada\n" * 100)


def damaged_header(path: Path) -> None:
    path.write_bytes(b"\xff" * 50 + path.read_bytes()[50:])


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (newer, "is of a newer version of this program (its layout is 99, this program knows up"),
        (of_another_program, "is a SQLite database of another program"),
        (with_another_programs_mark, "is a SQLite database of another program"),
        (text, "is not a database, or its beginning is damaged"),
        (damaged_header, "is not a database, or its beginning is damaged"),
        (truncated, "is damaged (database disk image is malformed)"),
        (below_the_first, "is damaged (its layout is -1)"),
        (of_no_layout, "is damaged (its layout is 0)"),
        (without_a_table, "is damaged (it has no table travel)"),
        (without_a_column, "is damaged (it has no column kind in hosts)"),
        (with_a_layout_that_is_no_text, "is damaged ("),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("create", [False, True])
def test_refused_and_left_as_it_was(
    closed: Path, damage: Callable[[Path], None], words: str, create: bool
) -> None:
    damage(closed)
    before = files(closed.parent)
    with pytest.raises(DatabaseUnusable) as refused:
        open_store(closed, create=create)
    assert words in str(refused.value)
    if "damaged" in words:
        (told,) = said(refused.value)
        assert "`apprentices restore FILE`" in told
        assert "-wal, -journal, -shm" in told
    assert str(closed) in str(refused.value)
    assert files(closed.parent) == before


@pytest.mark.usefixtures("safe_wal")
def test_a_newer_one_that_crashed_is_left_as_it_was(path: Path) -> None:
    """The newer layout stands in the journal beside the file only; closing must not move it."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA user_version = 99'); os._exit(0)"
    )
    new_sample_store(closed := path).close()
    subprocess.run([sys.executable, "-c", script, closed], check=True)
    before = files(closed.parent)
    assert len(before["programme.db-wal"]) > 0
    with pytest.raises(DatabaseUnusable, match="newer version"):
        open_store(closed)
    assert files(closed.parent) == before


@pytest.mark.usefixtures("safe_wal")
@pytest.mark.parametrize("index", [True, False])
def test_a_log_left_by_a_crash_is_used(path: Path, index: bool) -> None:
    """With and without the -shm file beside it, which programs may leave or lose."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('DELETE FROM clearances'); os._exit(0)"
    )
    new_sample_store(closed := path).close()
    subprocess.run([sys.executable, "-c", script, closed], check=True)
    if not index:
        closed.with_name("programme.db-shm").unlink()
    store = open_store(closed)
    assert store.load().rows["clearances"] == []
    store.close()


@pytest.fixture
def half_written(open_folder: Path) -> Path:
    """As on a network share (without write-ahead log) after a program died in mid-write."""
    path = open_folder / "programme.db"
    new_sample_store(path).close()
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA journal_mode = delete'); c.execute('PRAGMA cache_size = 2');"
        "c.execute('BEGIN'); c.execute('DELETE FROM clearances');"
        "[c.execute('INSERT INTO hosts (host, name) VALUES (?, ?)', (f'H{n}', 'x' * 900))"
        " for n in range(500)]; os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert (open_folder / "programme.db-journal").stat().st_size > 0
    return path


def test_a_change_cut_off_by_a_crash_is_taken_back(half_written: Path) -> None:
    store = open_store(half_written)
    assert store.load().rows == ROWS
    store.close()


def test_a_change_cut_off_by_a_crash_that_cannot_be_taken_back(half_written: Path) -> None:
    for file in half_written.parent.iterdir():
        file.chmod(0o444)
    before = files(half_written.parent)
    with ordinary_user(), pytest.raises(DatabaseUnusable, match="in the middle of a change"):
        open_store(half_written, actor="mina")
    assert files(half_written.parent) == before


def test_damage_inside_is_named_when_it_is_met(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    conn = connect(closed)
    (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'hosts'").fetchone()
    (size,) = conn.execute("PRAGMA page_size").fetchone()
    conn.close()
    content[(page - 1) * size : page * size] = b"\xff" * size
    closed.write_bytes(content)
    store = open_store(closed)
    with pytest.raises(DatabaseUnusable, match="is damaged"):
        store.load()
    store.close()
    assert closed.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for create in (False, True):
        with pytest.raises(DatabaseUnusable, match="it is a folder, or"):
            open_store(tmp_path, create=create)


class TestReadOnly:
    """A copy on a medium or in a folder that can't be written."""

    def check_reading(self, path: Path) -> None:
        before = files(path.parent)
        with ordinary_user():
            store = open_store(path, actor="mina")
            assert store.load().rows == ROWS
            assert store.news() == []
            assert store.notice is not None
            assert store.notice.startswith("Read-only")
            with pytest.raises(DatabaseUnusable, match="can be read but not changed"):
                set_cell(store, "A1", "C1", "LIB")
            with pytest.raises(DatabaseUnusable, match="can be read but not changed"):
                undo(store)
            store.close()
        assert files(path.parent) == before

    def test_file(self, open_folder: Path) -> None:
        path = open_folder / "programme.db"
        new_sample_store(path).close()
        path.chmod(0o444)
        self.check_reading(path)

    def test_folder(self, open_folder: Path) -> None:
        path = open_folder / "programme.db"
        new_sample_store(path).close()
        path.chmod(0o666)
        open_folder.chmod(0o555)
        self.check_reading(path)

    @pytest.mark.usefixtures("safe_wal")
    def test_while_the_owner_has_it_open(self, open_folder: Path) -> None:
        path = open_folder / "programme.db"
        owner = new_sample_store(path)
        for file in open_folder.iterdir():
            file.chmod(0o644)
        open_folder.chmod(0o555)
        self.check_reading(path)
        owner.close()

    @pytest.mark.usefixtures("safe_wal")
    def test_with_a_journal_that_cannot_be_read(self, open_folder: Path) -> None:
        """What the journal holds must not be left out in silence."""
        path = open_folder / "programme.db"
        owner = new_sample_store(path)
        path.chmod(0o444)
        open_folder.chmod(0o555)
        with ordinary_user(), pytest.raises(DatabaseUnusable, match="can't be opened"):
            open_store(path, actor="mina")
        owner.close()

    def test_of_an_older_version(self, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = open_folder / "programme.db"
        new_sample_store(path).close()
        monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
        path.chmod(0o444)
        with ordinary_user(), pytest.raises(DatabaseUnusable, match="is of an older version"):
            open_store(path, actor="mina")

    def test_not_even_to_be_read(self, open_folder: Path) -> None:
        path = open_folder / "programme.db"
        new_sample_store(path).close()
        with ordinary_user(), pytest.raises(DatabaseUnusable, match="may not read it"):
            open_store(path, actor="mina")

    def test_in_a_folder_that_cannot_be_entered(self, open_folder: Path) -> None:
        open_folder.chmod(0o700)
        for create in (False, True):
            with ordinary_user(), pytest.raises(DatabaseUnusable, match="out of reach"):
                open_store(open_folder / "programme.db", create=create, actor="mina")

    def test_found_out_at_the_first_write(self, open_folder: Path) -> None:
        """SQLite opens such a file without a word, and lets a transaction begin."""
        path = open_folder / "programme.db"
        new_sample_store(path).close()
        plain = sqlite3.connect(path)
        plain.execute("PRAGMA journal_mode = delete")
        plain.close()
        path.chmod(0o444)
        with ordinary_user():
            conn = connect(path)
            with pytest.raises(DatabaseUnusable, match="can be read but not changed"), write(conn):
                conn.execute("DELETE FROM settings")
            conn.close()


class TestLocked:
    def test_words_after_the_wait(self, path: Path) -> None:
        store = new_sample_store(path, busy_seconds=0.2)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        before, start = path.read_bytes(), time.monotonic()
        with pytest.raises(DatabaseUnusable) as refused:
            set_cell(store, "A1", "C1", "LIB")
        assert 0.15 < time.monotonic() - start < 5
        assert str(refused.value) == (
            f"The database {path} has been locked by another program for 0.2 seconds. Wait for "
            "what runs there to end (an import, a backup, an open sqlite3 shell) and try again. "
            "Nothing was changed."
        )
        assert path.read_bytes() == before
        assert store.load().rows == ROWS  # reading goes on
        open_store(path, busy_seconds=0.2).close()  # so does opening
        holder.execute("ROLLBACK")
        set_cell(store, "A1", "C1", "LIB")
        holder.close()
        store.close()

    def test_a_new_one_while_somebody_else_makes_it(self, path: Path) -> None:
        path.touch()
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnusable, match="locked by another program"):
            open_store(path, create=True, busy_seconds=0.2)
        holder.close()


def test_a_full_disk_changes_nothing(closed: Path) -> None:
    conn = open_file(closed)
    store = SqliteStore(conn, "mina")
    (pages,) = conn.execute("PRAGMA page_count").fetchone()
    conn.execute(f"PRAGMA max_page_count = {pages}")
    before = closed.read_bytes()
    people = [person(f"P{number}") for number in range(5000)]
    with pytest.raises(DatabaseUnusable, match=r"can't grow: the disk is full.*Nothing was"):
        store.write(worded("many", "import"), {"apprentices": people}, {}, {})
    assert closed.read_bytes() == before
    assert store.load().rows == ROWS
    assert len(store.history()) == 1
    conn.execute("PRAGMA max_page_count = 100000")
    assert store.write(worded("many", "import"), {"apprentices": people}, {}, {}).changes == 5000
    store.close()


class TestNetwork:
    MOUNTS = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/hr /mnt/hr nfs4 rw 0 0\n"
        "//server/my\\040files /mnt/my\\040files cifs rw 0 0\n"
        "/dev/sdb1 /mnt/hr/local ext4 rw 0 0\n"
    )

    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            ("/home/mina/programme.db", False),
            ("/mnt/hr/programme.db", True),
            ("/mnt/hr/local/programme.db", False),
            ("/mnt/hrx/programme.db", False),
            ("/mnt/my files/programme.db", True),
        ],
    )
    def test_is_read_from_the_mounts(self, tmp_path: Path, place: str, expected: bool) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text(self.MOUNTS)
        assert modes.on_network(Path(place), mounts) is expected

    def test_no_list_of_mounts(self, tmp_path: Path) -> None:
        assert not modes.on_network(Path("/mnt/hr/programme.db"), tmp_path / "none")

    def test_no_write_ahead_log_there_and_it_says_so(
        self, closed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(modes, "on_network", lambda _: True)
        store = open_store(closed, actor="mina")
        assert store.notice is not None
        assert "network share" in store.notice
        assert set_cell(store, "A1", "C1", "LIB").changes == 1
        assert [file.name for file in closed.parent.iterdir()] == ["programme.db"]
        store.close()
        monkeypatch.undo()
        monkeypatch.setattr(modes, "wal_is_safe", lambda: True)
        store = open_store(closed)
        assert cells(store)["A1", "C1"] == "LIB"
        assert (closed.parent / "programme.db-wal").exists()
        store.close()


def test_opening_and_reading_load_nothing_slow(closed: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from db.store import open_store;"
        "s = open_store(Path(sys.argv[1])); s.load(); s.history(); s.news(); s.close();"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, closed],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "sqlite3" in loaded
    assert not loaded & {"sqlite_utils", "pydantic", "textual", "click", "holidays", "dateutil", "tempfile"}
