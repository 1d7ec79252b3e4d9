"""Commands print through `printing.py`, which shows no text of people raw."""

import ast
import os
import pty
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from apprentices import commands
from apprentices.commands.printing import say_wrapped
from apprentices.text import columns
from tests.commands.conftest import Program

FOLDER = Path(commands.__file__).parent
PRINTING = {"echo", "secho", "print", "echo_via_pager", "stdout.write", "stderr.write"}
ALLOWED = {
    # One line of figures, written over itself: it steers the terminal by intent and holds no text of people.
    ("plan_told.py", "progress_shown"),
    # The outer edge has to tell that something can't be imported; `printing` imports every rule.
    ("stderr.py", "tell"),
}


def printed(path: Path) -> set[tuple[str, str]]:
    """File and outermost function or class of each call that prints by itself."""
    found = set()
    for outer in ast.parse(path.read_text(encoding="utf-8")).body:
        for node in ast.walk(outer):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if any(called == name or called.endswith(f".{name}") for name in PRINTING):
                    found.add((path.name, getattr(outer, "name", "")))
    return found


def test_commands_print_through_printing_only() -> None:
    paths = [path for path in FOLDER.rglob("*.py") if path.name != "printing.py"]
    assert set().union(*map(printed, paths)) == ALLOWED


def test_printing_prints() -> None:
    assert printed(FOLDER / "printing.py")


def on_a_terminal(width: int, *words: str, **environment: str) -> str:
    """What a command prints on a terminal of that width."""
    screen, inside = pty.openpty()
    given = {**os.environ, "COLUMNS": str(width), "TERM": "xterm", **environment}
    program = [sys.executable, "-c", "from apprentices.commands import main; main()", *words]
    running = subprocess.Popen(program, stdout=inside, stdin=subprocess.DEVNULL, env=given)
    os.close(inside)
    told = b""
    try:
        while piece := os.read(screen, 65536):
            told += piece
    except OSError:  # the other end is closed: all was read
        pass
    finally:
        os.close(screen)
        running.wait(60)
    return told.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [20, 40, 60])
@pytest.mark.parametrize("by", ["apprentice", "host"])
def test_a_table_fits_a_narrow_terminal_and_loses_nothing(pilot: Program, width: int, by: str) -> None:
    wide = pilot("board", "--by", by).out
    narrow = on_a_terminal(width, "board", "--by", by)
    assert max(map(columns, narrow.splitlines())) <= width
    pieces = "".join(narrow.split())
    codes = {word for word in wide.split() if word.startswith(("COL-", "LBH-", "ELFT-", "A0"))}
    assert all(code.strip(",") in pieces for code in codes)


def test_a_table_for_a_file_is_as_wide_as_it_is(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = pilot("board").out
    monkeypatch.setenv("COLUMNS", "20")
    assert pilot("board").out == wide


def test_colours_are_for_terminals_whose_user_wants_them(pilot: Program) -> None:
    assert "\x1b" not in pilot("check", "--on", "2026-11-27").out
    assert "\x1b[" in on_a_terminal(80, "check", "--on", "2026-11-27", NO_COLOR="")
    assert "\x1b" not in on_a_terminal(80, "check", "--on", "2026-11-27", NO_COLOR="1")


def test_csv_goes_where_a_program_has_put_standard_output_too(pilot: Program) -> None:
    """As bytes to a stream that has them, as text to one that hasn't: the same lines."""
    words = ["export", "rotations", "--by", "matrix", "--draft"]
    with redirect_stdout(StringIO(newline="")) as there:
        assert commands.run(words) == 0
    assert there.getvalue().replace("\r\n", "\n") == pilot(*words).out.replace("\r\n", "\n")
    assert there.getvalue().startswith("host,placement,team,C1")


@pytest.mark.parametrize("width", [9, 20, 60])
def test_prose_with_wide_letters_fits_a_narrow_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of the letters of 山田 takes two columns: a line of 58 letters would be too long."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = "There is no agreement for 山田太郎 and 高橋美咲 at 小児科病棟, who start on 7 September."
    say_wrapped(text)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(columns, lines)) <= width
    assert all(line.startswith("  ") for line in lines)
    assert "".join("".join(lines).split()) == text.replace(" ", "")


def test_prose_is_not_parted_inside_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two columns of margin, 10 for "Nobody is ", 7 of "COL-FIN" make 19: it goes to the next line."""
    monkeypatch.setenv("COLUMNS", "18")
    say_wrapped("Nobody is COL-FIN")
    assert capsys.readouterr().out == "  Nobody is\n  COL-FIN\n"
