"""Statements in parcels: each host tells those that it may make, to those that they concern.

A statement is never changed, and its code follows from all that it says: two copies come together by taking
those that one of them lacks.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from apprentices.agreement.digests import facts_of, row_of
from apprentices.canonical import canonical_json
from apprentices.columns import Column, Kind
from apprentices.errors import ParcelRefused
from apprentices.exchange.cells import read_text, reader
from apprentices.rules.catalogue import waived_at
from apprentices.statements import (
    STATEMENTS,
    TABLE_OF,
    Ending,
    Entry,
    Request,
    SignOff,
    Statement,
    Waiver,
    code_of,
)

Said = Mapping[str, list[dict[str, str]]]  # the texts of statements by table; what is not known is left out


class Speakers(NamedTuple):
    """What tells who may make a statement, and whom it concerns.

    That is the lead host, all statements by code, and the hosts that have left: the lead host speaks for
    these.
    """

    lead: str | None
    statements: Mapping[str, Statement]
    left: frozenset[str] = frozenset()

    def makers(self, said: Statement) -> frozenset[str | None]:
        """The hosts that may make it.

        A host signs for itself; the lead host asks; of the register, both it and the host that an entry
        names; who waives, the rule says. Who may make a statement may end it: nobody, where that isn't known.
        """
        match said:
            case SignOff(host=host):
                return frozenset({host})
            case Waiver(finding=finding):
                return frozenset({self._waives(finding)})
            case Entry(host=host):
                return frozenset({host or self.lead, self.lead})
            case Ending(ends=ends):
                ended = self.statements.get(ends)
                return self.makers(ended) if ended and not isinstance(ended, Ending) else frozenset()
        return frozenset({self.lead})

    def _waives(self, finding: str) -> str | None:
        """The host that may waive a finding; where nobody may the lead host, and it is without effect."""
        host = waived_at(finding, self.lead)
        return self.lead if host is None or host in self.left else host

    def concerns(self, host: str, said: Statement) -> bool:
        """Does a host get it? The lead host gets all, others what names them, or (in the register) nobody."""
        match said:
            case _ if host == self.lead:
                return True
            case SignOff(host=named) | Request(host=named):
                return host == named
            case Entry(host=named):
                return named in (host, None)
            case Ending(ends=ends):
                ended = self.statements.get(ends)
                return ended is not None and not isinstance(ended, Ending) and self.concerns(host, ended)
        return False  # a waiver: its reason may be about a person


def told_to(host: str, by: str, speakers: Speakers) -> dict[str, list[dict[str, str]]]:
    """The statements that one host tells another."""
    found: dict[str, list[dict[str, str]]] = {}
    for code in sorted(speakers.statements):
        said = speakers.statements[code]
        # One that was about somebody who was forgotten is no longer what was said: it stays here.
        if by in speakers.makers(said) and speakers.concerns(host, said) and code_of(said) == code:
            found.setdefault(TABLE_OF[type(said)].name, []).append(_texts(said))
    return found


def heard(told: Said, sender: str, speakers: Speakers) -> list[Statement]:
    """The statements that a host tells and that aren't here yet; an ending waits for what it ends.

    Raises `ParcelRefused` for those that it may not make, and for those that were changed on their way.
    """
    new = {said.statement: said for said in _read(told)}
    after = speakers._replace(statements={**new, **speakers.statements})
    for said in new.values():
        makers = after.makers(said)
        if makers and sender not in makers:
            raise ParcelRefused(f"{sender} tells the statement {said.statement}, which is not its to make.")
    return [said for code, said in new.items() if code not in speakers.statements and after.makers(said)]


def _texts(said: Statement) -> dict[str, str]:
    values = TABLE_OF[type(said)].values_of(said)
    plain = json.loads(canonical_json(values))
    return {name: str(value) for name, value in plain.items() if value is not None}


def _read(told: Said) -> Iterator[Statement]:
    tables = {table.name: table for table in STATEMENTS}
    for name, rows in told.items():
        for texts in rows:
            try:
                columns = {column.name: column for column in tables[name].columns}
                values = {column: _value(name, columns[column], text) for column, text in texts.items()}
                said = tables[name].row(**values)
                sound = code_of(said) == said.statement and _texts(said) == texts
                if isinstance(said, SignOff):
                    sound = sound and _can_be_read(said.rows)
            except (KeyError, TypeError, ValueError):
                sound = False
            if not sound:
                raise ParcelRefused("It holds a statement that is not as it was made.")
            yield said


def _can_be_read(rows: str) -> bool:
    """Are these rows of a sign-off? Others would be in the way of whoever asks where a host stands."""
    facts = facts_of(rows)
    told = [row_of(one) for one in facts if all(isinstance(text, str | None) for text in one.values())]
    return isinstance(facts, list) and len(told) == len(facts)


def _value(table: str, column: Column, text: str) -> Any:
    if column.kind is Kind.MOMENT:
        return datetime.fromisoformat(text)
    if column.kind is Kind.TEXT:
        return read_text(column.longest, text)
    return reader(table, column)(text)
