"""What Textual keeps to itself is used at one place, and no name of our own is by chance one of its."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual

SCREENS = Path(__file__).parents[2] / "screens"
TEXTUAL = Path(textual.__file__).parent
# What our classes inherit from; other modules have private names of their own, in objects of their own.
INHERITED = ["app.py", "screen.py", "widget.py", "dom.py", "message_pump.py", "scroll_view.py", "driver.py"]
INHERITED += ["widgets/_input.py", "widgets/_static.py", "drivers/linux_driver.py", "containers.py"]
PLACE = "ending.py"  # its docstring says why


def private_names(path: Path, all_of_them: bool) -> Iterator[str]:
    """Private methods, and private attributes: all that are used, or those that are set."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ClassDef(body=body):
                found += [
                    part.name for part in body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
                ]
            case ast.Attribute(attr=name, ctx=context) if all_of_them or isinstance(context, ast.Store):
                found.append(name)
    return (name for name in found if name.startswith("_") and not name.startswith("__"))


THEIRS = frozenset(name for file in INHERITED for name in private_names(TEXTUAL / file, all_of_them=False))


@pytest.mark.parametrize("path", sorted(SCREENS.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_that_is_private_to_textual_is_used(path: Path) -> None:
    used = {name for name in private_names(path, all_of_them=True) if name in THEIRS}
    assert used == ({"_fatal_error", "_file", "_handle_exception"} if path.name == PLACE else set())


@pytest.mark.parametrize("path", sorted(SCREENS.rglob("*.py")), ids=lambda path: path.name)
def test_the_focus_is_set_at_once(path: Path) -> None:
    """A key right behind `focus()` would still go where the focus was."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    called = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert "focus" not in called
