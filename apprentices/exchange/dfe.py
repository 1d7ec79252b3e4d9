"""The people of an Apprenticeship Service bulk upload: who is known already, and the rows they become."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from apprentices.calendar import say
from apprentices.errors import Problem
from apprentices.exchange.dfe_file import DfeRow, read_dfe_file
from apprentices.exchange.read import Batch
from apprentices.programme import Apprentice
from apprentices.text import plain_name, shown

_NUMBERED = re.compile(r"(.*[^0-9]|)([0-9]{1,6})")
_ENDED = ("withdrawn", "completed")
_FIRST_CODE = ("A", 0, 2)  # prefix, last number and its digits, for a programme without anybody

Rows = Mapping[str, Sequence[Any]]


def read_dfe(path: Path, batch: Batch, existing: Rows, used: Collection[str] = ()) -> None:
    """Add the people of the file to the batch, or what is wrong with the file to its problems.

    People of the batch or of `existing` are updated in what the file tells, and keep the rest; others
    are new and get the next code after theirs and the `used` ones.
    """
    rows, problems, left_out = read_dfe_file(path)
    batch.problems += problems
    if left_out:
        batch.left_out[shown(path.name)] = left_out
    people = _People([*existing.get("apprentices", ()), *batch.tables.get("apprentices", ())])
    codes = _next_codes({*people.by_code, *used})
    for row in rows:
        try:
            _check_standard(row, batch, existing)
            person = _updated(people.find(row.values), row.values)
        except _Refused as wrong:
            batch.problems.append(Problem(shown(path.name), row.line, wrong.column, str(wrong)))
            continue
        if not batch.problems:  # otherwise nothing is imported, and values may be missing
            _put(batch, (path.name, row.line), person or _new(next(codes), row.values))
        if person:
            people.by_code[person.apprentice] = person


class _Refused(Exception):
    def __init__(self, column: str, message: str) -> None:
        self.column = column
        super().__init__(message)


def _check_standard(row: DfeRow, batch: Batch, existing: Rows) -> None:
    standard = row.values.get("standard")
    known = {found.standard for rows in (existing, batch.tables) for found in rows.get("standards", ())}
    # What was refused or not read for another reason may be the one that is meant.
    unsure = "standards" in batch.unread or any(found.table.name == "standards" for found in batch.refused)
    if standard is None or standard in known or unsure:
        return
    code = row.texts["StdCode"]
    named = standard if code.upper() == standard else f"The standard code {code} is {standard}, which"
    message = f"{named} is not among the programme's standards; add {standard} to standards.csv and import it"
    raise _Refused("StdCode", message)


class _People:
    """Everybody who is known, and how a row of the file finds them."""

    def __init__(self, people: Iterable[Apprentice]) -> None:
        self.by_code = {person.apprentice: person for person in people}  # a later row replaces an earlier

    def find(self, values: Mapping[str, Any]) -> Apprentice | None:
        """The person with that learner number, or without one but with that name and date of birth."""
        uln = values.get("uln")
        if uln is None:
            return None
        same = [person for person in self.by_code.values() if _digits(person.uln) == uln]
        if len(same) > 1:
            codes = " and ".join(person.apprentice for person in same)
            message = f"{codes} have this unique learner number in the programme"
            raise _Refused("ULN", f"{message}; correct one of them")
        return same[0] if same else self._find_by_name(values)

    def _find_by_name(self, values: Mapping[str, Any]) -> Apprentice | None:
        name, born = _name(values.get("given_names"), values.get("family_name")), values.get("date_of_birth")
        for person in self.by_code.values():
            if _name(person.given_names, person.family_name) != name:
                continue
            if person.date_of_birth is None and not person.uln:
                raise _Refused(
                    "ULN",
                    f"{person.apprentice} in the programme has this name, and neither a unique learner "
                    "number nor a date of birth to tell who it is; add one to apprentices.csv",
                )
            if born is not None and person.date_of_birth == born:
                if not person.uln:
                    return person
                raise _Refused(
                    "ULN",
                    f"{person.apprentice} in the programme has this name and date of birth, but the unique "
                    f"learner number {person.uln}; correct the number that is wrong",
                )
        return None


def _digits(uln: str | None) -> str:
    return "".join((uln or "").split())


def _name(given: str | None, family: str | None) -> str:
    return plain_name(f"{given} {family}")


def _next_codes(used: Collection[str]) -> Iterator[str]:
    """Codes that nobody has, counting on in the most usual form: A25, A26 … after A01 to A24.

    The learner number would be no code: codes are shown to hosts, learner numbers are not.
    """
    prefix, last, width = _newest_code(used)
    taken = {code.casefold() for code in used}
    while True:
        last += 1
        code = f"{prefix}{last:0{width}}"
        if code.casefold() not in taken:
            yield code


def _newest_code(used: Collection[str]) -> tuple[str, int, int]:
    numbered = [
        (found[1], int(found[2]), len(found[2])) for code in used if (found := _NUMBERED.fullmatch(code))
    ]
    counts = Counter(prefix for prefix, _, _ in numbered)
    most = max(counts.values(), default=0)
    # Of two forms that are as usual, the alphabet decides: the same data give the same codes.
    usual = min((prefix for prefix, count in counts.items() if count == most), default=None)
    return max((code for code in numbered if code[0] == usual), default=_FIRST_CODE)


def _new(code: str, values: Mapping[str, Any]) -> Apprentice:
    return Apprentice(apprentice=code, **_told(values))


def _updated(person: Apprentice | None, values: Mapping[str, Any]) -> Apprentice | None:
    """The person with what the file tells; what it leaves empty stays as it is."""
    if person is None:
        return None
    if person.status in _ENDED and values.get("starts_on", date.min) > person.ends_on:
        raise _Refused(
            "StartDate",
            f"{person.apprentice} is {person.status} in the programme, with an apprenticeship until "
            f"{say(person.ends_on)}; for a new one, first set status to active in apprentices.csv",
        )
    told = _told(values)
    if person.cohort:  # the programme's own name for the group says more than the service's reference
        told.pop("cohort", None)
    if "ends_on" in told and told["ends_on"].replace(day=1) == person.ends_on.replace(day=1):
        del told["ends_on"]  # the file knows the month, the programme the day
    return replace(person, **told)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of apprentices.csv that a row of the file tells."""
    told = dict(values)
    total, less = told.pop("total_hours", None), told.pop("less_hours", None)
    if total is not None:  # the hours of the standard, of which prior learning may save some
        told["off_the_job_hours"] = total - (less or 0)
    if less is not None:
        told["prior_learning_hours"] = less
    return told


def _put(batch: Batch, place: tuple[str, int], person: Apprentice) -> None:
    batch.add_table("apprentices")
    rows = batch.tables["apprentices"]
    for index, row in enumerate(rows):
        if row.apprentice == person.apprentice:
            rows[index] = person
            return
    rows.append(person)
    batch.lines["apprentices"].append(place)
