"""Files are written whole or not at all, and nothing but regular files is replaced."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from apprentices.errors import UsageError
from apprentices.exchange import files
from apprentices.exchange.files import PRIVATE, write_file, write_files


def test_writes_text_as_utf_8_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    write_file(path, "Zoë\r\n", PRIVATE)
    assert path.read_bytes() == b"Zo\xc3\xab\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError) as caught:
        write_file(path, "new")
    assert str(caught.value) == f"{path} can't be written: No space left on device"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    write_file(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=write_file, args=(pipe, "new"))
    writer.start()
    assert pipe.read_bytes() == b"new"
    writer.join()
    assert pipe.is_fifo()


INTO_A_PIPE = """
import sys
import time
from pathlib import Path
from apprentices.exchange.files import write_files

print("begun", flush=True)
write_files({Path(sys.argv[1]): "new", Path(sys.argv[2]): "new"})
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_waiting_for_the_reader_of_a_pipe_can_be_ended(tmp_path: Path, how: signal.Signals) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_text("old")
    waiting = subprocess.Popen(
        [sys.executable, "-c", INTO_A_PIPE, file, pipe], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == b"begun\n"
        time.sleep(0.5)  # it waits in the opening of the pipe by then
        waiting.send_signal(how)
        assert waiting.wait(20) == -how
    finally:
        waiting.kill()
        waiting.communicate()
    assert file.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == [file, pipe]


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_write_protected_file_is_left_alone(tmp_path: Path, mode: int) -> None:
    first, protected = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("old")
    protected.write_text("mine")
    protected.chmod(mode)
    with pytest.raises(UsageError) as caught:
        write_files({first: "new", protected: "new"})
    assert str(caught.value) == f"{protected} is write-protected; take that away or name another file"
    assert (first.read_text(), protected.read_text()) == ("old", "mine")
    assert protected.stat().st_mode & 0o777 == mode
    assert sorted(tmp_path.iterdir()) == [first, protected]


def test_a_failure_half_way_says_which_files_are_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.csv" for number in range(4)]
    for path in paths:
        path.write_text("old")
    replace = Path.replace

    def failing(part: Path, place: Path) -> Path:
        if place.name == "2.csv":
            raise OSError(5, "Input/output error")
        return replace(part, place)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(UsageError) as caught:
        write_files(dict.fromkeys(paths, "new"))
    assert str(caught.value) == (
        f"{paths[2]} can't be written: Input/output error; written anew already: {paths[0]}, {paths[1]}"
    )
    assert [path.read_text() for path in paths] == ["new", "new", "old", "old"]
    assert sorted(tmp_path.iterdir()) == paths


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written: Is a directory"):
        write_file(tmp_path, "new")


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents: dict[Path, str | bytes] = {tmp_path / f"{number}.csv": "new" for number in range(3)}
    for path in contents:
        path.write_text("old")
    sync, synced = os.fsync, []

    def full(file: int) -> None:
        synced.append(file)
        if len(synced) == 3:
            raise OSError(28, "No space left on device")
        sync(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=r"2.csv can't be written: No space left on device"):
        write_files(contents)
    assert {path: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(contents, "old")


def test_what_is_written_beside_has_no_name_to_be_guessed_and_is_private_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside: list[tuple[str, int]] = []
    sync = os.fsync

    def look(file: int) -> None:
        beside.extend((path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir())
        sync(file)

    monkeypatch.setattr(os, "fsync", look)
    old = os.umask(0)
    try:
        for name in ("a", "b"):
            write_file(tmp_path / name, "text", PRIVATE)
            (tmp_path / name).unlink()
    finally:
        os.umask(old)
    names, modes = zip(*beside, strict=True)
    assert len(set(names)) == 2
    assert not any(str(os.getpid()) in name or name[0] != "." for name in names)
    assert set(modes) == {0o600}


def test_a_planted_file_is_not_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    monkeypatch.setattr(files, "token_hex", lambda _: "guessed")
    (tmp_path / ".guessed.part").symlink_to(victim)
    with pytest.raises(UsageError, match="File exists"):
        write_file(tmp_path / "a.csv", "new")
    assert victim.read_text() == "mine"
    assert (tmp_path / ".guessed.part").is_symlink()


def test_no_more_people_can_read_it_than_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o600)
    write_file(path, "new")
    assert path.stat().st_mode & 0o777 == 0o600


ENDED = """
import os, signal, sys
from pathlib import Path
from apprentices.exchange.files import write_files

sync = os.fsync

def end(file):
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
    sync(file)

os.fsync = end
write_files({Path(sys.argv[1]) / name: "new" for name in ("a", "b")})
"""


@pytest.mark.parametrize(("how", "left"), [("SIGTERM", "new"), ("SIGHUP", "new"), ("SIGKILL", "old")])
def test_ended_from_outside_all_files_are_whole(tmp_path: Path, how: str, left: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    done = subprocess.run([sys.executable, "-c", ENDED, tmp_path, how], check=False, timeout=60)
    assert done.returncode == -getattr(signal, how)
    assert [(tmp_path / name).read_text() for name in ("a", "b")] == [left, left]
    if how != "SIGKILL":
        assert len(list(tmp_path.iterdir())) == 2
