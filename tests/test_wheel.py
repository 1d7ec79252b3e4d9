"""The wheel, in an empty environment: its data files are there, and no test dependency is needed."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `apprentices` program of an environment that has the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(PROJECT)], check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")  # no pip of its own, and nothing is compiled: both take long
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([*pip, "--python", scripts / "python", "install", "--no-compile", wheel], check=True)
    return scripts / "apprentices"


def test_the_wheel_checks_the_demo_programme(installed: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "demo.db")

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed, *words, "--db", database],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd=tmp_path,
            check=False,
        )

    demo = call("demo", "--keep", database)
    assert (demo.returncode, demo.stderr) == (0, "")
    checked = call("check", "--json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout)["conflicts"] > 0


def test_the_wheel_holds_no_tests(installed: Path) -> None:
    (wheel,) = installed.parent.parent.parent.glob("*.whl")
    listed = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", wheel], capture_output=True, text=True, check=True
    ).stdout
    assert "fixtures/pilot/apprentices.csv" in listed
    assert "apprentices/exchange/data/lars_codes.csv" in listed
    assert "screens/shared/shared.tcss" in listed
    assert "tests/" not in listed
