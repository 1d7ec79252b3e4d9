"""What was done, in words: the history keeps codes, and names are looked up when somebody reads them.

Somebody who is gone is told by their code.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from apprentices.called import counted
from apprentices.columns import Table, title
from apprentices.figures import RuleData
from apprentices.rules.data import row_name
from apprentices.rules.said import Name
from apprentices.rules.words import count, join
from apprentices.store import (
    FORGET,
    IMPORT,
    PARCEL_IN,
    PARCEL_OUT,
    PARCEL_SAID,
    PARCEL_TOLD,
    PUBLISH,
    RESTORE,
    STATE,
    SWEPT,
    Deed,
    Event,
)
from apprentices.text import with_capital

NameOf = Callable[[str], str]  # the name of a person by code; of nobody, the code

SWAP = "swap"
ROW, ROW_ADDED, ROW_REMOVED = "row", "row-added", "row-removed"  # deeds that name a row by its key
PASTED = "pasted"
SAID = "said"  # the words themselves, of what was done before the history kept codes
_PEOPLE = ("apprentice", "other", "third")  # codes that are told by name


def row_deed(kind: str, table: Table, row: Any, more: Mapping[str, Any]) -> Deed:
    """A deed about one row, which is named by its key."""
    key = zip(table.key, table.key_of(row), strict=True)
    return Deed(kind, {**{name: str(value) for name, value in key if value is not None}, **more})


def swap_deed(people: Sequence[str], cycles: Sequence[str]) -> Deed:
    """A swap of two or three people in one cycle, or from one to the last."""
    codes = dict(zip(_PEOPLE, people, strict=False)) | {"cycle": cycles[0]}
    return Deed(SWAP, codes | ({"last": cycles[-1]} if len(cycles) > 1 else {}))


def cycles_said(cycles: Sequence[str]) -> str:
    """One cycle, or the first and the last of several: C3 to C5."""
    return cycles[0] if len(cycles) == 1 else f"{cycles[0]} to {cycles[-1]}"


def told(deed: Deed, name_of: NameOf) -> str:
    """What was done, without a full stop: Amara Okafor to CITY-HR in C2."""
    first = deed.first
    if first is not deed:
        return f"{deed.kind}: {told(first, name_of)}"
    if SAID in deed.codes:
        return str(deed.codes[SAID])
    codes = {name: name_of(code) if name in _PEOPLE else code for name, code in deed.codes.items()}
    if "finding" in codes:
        codes["finding"] = finding_said(str(codes["finding"]), name_of)
    try:
        return _WORDS[deed.kind](**codes)
    except (LookupError, TypeError, ValueError):  # as another version, or a hand, has written it
        return " ".join([deed.kind, *map(str, deed.codes.values())])


def sentence(deed: Deed, name_of: NameOf) -> str:
    """What was done, as a sentence."""
    return with_capital(told(deed, name_of)).rstrip(".") + "."


def rows_said(event: Event) -> str:
    """How many rows a change touched, with those apart that nobody enters: 631 rows and 24 bank holidays."""
    numbers = {"row": event.changes, "bank holiday": event.holidays}
    return join(count(number, what) for what, number in numbers.items() if number)


def plan_said(gaps: int, score: int) -> str:
    """A plan in a few words: full plan, score 386."""
    plan = f"plan with {count(gaps, 'gap')}" if gaps else "full plan"
    return f"{plan}, score {score}"


def finding_said(text: str, name_of: NameOf) -> str:
    """What somebody accepts, by its name: PLAN-GAP of Mia Whitlock in C6."""
    try:
        name = Name.read(text)
    except ValueError:
        return text
    who = name_of(name.apprentice) if name.apprentice else name.placement or name.host
    return f"{name.rule}{f' of {who}' if who else ''}{f' in {name.cycle}' if name.cycle else ''}"


def _swapped(apprentice: str, other: str, cycle: str, third: str = "", last: str = "") -> str:
    people = join(filter(None, (apprentice, other, third)))
    return f"{people} swapped in {cycles_said([cycle, last] if last else [cycle])}"


def _imported(files: Sequence[str]) -> str:
    return f"Imported {', '.join(files)}"


def _planned(keep: str, gaps: int, score: int) -> str:
    return f"Planned ({keep}): {plan_said(gaps, score)}"


def _figure(kind: str, item: str, from_on: str | None) -> str:
    since = date.fromisoformat(from_on) if from_on else None
    return row_name(RuleData(kind=kind, item=item, from_on=since))


def standing_against(conflicts: int, unsigned: int) -> str:
    """What stands against a publication, in words; empty where nothing does."""
    found = [count(conflicts, "conflict stands", "conflicts stand")] if conflicts else []
    found += [count(unsigned, "sign-off is missing", "sign-offs are missing")] if unsigned else []
    return join(found) if found else ""


def _published(number: int, by: str, conflicts: int, why: str | None, unsigned: int = 0) -> str:
    said, against = f"Publication {number} by {by}", standing_against(conflicts, unsigned)
    return f"{said}, although {against}: {why}" if against else said


def _stated(table: str, of: str = "", **codes: str) -> str:
    return _STATED[f"{table} of {of}" if of else table].format(**codes)


def _removed(table: str, along: Mapping[str, int], **key: str) -> str:
    more = join(counted(*one) for one in along.items()) if along else ""
    return f"{' '.join(key.values())} removed from {table}" + (f", with {more}" if more else "")


def _restored(file: str, kept: str | None) -> str:
    return f"Restored {file}" + (f"; what was there is kept in {kept}" if kept else "")


# By table of statements, and of what one ends, from the codes in it.
_STATED: Mapping[str, str] = {
    "signoff": "{host} signs {cycle}",
    "request": "{host} asked to sign {cycle}",
    "waiver": "{finding} waived",
    "register": "{kind} {statement}",
    "ending": "{ends} ended",
    "ending of signoff": "sign-off of {cycle} by {host} withdrawn",
    "ending of request": "request to {host} to sign {cycle} withdrawn",
    "ending of waiver": "{finding} waived no longer",
    "ending of register": "{kind} {ends} closed",
}
# By kind of deed, from its codes.
_WORDS: Mapping[str, Callable[..., str]] = {
    "assign": "{apprentice} to {placement} in {cycle}".format,
    "clear": "{apprentice} cleared in {cycle}".format,
    "pin": "{apprentice} pinned in {cycle}".format,
    "unpin": "{apprentice} unpinned in {cycle}".format,
    SWAP: _swapped,
    ROW: lambda columns, **key: f"{' '.join(key.values())}: {join(map(title, columns))} changed",
    ROW_ADDED: lambda table, **key: f"{' '.join(key.values())} added to {table}",
    ROW_REMOVED: _removed,
    PASTED: lambda table, new, changed: f"pasted into {table}: {new} new, {changed} changed",
    "plan": _planned,
    "plan-part": lambda cells, of: f"{cells} of {count(of, 'change')} of a plan made",
    "scenario": lambda name, gaps, score: f'Scenario "{name}" applied: {plan_said(gaps, score)}',
    "scenario-kept": 'scenario "{name}" kept'.format,
    "scenario-removed": 'scenario "{name}" removed'.format,
    "rule-set": "{rule}: {key} set to {value}".format,
    "rule-off": "{rule} switched off: {why}".format,
    "rule-on": "{rule} switched on ({severity})".format,
    "figure-set": lambda **row: f"{_figure(**row)} set",
    "figure-removed": lambda **row: f"{_figure(**row)} removed",
    IMPORT: _imported,
    PUBLISH: _published,
    RESTORE: _restored,
    FORGET: "somebody forgotten ({apprentice}) by {by}: {why}".format,
    SWEPT: lambda: "nothing of who was forgotten is left in the file",
    STATE: _stated,
    PARCEL_OUT: "parcel made for {host}".format,
    PARCEL_IN: "parcel of {host} taken in".format,
    PARCEL_SAID: "statements of {host} taken in".format,
    PARCEL_TOLD: "publication {number} of {host} taken in".format,
    "chosen": lambda rows: f"chosen of what collides: {count(rows, 'row changes', 'rows change')}",
    "host-key": "key of {host}: {state}".format,
    "lead": "{host} named as the lead host".format,
    "by-hand": "changed {table} by hand".format,
}
