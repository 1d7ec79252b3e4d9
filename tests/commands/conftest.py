"""The command line as a script calls it: arguments in; exit code, standard output and error out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from apprentices.commands import run
from fixtures import PILOT
from tests.made_once import put


class Ran(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Program = Callable[..., Ran]


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """Run the program on the database `tmp_path / "p.db"`."""
    monkeypatch.setenv("APPRENTICES_DB", str(tmp_path / "p.db"))
    monkeypatch.setenv("APPRENTICES_USER", "Ruth Adeyemi")
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: object) -> Ran:
        capfd.readouterr()
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def pilot(program: Program, tmp_path: Path) -> Program:
    """The program on a database into which Ruth Adeyemi has imported the pilot programme."""
    put(tmp_path / "p.db", _import_pilot)
    return program


def _import_pilot(path: Path) -> None:
    assert run(["--db", str(path), "import", str(PILOT)]) == 0
