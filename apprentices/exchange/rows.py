"""One row: the one place that says what a valid row of each table is.

The models are made from the columns that `programme.py` declares; files, forms and settings read
their rows through them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Annotated, Any, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    create_model,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from apprentices.columns import NAME, Column, Kind, Table
from apprentices.exchange.cells import read_text, read_whole, read_yes_no, reader
from apprentices.exchange.wording import did_you_mean, quoted
from apprentices.programme import TABLE, TABLES
from apprentices.settings import SETTINGS
from apprentices.text import one_line

# Judges the value of a rule's setting: what is wrong with it, or None.
CheckSetting = Callable[[str, str], str | None]
CellProblem = tuple[str, str]  # column, message

_NEEDED = "is empty but needed"
_RULE_SETTING = re.compile(r"rule\.[A-Z][A-Z0-9-]*\.[a-z][a-z0-9_]*")
_SETTING = {setting.key: setting for setting in SETTINGS}

# The places in each key at which text of people's own stands.
_TEXTS_OF_KEY = {
    table.name: [
        place
        for place, name in enumerate(table.key)
        if next(column for column in table.columns if column.name == name).kind in (Kind.TEXT, Kind.WHAT)
    ]
    for table in TABLES
}
_as_read = lru_cache(maxsize=4096)(one_line)
# The second column of each pair must not come before the first.
_ORDERED = {
    "cycles": ("starts_on", "ends_on"),
    "closures": ("starts_on", "ends_on"),
    "absences": ("starts_on", "ends_on"),
    "clearances": ("issued_on", "expires_on"),
    "requirements": ("min_cycles", "max_cycles"),
}


@cache
def model(table_name: str) -> type[BaseModel]:
    """The model that reads a table's rows, from the text of cells or from values.

    Pass the judge of rule settings as the validation context, under `check_setting`.
    """
    table = TABLE[table_name]
    hints = get_type_hints(table.row)
    defaults = {field.name: field.default for field in fields(table.row)}
    columns: dict[str, Any] = {
        column.name: (
            Annotated[
                hints[column.name],
                BeforeValidator(_cell_reader(table, column, defaults[column.name])),
            ],
            Field(default=... if column.required else defaults[column.name]),
        )
        for column in table.columns
    }
    checks: dict[str, Any] = {"check_row": model_validator(mode="after")(_row_check(table_name))}
    return create_model(
        table.row.__name__,
        __config__=ConfigDict(extra="forbid"),
        __doc__=table.help,
        __validators__=checks,
        **columns,
    )


def read_row(
    table: Table, cells: Mapping[str, str], check_setting: CheckSetting | None = None
) -> tuple[Any | None, list[CellProblem]]:
    """Make a row from the text of its cells, or tell every cell that is wrong."""
    try:
        values = model(table.name).model_validate(cells, context={"check_setting": check_setting})
    except ValidationError as wrong:
        return None, [_problem(error) for error in wrong.errors(include_url=False)]
    return table.row(**values.__dict__), []


def key_of_cells(table: Table, cells: Mapping[str, str]) -> tuple[Any, ...] | None:
    """The key that the texts of a row's cells say; None where a cell of it can't be read."""
    columns = {column.name: column for column in table.columns}
    key: list[Any] = []
    for name in table.key:
        text = cells.get(name, "").strip()
        if not text and columns[name].required:
            return None
        try:
            key.append(reader(table.name, columns[name])(text) if text else None)
        except ValueError:
            return None
    return tuple(key)


def identity(table: Table, row: Any) -> tuple[Any, ...]:
    """What a row is about: two rows with the same would repeat or contradict each other."""
    return identity_of_key(table, table.key_of(row))


def identity_of_key(table: Table, key: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a row with that key is about.

    It is the key but for three things: beside a placement the host says nothing more, two people who are
    kept apart are one pair in either order, and a text that an older program kept is as it would be read now.
    """
    for place in _TEXTS_OF_KEY[table.name]:
        key = (*key[:place], _as_read(key[place]), *key[place + 1 :])
    if table.name == "separations":
        return tuple(sorted(key))
    if table.name in ("seats", "closures") and key[1] is not None:  # the placement
        return (None, *key[1:])
    return key


def wrong_order(table: Table, row: Any) -> CellProblem | None:
    """What is wrong where the second of two columns comes before the first."""
    if table.name not in _ORDERED:
        return None
    first, last = _ORDERED[table.name]
    low, high = getattr(row, first), getattr(row, last)
    if low is None or high is None or high >= low:
        return None
    comparison = "less than" if isinstance(low, int) else "before"
    return last, f"{high} is {comparison} {first}, {low}"


def _problem(error: ErrorDetails) -> CellProblem:
    column = error["loc"][0] if error["loc"] else error["ctx"]["column"]
    message = {"missing": _NEEDED, "extra_forbidden": "is not a column of this table"}
    return str(column), message.get(error["type"], error["msg"])


def _wrong(message: str, column: str | None = None) -> PydanticCustomError:
    """Pydantic's error with the plain message; `column` for those found by looking at a row."""
    return PydanticCustomError("cell", "{message}", {"message": message, "column": column})


def _cell_reader(table: Table, column: Column, default: Any) -> Callable[[Any], Any]:
    read = lru_cache(maxsize=4096)(reader(table.name, column))  # files repeat themselves

    def read_cell(value: Any) -> Any:
        if not isinstance(value, str):  # a value already: pydantic looks at its type
            return value
        text = value.strip()
        if text:
            try:
                return read(text)
            except ValueError as wrong:
                raise _wrong(str(wrong)) from None
        if column.required:
            raise _wrong(_NEEDED)
        return default

    return read_cell


def _row_check(table_name: str) -> Callable[[Any, ValidationInfo], Any]:
    """What a row must fulfil beyond its single cells."""

    def check_order(row: Any, _: ValidationInfo) -> Any:
        wrong = wrong_order(TABLE[table_name], row)
        if wrong:
            column, message = wrong
            raise _wrong(message, column)
        return row

    def check_requirement(row: Any, info: ValidationInfo) -> Any:
        if row.min_cycles is None and row.max_cycles is None:
            raise _wrong("is empty, and so is max_cycles; fill in one of them", "min_cycles")
        return check_order(row, info)

    return {
        "requirements": check_requirement,
        "seats": _check_seats,
        "separations": _check_separation,
        "settings": _check_setting,
    }.get(table_name, check_order)


def _check_seats(row: Any, _: ValidationInfo) -> Any:
    if row.host is None and row.placement is None:
        raise _wrong("is empty, and so is placement; name one of them", "host")
    return row


def _check_separation(row: Any, _: ValidationInfo) -> Any:
    if row.apprentice == row.other:
        raise _wrong(f"{quoted(row.other)} can't be kept apart from the same person", "other")
    return row


def _check_setting(row: Any, info: ValidationInfo) -> Any:
    setting = _SETTING.get(row.setting)
    if setting is None:
        _check_rule_setting(row, (info.context or {}).get("check_setting"))
        return row
    try:
        # An unset limit is None: like the numbers it is a whole number.
        if isinstance(setting.default, bool):
            row.value = "yes" if read_yes_no(row.value) else "no"
        elif not isinstance(setting.default, str):
            row.value = str(read_whole(row.value, setting.least, setting.most))
        else:
            row.value = read_text(NAME, row.value)
    except ValueError as wrong:
        raise _wrong(str(wrong), "value") from None
    return row


def _check_rule_setting(row: Any, check: CheckSetting | None) -> None:
    if not _RULE_SETTING.fullmatch(row.setting):
        form = "; a rule's setting is written like rule.PLAN-LENGTH.weeks"
        hint = form if row.setting.lower().startswith("rule") else ""
        guess = hint or did_you_mean(row.setting, _SETTING)
        raise _wrong(f"{quoted(row.setting)} is not a setting{guess}", "setting")
    message = check(row.setting, row.value) if check else None
    if message:
        raise _wrong(message, "value")
