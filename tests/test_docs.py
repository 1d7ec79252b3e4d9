"""No command, rule, column, setting or key goes without help, an example or its line in the docs."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from apprentices.commands.root import root
from apprentices.programme import TABLES
from apprentices.rules.catalogue import RULES
from apprentices.settings import SETTINGS

HERE = Path(__file__).parent.parent
DOCS = HERE / "docs"


def commands(group: click.Group, parent: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        yield context.command_path, command
        if isinstance(command, click.Group):
            yield from commands(command, context)


COMMANDS = dict(commands(root, click.Context(root, info_name="apprentices")))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert (command.epilog or "").startswith("Example: apprentices ")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_names_its_command(name: str) -> None:
    words = (COMMANDS[name].epilog or "").removeprefix("Example: ").split()
    shown = name.replace("rules show", "rules").replace("signoff sign", "signoff").split()
    assert words[: len(shown)] == shown


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_where_from_and_why(rule: object) -> None:
    for text in ("says", "source", "help"):
        assert getattr(rule, text)
    for parameter in getattr(rule, "parameters"):  # noqa: B009 - any rule has them
        assert parameter.help.endswith(".")
        assert parameter.unit


def test_every_setting_and_column_has_help() -> None:
    assert all(setting.help.endswith((".", "?")) for setting in SETTINGS)
    assert all(column.help.endswith((".", "?")) for table in TABLES for column in table.columns)


@pytest.mark.parametrize(
    "name", ["commands.md", "keys.md", "measures.md", "rules.md", "programme-folder.md", "parcels.md"]
)
def test_the_reference_pages_are_current(name: str) -> None:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / name).read_text(encoding="utf-8") == module.pages()[name], "run `make docs`"


def test_links_in_the_pages_lead_somewhere() -> None:
    for page in [*HERE.glob("*.md"), *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
