"""How commands print: tables for people, JSON for scripts, findings alike everywhere."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from apprentices.rules.checker import Consequence
from apprentices.rules.rule import Finding, Severity
from apprentices.rules.words import count

MARKS = {Severity.CONFLICT: "!", Severity.WARNING: "?"}
_WIDEST = 110  # longer lines are hard to read
_COLOURS = {Severity.CONFLICT: "red", Severity.WARNING: "yellow"}


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with aligned columns."""
    from tabulate import tabulate

    click.echo(tabulate(list(rows), headers=header, tablefmt="simple", disable_numparse=True))


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
    }


def print_finding(finding: Finding) -> None:
    """A finding as people read it: where, what, and what would mend it."""
    parts = (finding.cycle, finding.apprentice, finding.placement or finding.host)
    place = " ".join(part for part in parts if part)
    mark = MARKS[finding.severity]
    rule = click.style(f"{mark} {finding.rule:<16}", fg=_COLOURS[finding.severity], bold=True)
    click.echo(f"{rule} {place}".rstrip())
    for line in (finding.problem, f"To mend: {finding.mend}"):
        click.echo(_wrapped(line))


def counted(conflicts: int, warnings: int) -> str:
    """The two counts in words."""
    return f"{count(conflicts, 'conflict')}, {count(warnings, 'warning')}"


def print_consequence(consequence: Consequence) -> None:
    """What an edit broke, mended and changed."""
    parts = (
        ("Breaks:", consequence.broke),
        ("Changes:", consequence.changed),
        ("Mends:", consequence.mended),
    )
    for title, findings in parts:
        if findings:
            click.secho(title, bold=True)
        for finding in findings:
            if title == "Mends:":
                text = f"{finding.rule}: {finding.problem}"
                click.echo(_wrapped(text))
            else:
                print_finding(finding)


def consequence_json(consequence: Consequence) -> dict[str, Any]:
    """What an edit broke, mended and changed, as scripts read it."""
    return {
        "broke": [finding_json(finding) for finding in consequence.broke],
        "mended": [finding_json(finding) for finding in consequence.mended],
        "changed": [finding_json(finding) for finding in consequence.changed],
    }


def _wrapped(text: str) -> str:
    """Text in lines that fit the terminal, indented."""
    from shutil import get_terminal_size

    width = min(get_terminal_size().columns, _WIDEST)
    return click.wrap_text(text, width, initial_indent="  ", subsequent_indent="  ")
