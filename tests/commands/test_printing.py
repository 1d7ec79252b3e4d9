"""Commands print through `printing.py`, which shows no text of people raw."""

import ast
from pathlib import Path

from apprentices import commands

FOLDER = Path(commands.__file__).parent
PRINTING = {"echo", "secho", "print", "echo_via_pager", "stdout.write", "stderr.write"}
ALLOWED = {
    # One line of figures, written over itself: it steers the terminal by intent and holds no text of people.
    ("plan_told.py", "progress_shown"),
    # The outer edge has to tell that something can't be imported; `printing` imports every rule.
    ("__init__.py", "_tell"),
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
