"""The shell completes commands, options and codes, once one command has installed that."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from apprentices.commands import run
from tests.commands.conftest import Program

SCRIPTS = {
    "bash": "data/bash-completion/completions/apprentices",
    "zsh": "data/zsh/site-functions/_apprentices",
    "fish": "config/fish/completions/apprentices.fish",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's folders are in the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.mark.parametrize("shell", SCRIPTS)
def test_one_command_writes_the_script(
    program: Program, tmp_path: Path, shell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    ran = program("completion", "install")
    path = tmp_path / SCRIPTS[shell]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote {path}: {shell} completes apprentices")
    assert ran.out.endswith("Removing that file undoes it.\n")
    assert ("fpath" in ran.out) is (shell == "zsh")
    assert f"_APPRENTICES_COMPLETE={shell}_complete" in path.read_text("utf-8")
    assert program("completion", "install", "--json").json == {"shell": shell, "file": str(path)}


def test_another_shell_has_to_be_named(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/dash")
    ran = program("completion", "install")
    assert (ran.code, ran.out) == (2, "")
    assert "--shell can be bash, zsh, fish" in ran.err
    assert program("completion", "install", "--shell", "fish").code == 0


def test_a_folder_that_can_not_be_made_is_told(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    ran = program("completion", "install", "--shell", "bash")
    assert ran.code == 2
    assert "can't be made" in ran.err


Asked = Callable[..., list[str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Asked:
    """What the program offers for the last of some words, as bash asks it."""

    def ask(*words: str) -> list[str]:
        capfd.readouterr()
        monkeypatch.setenv("_APPRENTICES_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["apprentices", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        with pytest.raises(SystemExit):  # as click ends it
            run([])
        return [line.removeprefix("plain,") for line in capfd.readouterr().out.split()]

    return ask


@pytest.mark.usefixtures("pilot")
def test_codes_are_completed(asked: Asked) -> None:
    assert asked("assign", "a2") == ["A20", "A21", "A22", "A23", "A24"]
    assert asked("pin", "A07", "C") == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert asked("assign", "A07", "C3", "COL-F") == ["COL-FIN"]
    assert asked("check", "--host", "E") == ["ELFT"]
    assert asked("signo") == ["signoff", "signoffs"]


@pytest.mark.usefixtures("program")
def test_without_a_programme_there_are_no_codes(asked: Asked) -> None:
    assert asked("assign", "A") == []


def test_a_real_shell_takes_the_script(program: Program, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    assert program("completion", "install", "--shell", "bash").code == 0
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "apprentices").write_text(
        f'#!/bin/sh\nexec {sys.executable} -c "from apprentices.commands import main; main()" "$@"\n'
    )
    (bin_ / "apprentices").chmod(0o755)
    ask = (
        f"source {tmp_path / SCRIPTS['bash']}; COMP_WORDS=(apprentices compl); COMP_CWORD=1;"
        "_apprentices_completion apprentices; echo ${COMPREPLY[@]}"
    )
    environment = os.environ | {"PATH": f"{bin_}:{os.environ['PATH']}"}
    done = subprocess.run(
        [bash, "--norc", "-c", ask], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "completion\n"
