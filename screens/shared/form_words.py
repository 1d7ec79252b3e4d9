"""What a rule says of files and their columns, in the words of the lists and forms that show these."""

import re

from apprentices.columns import title
from apprentices.programme import TABLE

_TABLES = "|".join(TABLE)
_FILE = rf"\b({_TABLES})\.csv\b"
_IN_FILE = rf"((?:\w+(?:, | and ))*\w+) in ({_TABLES})\.csv\b"
# Only what can't be taken for a word of the language: where no file is named, others are such.
_COLUMN = "|".join(sorted({one.name for table in TABLE.values() for one in table.columns if "_" in one.name}))


def as_forms_say(text: str) -> str:
    """The text with titles for columns, and lists for files: "Agreement on" in the list of apprentices."""
    text = re.sub(_FILE, r"the list of \1", re.sub(_IN_FILE, _columns_titled, text))
    return re.sub(rf"\b({_COLUMN})\b", lambda found: f'"{title(found[0])}"', text)


def _columns_titled(found: re.Match[str]) -> str:
    """The words before the name of a file, those that are columns of it by their titles."""
    names = {column.name for column in TABLE[found[2]].columns}
    words = re.sub(r"\w+", lambda word: f'"{title(word[0])}"' if word[0] in names else word[0], found[1])
    return f"{words} in {found[2]}.csv"
