"""How commands print: tables for people, JSON for scripts, findings alike everywhere.

All that goes to a terminal goes through here: texts may come from other programs' files, and what could steer
a terminal (its title, its colours, what stands above) is shown as �.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

import click

from apprentices.calendar import say as say_day
from apprentices.commands.advice import mend
from apprentices.rules.said import Consequence, Finding, Severity
from apprentices.rules.words import count
from apprentices.statements import Statement, Waiver
from apprentices.text import as_json, columns, in_lines, shown

if TYPE_CHECKING:
    from apprentices.exchange.sheets import Sheet

UNJUDGED = "Can't be judged yet:"
ACCEPTED = "Waived:"
MARKS = {Severity.CONFLICT: "!", Severity.WARNING: "?"}
WAIVED = "~"
_GAP = "  "  # between the columns of a table
_MARGIN = "  "  # before prose below its heading
_WIDEST = 110  # longer lines are hard to read
_COLOURS = {Severity.CONFLICT: "red", Severity.WARNING: "yellow"}


def say(text: str, *, lead: str = "", err: bool = False, **style: Any) -> None:
    """One line for people, after a `lead` of our own; `style` is click's."""
    line = f"{lead}{shown(text)}"
    click.echo(_painted(line, **style), err=err)


def _painted(text: str, **style: Any) -> str:
    """The text in click's style, unless the user wants no colours; click leaves it out in files."""
    return text if os.environ.get("NO_COLOR") or not style else click.style(text, **style)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(as_json(value))


def print_rows(sheet: "Sheet") -> None:
    """A table as JSON on standard output, an object each row."""
    from apprentices.exchange.sheets import to_json

    click.echo(to_json(sheet), nl=False)


def print_csv(sheet: "Sheet") -> None:
    """A table as CSV on standard output, a line each row: it may be a terminal, too.

    In bytes, so that no system changes the ends of lines; as text where a program took that stream's place.
    """
    from apprentices.exchange.sheets import to_csv

    rows = [[shown(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
    text = to_csv(replace(sheet, rows=rows))
    click.echo(text.encode() if hasattr(sys.stdout, "buffer") else text, nl=False)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with aligned columns.

    On a terminal that is too narrow, long cells go on in the next line, and the table goes on below itself:
    each part begins with the first column. Into files and pipes goes one part, as wide as it is.
    """
    lines = [list(map(shown, row)) for row in (header, *rows)]
    widths = [max(2, *map(columns, column)) for column in zip(*lines, strict=True)]
    room = _terminal_width() if sys.stdout.isatty() else None
    if room and _width_of(widths) > room:
        widths = [min(width, max(2, (room - len(_GAP)) // 2)) for width in widths]
    for number, part in enumerate(_parts(widths, room)):
        if number:
            click.echo()
        _print_part([[line[at] for at in part] for line in lines], [widths[at] for at in part])


def _terminal_width() -> int:
    from shutil import get_terminal_size  # costs more to import than a check to be printed

    return get_terminal_size().columns


def _width_of(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _parts(widths: Sequence[int], room: int | None) -> list[list[int]]:
    """The columns, by number, that stand beside each other; the first in every part."""
    parts = [[0]]
    for column in range(1, len(widths)):
        last = parts[-1]
        if room and len(last) > 1 and _width_of([widths[at] for at in (*last, column)]) > room:
            parts.append([0])
        parts[-1].append(column)
    return parts


def _print_part(lines: list[list[str]], widths: Sequence[int]) -> None:
    lines.insert(1, ["-" * width for width in widths])
    for line in lines:
        cells = [in_lines(cell, width) for cell, width in zip(line, widths, strict=True)]
        for pieces in zip_longest(*cells, fillvalue=""):
            padded = (
                text + " " * (width - columns(text)) for text, width in zip(pieces, widths, strict=True)
            )
            click.echo(_GAP.join(padded).rstrip())


def say_wrapped(text: str) -> None:
    """Text for people that may be longer than a line, indented."""
    width = min(_terminal_width(), _WIDEST) - len(_MARGIN)
    for line in in_lines(shown(text).strip(), max(2, width)):
        click.echo(f"{_MARGIN}{line}")


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as scripts read it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "shape": finding.shape.value,
        "apprentice": finding.apprentice,
        "cycle": finding.cycle,
        "placement": finding.placement,
        "host": finding.host,
        "message": f"{finding.problem} To mend: {mend(finding)}",
        "source": finding.source,
        "waived": waived_json(finding.waived),
        "judged": finding.judged,
        "follows": finding.follows or None,
        "next_step": finding.next_step or None,
    }


def waived_json(waiver: Waiver | None) -> dict[str, str] | None:
    """Who accepts a finding, why and until when, as scripts read it."""
    if waiver is None:
        return None
    return {"by": waiver.by, "why": waiver.why, "until": waiver.until_on.isoformat()}


def waived_said(waiver: Waiver) -> str:
    """Who accepts a finding, until when and why: Waived by Ruth, HR lead, until 4 December 2026: agreed."""
    return f"Waived by {said_by(waiver)} until {say_day(waiver.until_on)}: {waiver.why}"


def recorded(lead: str | None, host: str | None) -> str:
    """That the lead host has recorded what another host said: it is in this copy alone."""
    return f"Recorded by {lead}, the lead host: it doesn't travel to {host}."


def said_by(statement: Statement) -> str:
    """Who said something, in which role."""
    return f"{statement.by}, {statement.role}" if statement.role else statement.by


def print_finding(finding: Finding) -> None:
    """A finding as people read it: where, what, and what would mend it."""
    parts = (finding.cycle, finding.apprentice, finding.placement or finding.host)
    place = " ".join(part for part in parts if part)
    mark, colour = MARKS[finding.severity], _COLOURS[finding.severity]
    if finding.waived:
        mark, colour = WAIVED, "cyan"
    rule = _painted(f"{mark} {finding.rule:<16}", fg=colour, bold=True)
    click.echo(f"{rule} {shown(place)}".rstrip())
    say_wrapped(finding.problem)
    say_wrapped(waived_said(finding.waived) if finding.waived else f"To mend: {mend(finding)}")


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings one after the other; what could not be judged comes last, under a heading of its own.

    What follows, and who acts next, is said once for neighbours that share it.
    """
    breaches, waived, unknown = apart(findings)
    for (follows, next_step), alike in groupby(breaches, lambda f: (f.follows, f.next_step)):
        for finding in alike:
            print_finding(finding)
        if follows:
            say_wrapped(f"If nothing is done: {follows}")
        if next_step:
            say_wrapped(f"Next: {next_step}")
    for title, group in ((ACCEPTED, waived), (UNJUDGED, unknown)):
        if group:
            say(title, bold=True)
        for finding in group:
            print_finding(finding)


def apart(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Findings of what is broken, of that what somebody accepts, and of what could not be judged."""
    found = list(findings)
    broken = [f for f in found if f.judged and not f.waived]
    return broken, [f for f in found if f.waived], [f for f in found if not (f.judged or f.waived)]


def counted(conflicts: int, warnings: int, waived: int = 0) -> str:
    """The counts in words; what is waived only where something is."""
    more = f", {waived} waived" if waived else ""
    return f"{count(conflicts, 'conflict')}, {count(warnings, 'warning')}{more}"


def print_consequence(consequence: Consequence) -> None:
    """What an edit broke, mended and changed."""
    broke, waived, unknown = apart(consequence.broke)
    changed, still_waived, still_unknown = apart(consequence.changed)
    parts = (
        ("Breaks:", broke),
        ("Changes:", changed),
        (ACCEPTED, waived + still_waived),
        (UNJUDGED, unknown + still_unknown),
        ("Mends:", consequence.mended),
    )
    for title, findings in parts:
        if findings:
            say(title, bold=True)
        for finding in findings:
            if title == "Mends:":
                say_wrapped(f"{finding.rule}: {finding.problem}")
            else:
                print_finding(finding)


def consequence_json(consequence: Consequence) -> dict[str, Any]:
    """What an edit broke, mended and changed, as scripts read it."""
    return {
        "broke": [finding_json(finding) for finding in consequence.broke],
        "mended": [finding_json(finding) for finding in consequence.mended],
        "changed": [finding_json(finding) for finding in consequence.changed],
    }
