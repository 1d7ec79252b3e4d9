"""The root of the command line: what commands there are.

A command's module is imported when it is run, so that `check` starts like a shell tool, and not for `--help`.
"""

from importlib import import_module
from typing import NamedTuple

import click

from apprentices import __version__
from apprentices.commands.command import Group, plain_option


class _Home(NamedTuple):
    """Where a command lives: a module of this package, which has it as NAME_command; and its summary."""

    module: str
    summary: str  # as the command's own help begins


# The order is that of `--help`.
_HOMES = {
    "demo": _Home("demo", "Open the board on a throw-away copy of the demo programme."),
    "import": _Home(
        "files",
        "Read a programme folder, CSV files, a workbook, or people from the Apprenticeship Service.",
    ),
    "template": _Home("files", "Write empty CSV files with headers, and a page that explains each column."),
    "board": _Home("board", "Show who is where: a row for each apprentice, or for each host."),
    "check": _Home("check", "Check the draft against every rule."),
    "rules": _Home("rules", "List the rules with their sources, show one, or change one."),
    "assign": _Home("edits", "Put an apprentice in a placement for a cycle."),
    "clear": _Home("edits", "Empty an apprentice's cell in a cycle."),
    "pin": _Home("edits", "Pin a cell: the planner leaves it as it is."),
    "unpin": _Home("edits", "Unpin a cell: the planner may change it."),
    "swap": _Home("edits", "Exchange what two apprentices have in a cycle."),
    "plan": _Home("plan", "Propose the best plan, with a proof of how good it is, and make the draft so."),
    "scenarios": _Home(
        "scenarios",
        "List the plans that are kept under a name; lay two side by side, apply or remove one.",
    ),
    "verify": _Home(
        "proofs",
        "Check a proof that `plan --proof` wrote: in whole numbers, without a solver or a database.",
    ),
    "why": _Home("plan", "Tell why a person isn't or can't be in a placement, and what it would take."),
    "explain": _Home("plan", "Tell the fewest things to relax so that a full plan exists, and whom to ask."),
    "waive": _Home("waivers", "Accept one finding, for a reason and until a day."),
    "waivers": _Home("waivers", "List what is waived, by whom, why and until when; `waivers end` ends one."),
    "signoff": _Home("signoffs", "Record that a host agrees to a cycle as it stands, or withdraw that."),
    "request": _Home("signoffs", "Record that a host was asked to sign a cycle, which starts the clock."),
    "signoffs": _Home(
        "signoffs",
        "Tell where each host stands with each cycle: signed, changed since, asked, or not signed.",
    ),
    "register": _Home(
        "register",
        "List barriers, decisions and lessons, enter, follow or close one; print a review sheet.",
    ),
    "publish": _Home(
        "publications", "Freeze the draft as the next publication: what hosts and apprentices are told."
    ),
    "publications": _Home("publications", "List what was published, the newest first."),
    "diff": _Home(
        "publications",
        "Tell what changes from one publication to another, or to the draft: moves, and what is told.",
    ),
    "measures": _Home(
        "measures",
        "Tell the shared measures by host: who came and left, seats, pay, wishes, moves, cost.",
    ),
    "report": _Home(
        "report", "Write the report for sponsors and boards, or a decision paper for the sponsor of a host."
    ),
    "export": _Home("files", "Write rotations, calendars, packs, letters or the whole programme to files."),
    "exchange": _Home("exchange", "Exchange signed and sealed parcels with other hosts, without a server."),
    "history": _Home("changes", "List every change, the newest first."),
    "undo": _Home("changes", "Take back a change: EVENT of the history, else your own newest."),
    "redo": _Home("changes", "Put back what you took back last."),
    "forget": _Home(
        "forget",
        "Erase a person everywhere: tables, history, publications, what was said, what parcels told.",
    ),
    "retention": _Home(
        "forget",
        "List who is past the period for which people are kept, and clearances no longer needed.",
    ),
    "backup": _Home(
        "database", "Copy the database to FILE, whole and checked, also while programs have it open."
    ),
    "restore": _Home(
        "database", "Put a backup in the place of the database, also while programs have that open."
    ),
    "doctor": _Home(
        "database",
        "Look the database over: file, layout, pages, references, and the history against what is there.",
    ),
    "serve": _Home("serve", "Show the app in a web browser on this computer, until you end it with ctrl+c."),
    "completion": _Home(
        "completion", "Have the shell complete commands, options and codes with the tab key."
    ),
    "info": _Home("database", "Say where the database and the program's files lie, and how they are kept."),
}


class _Root(Group):
    """The commands by name, each imported from its home when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOMES:
            return None
        module = import_module(f"apprentices.commands.{_HOMES[cmd_name].module}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, home.summary) for name, home in _HOMES.items()])


@click.group(
    cls=_Root,
    invoke_without_command=True,
    epilog="Example: apprentices import my-programme, then: apprentices",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="apprentices")
@plain_option
@click.pass_context
def root(context: click.Context) -> None:
    """Plan, check and export one apprenticeship programme that rotates across several employers.

    Without a command, opens the board, or, where there is no programme yet, offers ways to begin.
    """
    if context.invoked_subcommand is None:
        from apprentices.commands.beginning import open_or_begin

        open_or_begin(context.obj)
