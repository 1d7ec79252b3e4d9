"""The planner's child finds its way, however and wherever the program was started, frozen or not."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from apprentices.commands import run
from fixtures.cases.hidden import STYLES, Size
from fixtures.cases.residency import residency
from fixtures.folder import write

SECONDS = 120.0  # for a slow machine; it mostly takes one
STARTS = {
    "the console script": [str(Path(sys.executable).with_name("apprentices"))],
    "as a module": [sys.executable, "-m", "apprentices"],
    "by code": [sys.executable, "-c", "from apprentices.commands import main; main()"],
}
# What a frozen program is like: no Python, and so knowing nothing of -c and -m; `sys.executable` is itself.
FROZEN = """#!{python}
import sys

sys.path[:] = {path!r}
sys.frozen = True
sys.executable = __file__
with open({log!r}, "a") as log:
    print(*sys.argv[1:2], file=log)

from apprentices.commands import main

main()
"""


def no_more_processes(*ignored: object, **also: object) -> None:
    """Stands in for `Popen` on a machine that is full."""
    raise OSError(errno.ENOMEM, "Cannot allocate memory")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that is planned at once."""
    folder = tmp_path_factory.mktemp("child")
    size = Size(people=8, cycles=6, wards=12, hosts=3)
    write(residency(1, STYLES["dense"]._replace(breaks=0), size), folder / "f")
    assert run(["import", str(folder / "f"), "--db", str(folder / "p.db")]) == 0
    return folder / "p.db"


def planned(start: list[str], database: Path, cwd: Path) -> tuple[str, object]:
    """The status of the plan and the plan, as a program comes to them that was started so and there."""
    words = [*start, "plan", "--dry-run", "--json", "--db", str(database)]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    return plan["status"], plan["assignments"]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_the_child_starts_with_the_program_from_anywhere(
    database: Path, tmp_path: Path, start: list[str]
) -> None:
    status, plan = planned(start, database, tmp_path)
    assert (status, bool(plan)) == ("optimal", True)


def test_what_lies_where_one_happens_to_be_is_not_taken_for_a_module(database: Path, tmp_path: Path) -> None:
    (tmp_path / "highspy.py").write_text("raise SystemExit('not this one')")
    (tmp_path / "apprentices.py").write_text("raise SystemExit('nor this one')")
    assert planned(STARTS["the console script"], database, tmp_path)[0] == "optimal"


def test_a_frozen_program_is_its_own_child_and_plans_the_same(database: Path, tmp_path: Path) -> None:
    program, log = tmp_path / "apprentices", tmp_path / "calls"
    program.write_text(FROZEN.format(python=sys.executable, path=sys.path, log=str(log)))
    program.chmod(0o755)
    frozen = planned([str(program)], database, tmp_path)
    assert frozen == planned(STARTS["the console script"], database, tmp_path)
    assert log.read_text().splitlines() == ["plan", "planner-child"]


def test_nobody_is_told_of_the_child_among_the_commands() -> None:
    for words in (["--help"], ["planner-child", "--help"]):
        words = [*STARTS["as a module"], *words]
        done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert "planner-child" not in done.stdout


@pytest.mark.parametrize("command", ["plan", "explain"])
def test_a_child_that_cannot_be_started_is_told_of_in_words(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(subprocess, "Popen", no_more_processes)
    assert run([command, "--db", str(database)]) == 1
    assert capsys.readouterr().err == "The planner can't be started: Cannot allocate memory.\n"
