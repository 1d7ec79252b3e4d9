"""Text of people is letters: no markup, no control of the terminal, no line of its own."""

import ast
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rich.segment import Segment
from textual import events
from textual.widgets import Input

from apprentices.exchange.read import read
from apprentices.text import unfit
from apprentices.workspace import Workspace
from db.store import open_store
from screens.app import ApprenticesApp
from screens.shared import plain
from tests.build import worded
from tests.clock import TODAY
from tests.screens.driver import Driver
from tests.screens.programmes import PILOT
from tests.screens.snapshot import drawn
from tests.screens.waiting import until

SCREENS = Path(__file__).parents[2] / "screens"
MARKUP = "[/x] [@click=app.bell]go[/] [red]"
ODD = "a\tb\nc\x1b[31md\u202ee\x07f\x9bg\x00"  # as an older database may have it


def nasty(path: Path, letters: str) -> Workspace:
    """The pilot with those letters in everything that has a name."""
    tables = dict(read([PILOT]).tables)
    fields = {
        "hosts": ("name", "hr_lead"),
        "standards": ("title",),
        "cycles": ("name",),
        "placements": ("team", "area", "site", "supervisor"),
        "apprentices": ("given_names", "family_name", "cohort"),
    }
    for table, names in fields.items():
        tables[table] = [
            replace(row, **{name: f"{getattr(row, name) or ''}{letters}"[:90] for name in names})
            for row in tables[table]
        ]
    store = open_store(path, create=True, actor=f"Tamsin {letters}")
    store.write(worded(f"Imported {letters}", "import"), tables, {}, {})
    return Workspace(store, TODAY)


@asynccontextmanager
async def opened(path: Path, letters: str, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Driver]:
    workspace = nasty(path, letters)
    app = ApprenticesApp(workspace, title=letters, notice=letters)
    async with app.run_test(size=size, notifications=True) as keys:
        await until(lambda: getattr(app.screen, "grid", None) and app.screen.grid.has_focus, "the board")  # type: ignore[attr-defined]
        yield Driver(app, keys)
    workspace.store.close()


def segments(board: Driver) -> Iterator[Segment]:
    for pieces in drawn(board.app):
        yield from pieces


WAYS = {
    "board": [],
    "large panel": ["space"],
    "choose": ["enter"],
    "choose, down": ["enter", "down"],
    "swap": ["s"],
    "turned": ["tab", "down", "down"],
    "turned, choose": ["tab", "down", "enter"],
    "clear, undo": ["x", "u"],
    "pin": ["p"],
    "people": ["2", "down"],
    "page of a person": ["2", "enter", "tab"],
    "retire": ["2", "x"],
    "placements": ["3", "down"],
    "findings": ["5", "down", "enter"],
    "history": ["x", "9", "down"],
    "undo of the import": ["u"],
    "palette": ["ctrl+p", "left_square_bracket"],
    "filter": ["slash", "left_square_bracket", "slash", "enter"],
    "plan": ["6"],
    "plan options": ["6", "down", "left_square_bracket", "slash", "enter"],
    "help": ["question_mark"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("letters", [MARKUP, ODD], ids=["markup", "odd"])
async def test_names_are_shown_as_text_on_every_screen(tmp_path: Path, way: str, letters: str) -> None:
    """https://github.com/Textualize/textual/issues/6155, https://github.com/davep/braindrop/issues/171

    Brackets in what people wrote end a program or are swallowed, where they are taken for markup.
    """
    async with opened(tmp_path / "odd.db", letters) as board:
        await board.press(*WAYS[way])
        await board.pilot.pause(0.1)
        assert board.app._exception is None
        for segment in segments(board):
            assert not unfit(segment.text)
            assert "bell" not in str(segment.style and segment.style.meta.get("@click"))


async def test_a_title_has_all_of_the_name(tmp_path: Path) -> None:
    async with opened(tmp_path / "odd.db", " [temp]") as board:
        await board.open_chooser()
        title = next(line for line in board.text.splitlines() if "╭" in line)
        assert "Amara [temp] Nwachukwu [temp]" in title


async def test_a_name_with_tab_and_line_end_is_one_row(tmp_path: Path) -> None:
    async with opened(tmp_path / "odd.db", "\tx\ny") as board:
        rows = board.text.splitlines()[4:10]
        assert all(row[1:4].strip() for row in rows)  # none is broken in two
        assert rows[0].startswith(" Nwachukwu x")


async def test_toasts_are_text(tmp_path: Path) -> None:
    async with opened(tmp_path / "odd.db", "x") as board:
        board.app.tell(f"Callum {MARKUP}", f"Ruth {ODD}")
        await until(lambda: f"Callum {MARKUP}"[:20] in board.text, "the toast")
        assert not any(unfit(segment.text) for segment in segments(board))


@pytest.mark.parametrize("first", [["enter"], ["slash"], ["ctrl+p"]], ids=["chooser", "filter", "palette"])
async def test_what_is_pasted_is_one_line_of_letters(tmp_path: Path, first: list[str]) -> None:
    async with opened(tmp_path / "odd.db", "x") as board:
        await board.press(*first)
        await until(lambda: isinstance(board.app.focused, Input), "the line")
        board.app.post_message(events.Paste("COL\x1b[31m\r\nFIN [/x]"))
        line = board.app.focused
        assert isinstance(line, Input)
        await until(lambda: line.value, "the paste")
        assert line.value == "COL\N{REPLACEMENT CHARACTER}[31m FIN [/x]"


@pytest.mark.parametrize(
    ("letters", "shown"),
    [
        ("a  b ", "a  b "),  # blanks lay out
        ("a\tb", "a b"),
        ("a\r\nb", "a b"),
        ("a\u00a0b", "a b"),
        ("\x1b[2J", "\N{REPLACEMENT CHARACTER}[2J"),
        ("\u202eevil", "\N{REPLACEMENT CHARACTER}evil"),
        ("[/x]", "[/x]"),
    ],
)
def test_text_of_people_is_cleaned(letters: str, shown: str) -> None:
    assert plain.text(letters).plain == shown
    assert plain.text((letters, "bold")).plain == shown
    assert plain.segment(letters).text == shown


# -- nothing goes past that place


def _called(node: ast.AST | None) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _is_plain(value: ast.expr | None) -> bool:
    match value:
        case ast.Constant(value=None):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _is_plain(body) and _is_plain(orelse)
        case _:
            # A dialog's `keys_said` makes its text in there as well.
            return _called(value).startswith(("plain.", "self.keys_said"))


@pytest.mark.parametrize("path", sorted(SCREENS.rglob("*.py")), ids=lambda path: path.name)
def test_no_string_reaches_textual_past_it(path: Path) -> None:
    if path.name == "plain.py":
        return
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr="notify")) if path.name != "attempts.py":
                found.append(node)
            case ast.Call(func=ast.Name(id="Segment" | "Content")):
                found.append(node)
            case ast.Attribute(value=ast.Name(id="Content")):
                found.append(node)
            case ast.ImportFrom(module="textual.widgets", names=names):
                if {"Static", "Label"} & {name.name for name in names}:
                    found.append(node)
            case ast.Assign(targets=[ast.Attribute(attr="border_title" | "border_subtitle" | "tooltip")]):
                if not _is_plain(node.value):
                    found.append(node)
    assert [f"{path.name}:{node.lineno}: {ast.unparse(node)}" for node in found] == []
