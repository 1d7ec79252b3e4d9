"""docs/guide.md holds: its commands run, its files are imported, its keys lead to what it says is seen."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine
from textual.pilot import Pilot

from apprentices.commands import run
from apprentices.workspace import Workspace
from db.store import open_store
from screens.app import ApprenticesApp
from tests.screens.snapshot import text_of
from tests.screens.waiting import until

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
DAY = datetime(2026, 11, 27, 10, tzinfo=UTC)
PARTS = re.compile(
    r"^```(sh|csv)\n(.*?)^```|^`(\S+\.csv)`|^\| ((?:type )?`.*?`) \| (.*?) ?\|$", re.MULTILINE | re.DOTALL
)


class Step(NamedTuple):
    """One thing to do: a command, a file to fill in, or keys and what is seen then."""

    kind: str
    what: str
    seen: str = ""


def steps() -> Iterator[Step]:
    """What the guide has its reader do, in its order."""
    file = ""
    for fence, text, name, keys, seen in PARTS.findall(GUIDE.read_text("utf-8")):
        file = name or file
        if fence == "sh":
            yield from (Step("run", line.partition("#")[0].strip()) for line in text.splitlines())
        elif fence == "csv":
            yield Step("fill", file, text)
        elif keys:
            yield Step("type" if keys.startswith("type") else "press", keys, seen)


async def in_app(pilot: Pilot[None], step: Step) -> None:
    """Do one step in the app, and wait for what the guide says is seen."""
    for keys in re.findall(r"`(.*?)`", step.what):
        named = [keys] if step.kind == "press" else ["space" if letter == " " else letter for letter in keys]
        await pilot.press(*named)
    await until(lambda: step.seen in " ".join(text_of(pilot.app).split()), f"{step}\n{text_of(pilot.app)}")


async def test_the_guide_leads_from_an_empty_folder_to_packs_and_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app is opened where the guide opens it, and left where it leaves it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("APPRENTICES_DB", str(tmp_path / "p.db"))
    todo = list(steps())
    with time_machine.travel(DAY):
        while todo:
            step = todo.pop(0)
            if step.what == "apprentices":
                await opened(tmp_path / "p.db", todo)
            elif step.kind == "run":
                assert run(step.what.split()[1:]) == 0, step.what
            else:
                Path(step.what).write_text(step.seen, encoding="utf-8")
    assert len(list(Path("packs").glob("pack-*-publication-1.xlsx"))) == 3
    assert len(list(Path("letters").glob("letter-*.html"))) == 4
    assert Path("elft.ics").stat().st_size > 0


async def opened(path: Path, todo: list[Step]) -> None:
    workspace = Workspace(open_store(path), DAY.date())
    app = ApprenticesApp(workspace)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(lambda: not app.is_checking and app.screen.focused, "the board")
        while todo[0].kind != "run":
            await in_app(pilot, todo.pop(0))
    assert app.left_with == 0
    workspace.store.close()
