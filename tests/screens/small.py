"""A small programme in files and in the app: two people, two teams, one cycle."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from apprentices.workspace import Workspace
from db.store import open_store
from screens.app import ApprenticesApp
from tests.clock import TODAY
from tests.made_once import put
from tests.screens.driver import Driver
from tests.screens.waiting import until

FILES = {
    "hosts": "host,name\nCOL,City of London\nLBH,Hackney\n",
    "standards": "standard,title\nST1,Business administrator\n",
    "cycles": "cycle,starts_on,ends_on\nC1,2027-01-04,2027-04-30\n",
    "placements": "placement,host,team,seats\nCOL-A,COL,Archives,2\nLBH-B,LBH,Benefits,2\n",
    "apprentices": (
        "apprentice,given_names,family_name,standard,starts_on,ends_on\n"
        "A1,Ayo,Bello,ST1,2026-09-07,2027-09-03\nA2,Bo,Adeyemi,ST1,2026-09-07,2027-09-03\n"
    ),
    "assignments": "apprentice,cycle,placement\nA1,C1,COL-A\nA2,C1,LBH-B\n",
}


def folder(path: Path, **files: str) -> Path:
    """The programme's files in a folder, some of them otherwise."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in (FILES | files).items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def small(path: Path, actor: str = "Tamsin Arkwright") -> Workspace:
    """The programme in a database at that path, with its files in a folder beside it; made if it isn't there
    yet."""
    if not path.exists():
        folder(path.parent / "first")
        put(path, _make_small, actor)
    return Workspace(open_store(path, actor=actor), TODAY)


def _make_small(path: Path, actor: str) -> None:
    with closing(open_store(path, create=True, actor=actor)) as store:
        Workspace(store, TODAY).import_files([folder(path.parent / "first")])


@asynccontextmanager
async def opened(
    workspace: Workspace, size: tuple[int, int] = (100, 30), config: Path | None = None
) -> AsyncIterator[Driver]:
    """The app on a workspace, looking for files where its database is; closes both."""
    app = ApprenticesApp(workspace, config=config)
    app.folder = Path(workspace.store.where).parent
    async with app.run_test(size=size) as keys:
        await until(lambda: not app.is_checking and app.screen.focused, "the board")
        yield Driver(app, keys)
    workspace.store.close()
