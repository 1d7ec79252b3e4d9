"""The layers: stated in pyproject.toml, kept by the code."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent


def test_the_import_contract_is_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    install = ".venv/bin/pip install -c constraints.txt -e '.[test]'"
    command = f"python3 -m venv .venv && {install} && .venv/bin/python -m pytest"
    assert command in readme
    assert command in ci.replace(" --quiet --disable-pip-version-check", "")
    demo = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/apprentices demo"
    assert demo in readme
