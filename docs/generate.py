"""Write the reference pages from the program itself: `make docs`.

A test fails when a page is not what this would write, so that no command, rule, column or setting goes
without its line.
"""

from collections.abc import Iterable
from pathlib import Path

import click

from apprentices.commands.advice import FILL_IN_FOLDER, LIST_OF_RULES
from apprentices.commands.root import root
from apprentices.exchange.parcels.ownership import SHARES, Share, columns_of
from apprentices.exchange.template import page
from apprentices.measures.declared import MEASURES, Measure
from apprentices.rules.catalogue import RULES
from apprentices.rules.rule import Rule
from screens.app import ApprenticesApp
from screens.beginning.app import BeginningScreen
from screens.dialogs import dialogs
from screens.modes import MODES, screen_of
from screens.shared.command import Command, Commanded
from screens.shared.dialog import Dialog
from screens.shared.help import MARKS

FOLDER = Path(__file__).parent


def pages() -> dict[str, str]:
    """The text of each generated page by file name."""
    return {
        "commands.md": commands(),
        "keys.md": keys(),
        "rules.md": rules(),
        "measures.md": measures(),
        "programme-folder.md": page(FILL_IN_FOLDER, LIST_OF_RULES),
        "parcels.md": parcels(),
    }


def commands() -> str:
    """Every command with its usage, options and example."""
    top = (
        "# Commands\n\n"
        "`apprentices` without a command opens the board; with `--plain`, or $APPRENTICES_PLAIN, it is\n"
        "numbered lines and questions, for screen readers and braille displays. `--db FILE` and `--json`\n"
        "stand before or after any command. What a script should read is on standard output; messages are\n"
        "on standard error.\n\n"
        "| exit code | means |\n| --- | --- |\n"
        "| 0 | done; no conflict stands |\n"
        "| 1 | done, and the answer is no: conflicts stand, nothing is left to undo |\n"
        "| 2 | bad usage or bad input; nothing was changed |\n"
        "| 3 | the database can't be used; nothing is lost |\n"
        "| 70 | a fault of the program itself; nothing is left half done, and it says where its log lies |\n"
        "| 130 | stopped by the user |\n"
    )
    return "\n".join([top, *_commands(root, click.Context(root, info_name="apprentices"))])


def _commands(group: click.Group, parent: click.Context) -> list[str]:
    found = []
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        found.append(_command(command, context))
        if isinstance(command, click.Group):
            found += _commands(command, context)
    return found


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = [f"## {context.command_path.partition(' ')[2]}", "", f"    {usage}", ""]
    lines += [_unwrapped(command.help or ""), ""]
    for parameter in command.params:
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record and parameter.name not in ("db", "json", "help"):
            lines.append(f"- `{record[0]}`: {record[1]}")
    lines += ["", command.epilog or "", ""]
    return "\n".join(lines)


def _unwrapped(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def keys() -> str:
    """Every key of every screen, and what the marks mean."""
    screens = {
        "Everywhere": ApprenticesApp.DECLARED,
        **{mode.where: screen_of(mode).DECLARED for mode in MODES},
    }
    others: list[type[Commanded]] = [BeginningScreen, Dialog, *dialogs()]
    tables = [_keys(title, commands) for title, commands in screens.items()]
    tables += [_keys(other.WHERE, other.DECLARED) for other in others if other.DECLARED]
    marks = ["## Marks and mouse", "", "| mark | means |", "| --- | --- |"]
    marks += [f"| {mark} | {meaning} |" for mark, meaning in MARKS]
    return "\n".join([_TOP_OF_KEYS, *tables, *marks, ""])


_TOP_OF_KEYS = """# Keys

`?` shows the keys of the screen you are on. `ctrl+p` finds a command by its words.

Commands can have keys of your own, by the ids below, in `config.toml` in the user's folder for settings
(`apprentices info` says where; `$APPRENTICES_CONFIG` names another file). Texts name the keys that are in
force. A key that no terminal sends, that a line of text needs, or that another command has, is left out: the
program says so, and the first lines of `?` name all.

```toml
theme = "light"  # dark, light or high-contrast; f2 chooses it, and writes it here

[keys]
board.pin = "P"
board.next = "n,f3"  # several, separated by commas
```
"""


def _keys(title: str, commands: Iterable[Command]) -> str:
    lines = [f"## {title}", "", "| key | does | id |", "| --- | --- | --- |"]
    for command in commands:
        words = " ".join(f"`{word}`" for word in command.key_words)
        lines.append(f"| {words} | {command.help} | `{command.id}` |")
    return "\n".join([*lines, ""])


def rules() -> str:
    """Every rule with what it checks, its parameters and its source."""
    top = (
        "# Rules\n\n"
        "Each rule looks at one shape: a cell (one apprentice in one cycle in one placement), a row (one\n"
        "apprentice's whole rotation), a seat (one placement, host, supervisor or pair of people in one\n"
        "cycle) or the programme (whatever no edit of a cell changes). A conflict must be mended; a warning\n"
        "should be looked at. `apprentices rules set ID KEY VALUE` changes a parameter or the severity,\n"
        "`apprentices rules off ID --why …` switches a rule off.\n"
    )
    return "\n".join([top, *map(_rule, RULES.values())])


def _rule(rule: Rule) -> str:
    lines = [
        f"## {rule.id}",
        "",
        f"{rule.shape.value}, {rule.severity.value}: {rule.says}.",
        "",
        rule.help,
        "",
    ]
    for parameter in rule.parameters:
        what = f"{parameter.help} {parameter.default} {parameter.unit} unless set"
        what += f" (from {parameter.least:,} to {parameter.most:,})."
        lines.append(f"- `{parameter.key}`: {what}")
    if rule.needs:
        lines.append(f"- Needs {', '.join(rule.needs)} in apprentices.csv.")
    if rule.follows:
        funder = "the body of that day (`rules data bodies`)"
        lines.append(f"- If nothing is done, {rule.follows_said(funder)} Next: {rule.next_step}")
    lines.append(f"- Seen to by {rule.owned_by}.")
    lines.append(f"- May be waived by {rule.waived_by}." if rule.waived_by else "- Nobody may waive it.")
    lines += [f"- Source: {rule.source}.", f"- For example: {rule.example}", ""]
    return "\n".join(lines)


def measures() -> str:
    """Every shared measure with how it is counted, and what is hidden of them."""
    top = (
        "# Shared measures\n\n"
        "`apprentices measures` tells them, by host and for all, for any period: as a table, bars, CSV or\n"
        "JSON. Each is counted one way for all hosts, as written here and beside its figures. What is by\n"
        "employer counts where the person is employed; what is by host, where the placement is (or was told\n"
        "to be). A record in which that is not known has a column of its own.\n\n"
        "[hidden-counts.md](hidden-counts.md) says which figures are hidden, and what is not guarded.\n"
    )
    return "\n".join([top, *map(_measure, MEASURES.values())])


def _measure(measure: Measure) -> str:
    lines = [
        f"## {measure.title}",
        "",
        f"`{measure.id}`, {measure.unit}, by {measure.by}.",
        "",
        measure.definition,
        "",
    ]
    if measure.source:
        lines += [f"Source: {measure.source}.", ""]
    return "\n".join(lines)


def parcels() -> str:
    """Whose rows of each table are, and what other hosts get to see of them."""
    top = (
        "# What travels in a parcel\n\n"
        "Of each table: whose its rows are, and which columns another host finds in its parcel. A\n"
        "host finds its own people, teams and lines in full, with all tables about them. What stands in no\n"
        "column here never leaves its owner. [Exchange](exchange.md) says how parcels are made.\n\n"
        "| table | whose a row is | what others get | what the lead host gets as well |\n"
        "| --- | --- | --- | --- |"
    )
    return "\n".join([top, *(_share(name, share) for name, share in SHARES.items()), ""])


def _share(table: str, share: Share) -> str:
    owners = {
        (): "the lead host's",
        ("host",): "the host's",
        ("employer",): "the employer's; of somebody without one the lead host's",
        ("apprentice",): "the person's employer's",
        ("placement", "host"): "that of the team or host; with neither the lead host's",
    }
    about = {
        (): "",
        ("who",): "; of a row about one person its employer alone",
        ("apprentice", "placement"): "; all of a row about its own people and teams the host of those",
    }
    others = "all of it" if share.others == columns_of(table) else ", ".join(share.others) or "nothing"
    return f"| {table} | {owners[share.owner]} | {others}{about[share.about]} | {', '.join(share.lead)} |"


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
