"""`--help` names every command without importing one."""

import re
import subprocess
import sys

import pytest

from apprentices.commands import run
from tests.test_docs import COMMANDS


def summaries(text: str) -> dict[str, str]:
    """What the list of commands says of each, wrapped lines put together."""
    lines = text.partition("Commands:\n")[2].partition("\n\n")[0]
    found = re.findall(r"^  (\S+)  +(\S.*(?:\n {4,}.*)*)", lines, re.MULTILINE)
    return {name: " ".join(says.split()) for name, says in found}


def test_the_list_says_of_each_command_the_first_words_of_its_own_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--help"]) == 0
    listed = summaries(capsys.readouterr().out)
    first = {
        name.removeprefix("apprentices "): " ".join((command.help or "").split("\n\n")[0].split())
        for name, command in COMMANDS.items()
        if name.count(" ") == 1
    }
    assert listed == first


def test_the_list_imports_no_command() -> None:
    code = (
        "import sys\nfrom apprentices.commands import run\nrun(['--help'])\n"
        "known = [name for name in sys.modules if name.split('.')[0] in ('apprentices', 'db', 'screens')]\n"
        "print(*sorted(known), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    of_commands = {name for name in done.stderr.split() if name.startswith("apprentices.commands.")}
    assert of_commands == {
        f"apprentices.commands.{name}"
        for name in ("board_alone", "command", "exits", "parsing", "root", "session", "stderr")
    }
