"""The layers: stated in pyproject.toml, kept by the code."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("apprentices", "db", "screens", "plainly", "fixtures")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program's packages and its contract, to be spoilt."""
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contract_is_kept() -> None:
    done = lint_imports(PROJECT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", ["click", "textual", "sqlite3"])
def test_a_terminal_or_a_database_in_any_module_of_the_domain_breaks_it(copy: Path, library: str) -> None:
    names = set()
    for path in (copy / "apprentices").rglob("*.py"):
        parts = path.relative_to(copy).with_suffix("").parts
        if "commands" in parts:
            continue
        names.add(".".join(parts).removesuffix(".__init__"))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nimport {library}\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    told = {line.split(" -> ")[0].split()[-1] for line in done.stdout.splitlines() if f"-> {library}" in line}
    assert told == names


@pytest.mark.parametrize("library", ["db.store", "sqlite3", "apprentices.commands.opening"])
def test_a_database_or_a_command_in_a_front_end_breaks_it(copy: Path, library: str) -> None:
    names = {"screens.board.screen", "screens.shared.frame", "screens.modes", "plainly.app"}
    for name in names:
        with (copy / f"{name.replace('.', '/')}.py").open("a", encoding="utf-8") as file:
            file.write(f"\nimport {library}\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    broken = done.stdout.partition("The screens reach the database through the store handed to them\n---")[2]
    assert not [name for name in names if f"{name} -> {library.partition('.')[0]}" not in broken]


def test_a_module_without_a_place_in_the_layers_breaks_it(copy: Path) -> None:
    (copy / "apprentices" / "stray.py").write_text('"""Nobody said where it belongs."""\n', encoding="utf-8")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "stray" in done.stdout


@pytest.mark.parametrize(
    ("module", "user"),
    [
        ("apprentices/text.py", "apprentices.errors"),
        ("apprentices/rules/words.py", "apprentices.rules.fund"),
        ("db/modes.py", "db.connection"),
    ],
)
def test_a_circle_breaks_it_though_only_types_close_it(copy: Path, module: str, user: str) -> None:
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import {user}\n")
    assert lint_imports(copy).returncode == 1


def test_the_code_keeps_to_the_measures_of_the_house() -> None:
    command = [sys.executable, PROJECT / ".ci" / "measure.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    install = ".venv/bin/pip install -c constraints.txt -e '.[test]'"
    command = f"python3 -m venv .venv && {install} && .venv/bin/python -m pytest -n auto"
    assert command in readme
    assert command in ci.replace(" --quiet --disable-pip-version-check", "")
    demo = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/apprentices demo"
    assert demo in readme


def test_front_ends_go_through_the_workspace() -> None:
    # A store is only opened, closed, and saved anew where its file is gone.
    known = {"apprentices/commands/opening.py", "apprentices/commands/plain.py", "screens/attempts.py"}
    for folder in ("apprentices/commands", "plainly", "screens"):
        for path in (PROJECT / folder).rglob("*.py"):
            name = path.relative_to(PROJECT).as_posix()
            assert name in known or ".store." not in path.read_text("utf-8").replace("apprentices.store", "")
