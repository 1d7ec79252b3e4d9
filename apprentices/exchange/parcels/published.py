"""Publications in parcels: the lead host tells them, each as it was told, as far as the receiver may see it.

Of its own people and teams a host gets all that was told; of others the columns `OTHERS`. The reason to
publish in spite of something stays with the lead host, since it may be about a person.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from apprentices.agreement.publications import publication
from apprentices.canonical import canonical_json, moment_text
from apprentices.columns import NAME, Column, Kind
from apprentices.errors import ParcelRefused
from apprentices.exchange.cells import read_text, reader
from apprentices.forgotten import is_forgotten
from apprentices.told import TOLD, Publication, Told

Published = list[dict[str, Any]]  # publications in plain values
OTHERS = (
    "apprentice",
    "given_names",
    "family_name",
    "standard",
    "employer",
    "cycle",
    "host",
    "placement",
    "team",
)
_NOTE = 100_000  # characters
_COLUMNS: Mapping[str, Column] = {column.name: column for column in TOLD.columns}


def told_to(host: str, published: Iterable[Publication]) -> Published:
    """The publications as a host gets to see them."""
    return [
        {
            "number": made.number,
            "at": moment_text(made.at),
            "by": made.by,
            "note": made.note,
            "codes_only": made.codes_only,
            "rows": [_texts(row, host) for row in made.rows],
        }
        for made in published
    ]


def _texts(row: Told, host: str) -> dict[str, Any]:
    names = _COLUMNS if host in (row.host, row.employer) else OTHERS
    found: dict[str, Any] = json.loads(canonical_json({name: getattr(row, name) for name in names}))
    return {name: value for name, value in found.items() if value is not None and value is not False}


def heard(told: Published, mine: Sequence[Publication]) -> tuple[list[Publication], list[int]]:
    """The publications that aren't here yet, and the numbers of those that are and say something else."""
    there = {made.number: made for made in mine}
    new, clashing = [], []
    for found in told:
        made = _read(found)
        if made.number not in there:
            new.append(made)
        elif not _alike(made, there[made.number]):
            clashing.append(made.number)
    return new, clashing


def _alike(one: Publication, two: Publication) -> bool:
    """Do two copies of a publication say the same? Each may have forgotten people of its own."""
    forgotten = any(is_forgotten(row.apprentice) for row in (*one.rows, *two.rows))
    return _said(one, forgotten) == _said(two, forgotten)


def _said(made: Publication, forgotten: bool) -> object:
    """What all copies of a publication have alike; where somebody is forgotten, how many come, not who."""
    told = Counter((None if forgotten else row.apprentice, row.cycle, row.placement) for row in made.rows)
    return made.at, made.by, told


def _read(found: Mapping[str, Any]) -> Publication:
    try:
        number, codes_only = int(found["number"]), bool(found["codes_only"])
        note = None if found["note"] is None else read_text(_NOTE, found["note"])
        at = datetime.fromisoformat(found["at"])
        rows = [Told(**{name: _value(name, value) for name, value in row.items()}) for row in found["rows"]]
        made = publication(number, at, read_text(NAME, found["by"]), rows, note=note)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ParcelRefused("It holds a publication that can't be read.") from error
    if number < 1 or len({TOLD.key_of(row) for row in rows}) < len(rows):
        raise ParcelRefused("It holds a publication that can't be read.")
    return replace(made, codes_only=True, digests={}) if codes_only else made


def _value(name: str, value: Any) -> Any:
    """The value of a column of what was told. Raises KeyError or ValueError."""
    column = _COLUMNS[name]
    if column.kind is Kind.YES_NO:
        return value is True
    return read_text(column.longest, value) if column.kind is Kind.TEXT else reader(TOLD.name, column)(value)
