"""What the panel tells of a row: what is known, what the rules say of it, and what is not known."""

import heapq
from collections.abc import Iterable, Sequence
from typing import Any

from apprentices.called import called
from apprentices.columns import Column, Table, title
from apprentices.programme import CODED, Programme
from apprentices.rules.said import Finding
from screens.shared.column_words import said, stands_for
from screens.shared.paragraph import Paragraph, finding_said, onward
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import marked

# By table, what findings name its rows by.
PLACE = {"apprentices": "apprentice", "placements": "placement", "hosts": "host", "cycles": "cycle"}

MOST = 20  # findings that are told in full
NAMING = {"apprentices": ("given_names", "family_name"), "placements": ("team",), "hosts": ("name",)}


def gravest(findings: Iterable[Finding]) -> tuple[str, str]:
    """The mark of the gravest finding, and its colour; blank where there is none."""
    found = min(findings, key=gravity, default=None)
    return (" ", "") if found is None else marked(found)


def told(programme: Programme, table: Table, row: Any, findings: Sequence[Finding]) -> list[Paragraph]:
    """A row in full, with the findings that name it."""
    name, code = called(programme, table, row), table.key_of(row)[0]
    head = phrase((name, "bold"), (f" {code}" if table.name in CODED else "", "$text-muted"))
    told_already = {*table.key, *NAMING.get(table.name, ())}
    columns = [column for column in table.columns if column.name not in told_already]
    known = [column for column in columns if getattr(row, column.name) not in (None, ())]
    unknown = [title(column.name) for column in columns if column not in known]
    facts = tuple(_fact(programme, column, getattr(row, column.name)) for column in known)
    paragraphs = [Paragraph((head, *facts))]
    if findings:
        paragraphs += map(finding_in_full, heapq.nsmallest(MOST, findings, key=gravity))
        if len(findings) > MOST:
            more = f"and {len(findings) - MOST} more: the Findings screen has them all"
            paragraphs.append(Paragraph((phrase((more, "$text-muted")),)))
    if unknown:
        paragraphs.append(Paragraph((phrase(("Not known: ", "$text-muted"), ", ".join(unknown)),)))
    return paragraphs


def _fact(programme: Programme, column: Column, value: Any) -> Phrase:
    named = stands_for(programme, column, value)
    more = f" {named}" if named else ""
    return phrase((f"{title(column.name)}: ", "$text-muted"), said(column, value), more)


def finding_in_full(finding: Finding) -> Paragraph:
    """A finding, what follows from it and who acts next."""
    return Paragraph((*finding_said(finding), *onward(finding)), joined=False, pressing=True)


def gravity(finding: Finding) -> tuple[bool, bool, str]:
    """What findings are sorted by: conflicts first, then warnings, what can't be judged, what is waived."""
    return finding.waived is not None, not finding.judged, finding.severity
