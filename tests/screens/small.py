"""A small programme in files and in a database: two people, two teams, one cycle."""

from contextlib import closing
from pathlib import Path

from apprentices.workspace import Workspace
from db.store import open_store
from tests.clock import TODAY
from tests.made_once import put

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
