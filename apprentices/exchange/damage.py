"""What a spreadsheet leaves in a cell when the value is lost: told as what it is, never taken for a value."""

import re
from datetime import date, timedelta

from apprentices.exchange.wording import quoted

UNCALCULATED = "#UNCALCULATED!"  # what stands for a formula without a result; no spreadsheet has this error
SHORTENED = re.compile(r"-?[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
# In any language: #REF!, #WERT!, #¿NOMBRE?, #DIV/0!; #N/A, #N/D, #I/T; the last have neither mark.
_ERROR = re.compile(r"#[¡¿]?[^\W\d_][\w/]*[!?]|#[^\W\d_]/[^\W\d_]|#(?:GETTING_DATA|NV)", re.IGNORECASE)
_OTHER_ERROR = re.compile(r"Err:[0-9]{3}")
_TOO_NARROW = re.compile(r"#{3,}")
_DAY_NUMBER = re.compile(r"([1-9][0-9]{4})(?:\.0*)?")
_DAY_ZERO = date(1899, 12, 30)


def damaged(text: str, is_number: bool = False) -> str | None:
    """What happened to a cell whose value is lost, as a message; None where it may hold one.

    2E9 may be somebody's code, but where only a number can stand it is a shortened one, as 2E+09 is anywhere.
    """
    text = text.strip()
    if text == UNCALCULATED:
        return "is a formula without a result; open the file in the spreadsheet program and save it there"
    if _TOO_NARROW.fullmatch(text):
        return (
            f"{quoted(text)} is what a spreadsheet shows in a column that is too narrow; "
            "widen the column and save it again"
        )
    if _ERROR.fullmatch(text) or _OTHER_ERROR.fullmatch(text):
        return f"{quoted(text)} is an error of the spreadsheet; mend the cell there, or empty it"
    if SHORTENED.fullmatch(text) and (is_number or "+" in text):
        return (
            f"{quoted(text)} is a number that a spreadsheet has shortened, and its last digits are lost; "
            "format the column as text there, enter the number again and save"
        )
    return None


def day_of_number(text: str) -> date | None:
    """The day that a spreadsheet means by a number such as 46388; None for other texts."""
    found = _DAY_NUMBER.fullmatch(text)
    return _DAY_ZERO + timedelta(days=int(found[1])) if found else None
