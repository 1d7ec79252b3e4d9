"""How commands print: tables for people, JSON for scripts, findings alike everywhere.

All that goes to a terminal goes through here: texts may come from other programs' files, and what could steer
a terminal (its title, its colours, what stands above) is shown as �.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from apprentices.rules.checker import Consequence
from apprentices.rules.said import Finding, Severity
from apprentices.rules.words import count
from apprentices.text import as_json, columns, shown

if TYPE_CHECKING:
    from apprentices.exchange.sheets import Sheet

UNJUDGED = "Can't be judged yet:"
MARKS = {Severity.CONFLICT: "!", Severity.WARNING: "?"}
_WIDEST = 110  # longer lines are hard to read
_COLOURS = {Severity.CONFLICT: "red", Severity.WARNING: "yellow"}


def say(text: str, *, lead: str = "", err: bool = False, **style: Any) -> None:
    """One line for people, after a `lead` of our own; `style` is click's."""
    line = f"{lead}{shown(text)}"
    click.echo(click.style(line, **style) if style else line, err=err)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(as_json(value))


def print_rows(sheet: "Sheet") -> None:
    """A table as JSON on standard output, an object each row."""
    from apprentices.exchange.sheets import to_json

    click.echo(to_json(sheet), nl=False)


def print_csv(sheet: "Sheet") -> None:
    """A table as CSV on standard output, a line each row: it may be a terminal, too."""
    from apprentices.exchange.sheets import to_csv

    rows = [[shown(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
    click.echo(to_csv(replace(sheet, rows=rows)).encode(), nl=False)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with aligned columns."""
    lines = [list(map(shown, row)) for row in (header, *rows)]
    widths = [max(2, *map(columns, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    for line in lines:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def say_wrapped(text: str) -> None:
    """Text for people that may be longer than a line, indented."""
    from shutil import get_terminal_size

    width = min(get_terminal_size().columns, _WIDEST)
    click.echo(click.wrap_text(shown(text), width, initial_indent="  ", subsequent_indent="  "))


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
        "message": finding.message,
        "source": finding.source,
        "waived": None,
        "judged": finding.judged,
    }


def print_finding(finding: Finding) -> None:
    """A finding as people read it: where, what, and what would mend it."""
    parts = (finding.cycle, finding.apprentice, finding.placement or finding.host)
    place = " ".join(part for part in parts if part)
    mark = MARKS[finding.severity]
    rule = click.style(f"{mark} {finding.rule:<16}", fg=_COLOURS[finding.severity], bold=True)
    click.echo(f"{rule} {shown(place)}".rstrip())
    for line in (finding.problem, f"To mend: {finding.mend}"):
        say_wrapped(line)


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings one after the other; what could not be judged comes last, under a heading of its own."""
    breaches, unknown = apart(findings)
    for finding in breaches:
        print_finding(finding)
    if unknown:
        say(UNJUDGED, bold=True)
    for finding in unknown:
        print_finding(finding)


def apart(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings of what is broken, and of what could not be judged."""
    found = list(findings)
    return [f for f in found if f.judged], [f for f in found if not f.judged]


def counted(conflicts: int, warnings: int) -> str:
    """The two counts in words."""
    return f"{count(conflicts, 'conflict')}, {count(warnings, 'warning')}"


def print_consequence(consequence: Consequence) -> None:
    """What an edit broke, mended and changed."""
    broke, unknown = apart(consequence.broke)
    changed, still_unknown = apart(consequence.changed)
    parts = (
        ("Breaks:", broke),
        ("Changes:", changed),
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
