"""Plain lines start without what draws screens, on a terminal that knows nothing, and end in order."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest

from apprentices.commands import run
from plainly.app import PLACES
from screens.modes import MODES
from tests.screens.small import small

LONG = 120  # seconds that a busy machine may take
LISTS = (
    "import sys\nfrom apprentices.commands import run\ncode = run(['--plain'])\n"
    "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\nsys.exit(code)"
)


def environment(folder: Path) -> dict[str, str]:
    small(folder / "p.db").store.close()
    return os.environ | {"APPRENTICES_DB": str(folder / "p.db"), "TERM": "dumb"}


def test_neither_textual_nor_solvers_nor_pydantic_are_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTS],
        input="?\n9\nb\nq\n",
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=True,
    )
    heavy = {"textual", "pydantic", "highspy", "ortools", "nacl", "icalendar", "htpy", "xlsxwriter"}
    assert not heavy & {*done.stderr.split()}
    assert done.stdout.startswith("Rotating apprenticeships in plain lines.\n")


def test_no_page_loads_textual(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTS],
        input="1\n1\n1\n\nb\nb\nb\nb\n2\n1\n1\nb\nb\nb\n3\n1\n1\nb\nb\nb\n4\n1\nb\nb\n5\nb\n6\nb\n"
        "7\n1\n1\nb\nb\n2\nb\n3\nb\n4\nb\nb\n8\nb\ni\nb\ne\nb\nq\n",
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=True,
    )
    assert "textual" not in done.stderr.split()
    for title in ("Board", "People", "Placements", "Calendar", "Findings", "Plan", "Agreement", "Measures"):
        assert f"\n{title}\n" in done.stdout
    assert "no such choice" not in done.stdout


def test_the_environment_asks_for_it_and_the_end_of_input_leaves(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "apprentices"],
        input=b"1\n\xff\xfe\n",  # letters of another encoding
        env=environment(tmp_path) | {"APPRENTICES_PLAIN": "1"},
        capture_output=True,
        timeout=LONG,
        check=True,
    )
    assert done.stdout.decode().endswith("Left.\n")
    assert done.stderr == b""


def test_ctrl_c_ends_it_with_130(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "apprentices", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
    ) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            if line.endswith(b"? help\n"):  # then comes the question
                process.stdout.readline()
                break
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=LONG)
    assert (process.returncode, said) == (130, b"\nStopped.\n")


def test_every_screen_has_its_place() -> None:
    assert {mode.name for mode in MODES} <= PLACES.keys()
    for module, name in PLACES.values():
        assert callable(getattr(import_module(f"plainly.{module}"), name))


def test_the_demo_takes_plain_behind_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("q\n"))
    assert run(["demo", "--plain"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Rotating apprenticeships in plain lines (demo, not kept).\n")
    assert "The demo is gone; nothing was kept." in said.err


def test_the_last_line_of_the_demo_is_parted_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stdin", StringIO("q\n"))
    run(["demo", "--plain"])
    assert capsys.readouterr().err.splitlines() == [
        "The demo is gone; nothing was kept.",
        "`apprentices import FOLDER` begins a",
        "programme.",
    ]
