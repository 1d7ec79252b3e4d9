"""Commands that read and write files: import, template, export."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from apprentices.commands.advice import FILL_IN_FOLDER, FILL_IN_WORKBOOK, LIST_OF_RULES
from apprentices.commands.calendars import export_calendar
from apprentices.commands.command import Command, Group
from apprentices.commands.packs import export_letters, export_pack
from apprentices.commands.printing import print_csv, print_json, print_rows, print_table, say
from apprentices.commands.session import Session
from apprentices.commands.told import LATEST, choice_of_board, tell_what_was_kept, telling
from apprentices.errors import DatabaseMissing, UsageError
from apprentices.exchange.rotations import By, rotations
from apprentices.exchange.sheets import Sheet
from apprentices.importing import Import, prepare
from apprentices.names import find_cycle, find_host
from apprentices.previewing import Difference, Does, differences
from apprentices.programme import TABLES, Programme
from apprentices.rules.words import count
from apprentices.telling import Telling

FORMATS = ("csv", "xlsx", "json")
CHANGES_SHOWN = 200  # lines of a dry run


@click.command("import", cls=Command, example="import my-programme --db pilot.db")
@click.argument("paths", metavar="[PATH…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--dfe",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Add or update people from an Apprenticeship Service bulk upload (CSV), alone or beside PATHs.",
)
@click.option("--dry-run", is_flag=True, help="Only say what it would do, row by row.")
@click.option(
    "--replace",
    is_flag=True,
    help="Remove what the PATHs no longer hold: a folder or workbook stands for the whole programme, "
    "a CSV for its table.",
)
@click.pass_obj
def import_command(
    session: Session, paths: tuple[Path, ...], dfe: Path | None, dry_run: bool, replace: bool
) -> None:
    """Read a programme folder, CSV files, a workbook, or people from the Apprenticeship Service.

    All or nothing: every problem in every file is told, with file, row and column, and then nothing is
    imported. Codes that are there already are updated, new ones added; a column that a file leaves out keeps
    what is there. With --dfe, people are known by their learner number. Makes the database if needed.
    """
    if not paths and dfe is None:
        raise UsageError("Name a folder or files to import, or a bulk upload with --dfe FILE.")
    if not paths and replace:
        raise UsageError("A bulk upload only adds and updates people: leave out --replace.")
    if dry_run:
        found = prepare(paths, _existing(session), replace, dfe)
    else:
        if not session.path.exists():
            prepare(paths, {}, replace, dfe)  # so that files that are refused leave no empty database behind
        with session.workspace(create=True) as workspace:
            found = workspace.import_files(paths, replace, dfe)
    _tell_left_out(found.left_out)
    _report(session, found, dry_run)


def _tell_left_out(titles: Mapping[str, Sequence[str]]) -> None:
    if titles:
        told = "; ".join(f"{file}: {', '.join(columns)}" for file, columns in titles.items())
        say(f"Left out, since columns that begin with note or x- are your own: {told}.", err=True)


def _existing(session: Session) -> Mapping[str, Sequence[Any]]:
    try:
        with session.workspace() as workspace:
            return workspace.rows
    except DatabaseMissing:
        return {}


def _report(session: Session, found: Import, dry_run: bool) -> None:
    if session.json:
        tables = {
            name: {"new": c.new, "changed": c.changed, "same": c.same, "removed": c.removed}
            for name, c in found.counts.items()
        }
        changes = {"changes": list(map(_change_json, differences(found)))} if dry_run else {}
        print_json({"dry_run": dry_run, "tables": tables, **changes})
        return
    rows = [
        [name, *(str(number or "") for number in (c.new, c.changed, c.same, c.removed))]
        for name, c in found.counts.items()
        if c.new or c.changed or c.same or c.removed
    ]
    if rows:
        print_table(["", "new", "changed", "same", "removed"], rows)
    else:
        say("The files hold no rows.")
    if dry_run:
        _print_changes(differences(found))
    say("Nothing was imported: this was a dry run." if dry_run else f"Imported into {session.path}.")


def _print_changes(changes: Sequence[Difference]) -> None:
    """What would become of each row: a changed one has a line for each cell."""
    lines = [
        [change.does, change.table, change.name, *cell]
        for change in changes
        for cell in (change.cells if change.does is Does.CHANGED else [("", "", "")])
    ]
    if lines:
        print_table(["would be", "in", "row", "column", "from", "to"], lines[:CHANGES_SHOWN])
    if len(lines) > CHANGES_SHOWN:
        say(f"… and {len(lines) - CHANGES_SHOWN:,} more lines; --json has them all.")


def _change_json(change: Difference) -> dict[str, Any]:
    return {
        "does": change.does,
        "table": change.table,
        "key": [None if part is None else str(part) for part in change.key],
        "name": change.name,
        "cells": {cell.column: [cell.before or None, cell.after or None] for cell in change.cells},
    }


@click.command("template", cls=Command, example="template my-programme")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def template_command(session: Session, target: Path) -> None:
    """Write empty CSV files with headers, and a page that explains each column.

    One workbook where DIR ends in .xlsx: a sheet a table, with lists to choose from, and a first one that
    explains each column. Filled in, it is read as it is.
    """
    from apprentices.exchange.template import template
    from apprentices.exchange.template_workbook import template_workbook

    if target.suffix.lower() == ".xlsx":
        template_workbook(target, FILL_IN_WORKBOOK)
        folder, written = target.parent, [target.name]
        said = f"Wrote the empty workbook to {target}; its first sheet explains each column."
    else:
        folder, written = target, template(target, FILL_IN_FOLDER, LIST_OF_RULES)
        said = f"Wrote the empty files to {target}; README.md there explains each column."
    if session.json:
        print_json({"folder": str(folder), "files": written})
    else:
        say(said)


@click.group("export", cls=Group, epilog="Example: apprentices export rotations -o rotations.csv")
def export_command() -> None:
    """Write rotations, calendars, packs, letters or the whole programme to files."""


export_command.add_command(export_calendar)
export_command.add_command(export_pack)
export_command.add_command(export_letters)


@export_command.command("rotations", example="export rotations --host ELFT -o elft.csv")
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="assignment",
    show_default=True,
    help="What a row is; matrix: teams by cycles.",
)
@click.option("--host", metavar="H", help="Only this host.")
@click.option("--cycle", metavar="C", help="Only this cycle.")
@choice_of_board
@click.option(
    "--personal",
    is_flag=True,
    help="Add birthday, ULN, pay, access need and clearances, always as they are today.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else csv.")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: standard output.",
)
@click.pass_obj
def export_rotations(
    session: Session,
    by: By,
    host: str | None,
    cycle: str | None,
    published: str | None,
    draft: bool,
    personal: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Write who is where when: one row an assignment, or by apprentice, host, or as a matrix.

    What was last published, as it was told then, or the draft while nothing is; standard error says which.
    Only what a host needs to receive a person, unless --personal. Personal columns and seats are no part of
    what was told: the first are of today, and empty for people who have left; seats are empty. Without -o, to
    standard output.
    """
    if output is not None and str(output) == "-":
        output = None
    form = _format(session, form, output)
    with session.workspace() as workspace:
        if workspace.published and not draft:
            published = published or LATEST
        told, programme = telling(workspace, published, draft), workspace.programme
        sheet = rotations(
            told,
            by,
            host=_host(programme, told, host),
            cycle=cycle and find_cycle(programme, cycle, (span.cycle for span in told.cycles)),
            personal=programme if personal else None,
        )
    tell_what_was_kept(told.of)
    if output is not None:
        _write(sheet, form, output, personal, f"Rotations: {told}")
        say(f"Wrote {len(sheet.rows)} rows of {told} to {output}.", err=True)
        return
    if form == "xlsx":
        raise UsageError("A workbook needs a file to go to: add -o PATH.")
    print_csv(sheet) if form == "csv" else print_rows(sheet)
    say(f"This is {told}.", err=True)


def _write(sheet: Sheet, form: str, output: Path, personal: bool, title: str) -> None:
    from apprentices.exchange.files import PRIVATE, SHARED, write_file
    from apprentices.exchange.sheets import csv_file, to_json, to_xlsx

    mode = PRIVATE if personal else SHARED
    if form == "xlsx":
        to_xlsx([sheet], output, mode, title)
    else:
        write_file(output, csv_file(sheet) if form == "csv" else to_json(sheet), mode)


def _host(programme: Programme, told: Telling, host: str | None) -> str | None:
    if host and told.of and told.of.codes_only:
        raise UsageError(f"Publication {told.of.number} kept no hosts: leave out --host, or take --draft.")
    return host and find_host(programme, host, told.hosts)


def _format(session: Session, form: str | None, output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    asked = {form, "json" if session.json else None, ending if ending in FORMATS else None} - {None}
    if output is not None and not asked:
        raise UsageError(f"{output.name}: its ending is none of {', '.join(FORMATS)}; add --format.")
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(sorted(map(str, asked)))} are asked for at once: choose one form.")
    return str(asked.pop()) if asked else "csv"


@export_command.command("programme", example="export programme copy-of-programme")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Write over a programme that is there already.")
@click.pass_obj
def export_programme_command(session: Session, target: Path, overwrite: bool) -> None:
    """Write the whole programme as a folder of CSV files, or as one workbook where DIR ends in .xlsx.

    A folder that holds a programme already, perhaps with somebody's edits, is left alone without --overwrite.
    Holds personal data: the files are made readable by you alone. What people said (sign-offs, requests,
    waivers, the register) is left out, since no file may make it: a backup keeps it.
    """
    from apprentices.exchange.programme_files import export_programme, export_workbook

    with session.workspace() as workspace:
        rows, left_out = workspace.rows, len(list(workspace.statements))
    if target.suffix.lower() == ".xlsx":
        export_workbook(rows, target, overwrite)
    else:
        export_programme(rows, target, overwrite)
    if session.json:
        print_json(
            {
                "path": str(target),
                "rows": {table.name: len(rows[table.name]) for table in TABLES},
                "statements_left_out": left_out,
            }
        )
        return
    say(f"Wrote the programme to {target}.", err=True)
    if left_out:
        say(f"{count(left_out, 'statement is', 'statements are')} left out: a backup keeps them.", err=True)
