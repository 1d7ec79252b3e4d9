"""What becomes of rows, statements and deeds when a person is forgotten.

A row of the person keeps a code in their place and nothing else, so that counts stay right and rows still
follow from each other: in the draft and in what was told also cycle and placement. Of what others said and
wrote, notes and reasons lose the person's full name and learner number. Parts of a name may be anybody's:
they are left for somebody to look at (`Erasure.mentions`).
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Any

from apprentices.canonical import canonical_json
from apprentices.columns import Kind, Table
from apprentices.deeds import ROW, ROW_ADDED, ROW_REMOVED, SAID
from apprentices.forgotten import GONE, is_forgotten
from apprentices.programme import DRAFT
from apprentices.scenario import NAME, SCENARIO
from apprentices.shared import SHARED_ROWS
from apprentices.statements import SIGNOFF, WAIVER
from apprentices.store import DID
from apprentices.tables import KEPT

Values = Mapping[str, Any]

FREE = frozenset({"reason", "note", "why", "despite", "title", "text", "value", "source"})  # notes of people
_STAYS = {DRAFT.name: ("cycle", "placement"), SHARED_ROWS.name: ("host", "tbl")}
_TOLD = ("cycle", "placement", "host", "team", "cycle_starts_on", "cycle_ends_on")
_IN_DEEDS = ("apprentice", "other", "third", "who")
_OF_ROWS = frozenset({ROW, ROW_ADDED, ROW_REMOVED})
_OF_SCENARIOS = frozenset({"scenario", "scenario-kept", "scenario-removed"})
_STAYS_IN_DEEDS = ("columns", "table", "along", DID)


def _people_in(table: Table) -> tuple[str, ...]:
    """The columns that may name a person by code."""
    return tuple(
        column.name
        for column in table.columns
        if column.refers == "apprentices" or column.kind is Kind.WHO or (column.name,) == table.key == _PERSON
    )


_PERSON = ("apprentice",)
_PEOPLE = {name: _people_in(table) for name, table in KEPT.items()}


class Erasure:
    """One person who is forgotten. `known` are rows that have their names, of any time, and `plans` the names
    that scenarios have or had."""

    def __init__(
        self, person: str, pseudonym: str, known: Iterable[Values], plans: Collection[str] = ()
    ) -> None:
        self.person, self.pseudonym = person, pseudonym
        known = list(known)
        self._whole = _pattern(_in_full(known))
        self._parts = _pattern({person, *_parts(known)})
        self._code = _pattern({person})
        self._numbers: dict[tuple[str, tuple[Any, ...]], str] = {}
        self._plans: dict[
            str, str
        ] = {}  # the names of scenarios that lose the person's, and what they become
        self._taken = {name.casefold() for name in plans}

    def is_of(self, table: str, values: Values) -> bool:
        """Is it a row of this person?"""
        if table == SHARED_ROWS.name and values["tbl"] in KEPT and not is_forgotten(values["key"]):
            key = zip(KEPT[values["tbl"]].key, json.loads(values["key"]), strict=False)
            return self.is_of(values["tbl"], dict(key))
        return any(values.get(name) == self.person for name in _PEOPLE.get(table, ()))

    def row(self, table: str, values: Values) -> dict[str, Any]:
        """What a row becomes, in the journal or where it stays."""
        if self.is_of(table, values):
            return self._emptied(table, values)
        found = {name: self.text(value) if name in FREE else value for name, value in values.items()}
        if table in (SIGNOFF.name, SCENARIO.name):
            found["rows"] = self._agreed(values["rows"])
        if table == SCENARIO.name:
            found["name"] = self._plan(values["name"])
        elif table == WAIVER.name:
            found["finding"] = self._finding(values["finding"])
            if found["finding"] != values["finding"]:
                found["why"] = GONE
        elif table == SHARED_ROWS.name:
            found |= {name: self._cells(values["tbl"], values[name]) for name in ("told", "taken")}
        return found

    def told(self, values: Values) -> dict[str, Any]:
        """What a told row becomes; of other people it stays as it is."""
        if values["apprentice"] != self.person:
            return dict(values)
        found = {name: value if name in _TOLD else None for name, value in values.items()}
        return found | {"apprentice": self.pseudonym} | ({"pinned": False} if "pinned" in values else {})

    def codes(self, kind: str, codes: Values) -> dict[str, Any]:
        """What the codes of a deed become."""
        if _OF_ROWS & {kind, codes.get(DID)} and any(codes.get(name) == self.person for name in _IN_DEEDS):
            kept = {name: codes[name] for name in _STAYS_IN_DEEDS if name in codes}
            return {"apprentice": self.pseudonym, **kept}
        found = {name: self._in_deed(name, value) for name, value in codes.items()}
        if _OF_SCENARIOS & {kind, codes.get(DID)} and "name" in codes:
            found["name"] = self._plan(codes["name"])
        return found

    def text(self, text: Any) -> Any:
        """A text without the person's full name and learner number."""
        return self._whole.sub(GONE, text) if isinstance(text, str) else text

    def mentions(self, text: object) -> bool:
        """Does a text hold a part of the person's name, or their code?"""
        return isinstance(text, str) and self._parts.search(text) is not None

    def _emptied(self, table: str, values: Values) -> dict[str, Any]:
        stays, key = _STAYS.get(table, ()), KEPT[table].key
        found = {name: value if name in stays else None for name, value in values.items()}
        found |= {name: self.pseudonym for name in _PEOPLE[table] if values.get(name) == self.person}
        open_ones = [name for name in key if found[name] is None]
        if open_ones:  # what tells it from the person's other rows
            found[open_ones[0]] = self._number(table, tuple(values[name] for name in key))
        return found

    def _number(self, table: str, key: tuple[Any, ...]) -> str:
        return self._numbers.setdefault((table, key), f"{self.pseudonym}.{len(self._numbers) + 1}")

    def _plan(self, name: str) -> str:
        """The name of a scenario without the person's; no two become the same."""
        if name not in self._plans:
            then = without = str(self.text(name))
            if without != name:
                ends = chain([""], (f" {number}" for number in count(2)))
                names = (without[: NAME - len(end)] + end for end in ends)
                then = next(one for one in names if one.casefold() not in self._taken)
                self._taken.add(then.casefold())
            self._plans[name] = then
        return self._plans[name]

    def _in_deed(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._in_deed(name, one) for one in value]
        if name in _IN_DEEDS:
            return self.pseudonym if value == self.person else value
        if name == "finding":
            return self._finding(value)
        return self.text(self._code.sub(self.pseudonym, value) if name == SAID else value)

    def _finding(self, name: str) -> str:
        """The name of a finding; the person may also be in what else tells it apart."""
        parts = name.split("/")
        about = ("apprentice=", "subject=")
        return "/".join(
            self._code.sub(self.pseudonym, part) if part.startswith(about) else part for part in parts
        )

    def _agreed(self, text: str) -> str:
        rows = json.loads(text)
        then = [self.told(row) for row in rows]
        return text if then == rows else canonical_json(then)

    def _cells(self, table: str, text: str | None) -> str | None:
        if text is None:
            return None
        cells = json.loads(text)
        then = self.row(table, cells) if table in KEPT else cells
        return text if then == cells else canonical_json(then)


def _in_full(known: Iterable[Values]) -> Iterator[str]:
    for row in known:
        given, family, uln = row.get("given_names"), row.get("family_name"), row.get("uln")
        if given and family:
            for first in (given, given.split()[0]):
                yield from (f"{first} {family}", f"{family}, {first}", f"{family} {first}")
        if uln:
            yield uln


def _parts(known: Iterable[Values]) -> Iterator[str]:
    for row in known:
        yield from (row.get("given_names") or "").split()
        yield from filter(None, [row.get("family_name")])


def _pattern(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of these texts as whole words, in capitals or not; the longest first."""
    longest = sorted({text for text in texts if text}, key=lambda text: (-len(text), text))
    words = "|".join(re.escape(text) for text in longest)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])" if words else r"(?!)", re.IGNORECASE)
