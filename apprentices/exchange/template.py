"""An empty programme folder to start from, with a page that explains every column."""

from pathlib import Path

from apprentices.calendar import YEARS
from apprentices.columns import NAME, Column, Kind, Table
from apprentices.exchange.csv_files import MOST_LINES
from apprentices.exchange.files import make_folder, refuse_to_overwrite, write_files
from apprentices.exchange.incoming import MOST_MEGABYTES
from apprentices.exchange.programme_files import programme_sheets
from apprentices.exchange.sheets import csv_file
from apprentices.programme import TABLES
from apprentices.settings import SETTINGS, Setting

_FORMS = {
    Kind.CODE: 'code: 1 to 32 letters, digits, ".", "_" or "-", no spaces',
    Kind.TEXT: "text",
    Kind.DATE: "date, such as 2027-02-28",
    Kind.WHOLE: "whole number",
    Kind.POINTS: "whole number",
    Kind.HOURS: "number, such as 7.5",
    Kind.MONEY: "pounds, such as 12.71",
    Kind.YES_NO: "yes or no",
    Kind.WORDS: 'list, separated by ";"',
    Kind.TIME: "time of day, such as 08:30",
    Kind.CHOICE: "one of",
    Kind.WHAT: "such as host:ELFT or area:library",
    Kind.WHO: "code or the word all",
    Kind.RRULE: "recurrence rule",
    Kind.POSTCODE: "postcode, such as E8 1EA",
}
_TO_KNOW = f"""\
- Columns marked * must be filled in; an empty cell elsewhere means "not known".
- Leave the first line of each file as it is; the order of the columns does not matter.
- Columns of your own, for notes, have a name that begins with note or x-; they are left out.
- Files and columns without a * that you do not need may be left out. A column that is left out keeps what
  the programme has already; an empty cell clears it.
- Dates are written 2027-02-28 (28/02/2027 is understood too), lists with ";" between their parts.
- Days are in the years {YEARS[0]} to {YEARS[-1]}. A text is one line of at most {NAME} characters, unless it
  says more; line ends and tabs in it become spaces.
- A file has at most {MOST_MEGABYTES} MB and {MOST_LINES:,} lines.
- From a spreadsheet program, save as "CSV UTF-8", or use one workbook (.xlsx) with a sheet for each
  table.
"""
_RULE_SETTINGS = """\
- `rule.ID.PARAMETER`: a parameter of a rule, such as `rule.PLAN-LENGTH.weeks`. {list_of_rules}
- `rule.ID.severity`: conflict, warning or off; `rule.ID.why`: the reason for it.
"""


def template(folder: Path, fill_in: str, list_of_rules: str) -> list[str]:
    """Write an empty CSV with a header for each table, and README.md; returns the names of the files.

    The front end says in its own words how to `fill_in` the files and have them read, and where rules and
    their parameters are listed.
    Raises UsageError, writing nothing, when one of the files is there already.
    """
    files: dict[str, str | bytes] = {f"{sheet.name}.csv": csv_file(sheet) for sheet in programme_sheets({})}
    files["README.md"] = page(fill_in, list_of_rules)
    refuse_to_overwrite(folder, files)
    make_folder(folder)
    write_files({folder / name: text for name, text in files.items()})
    return sorted(files)


def page(fill_in: str, list_of_rules: str) -> str:
    """The page that explains every file, column and setting, in Markdown; see `template`."""
    introduction = f"# The programme folder\n\n{fill_in}\n\n{_TO_KNOW}"
    return "\n".join([introduction, *map(_explain_table, TABLES), _explain_settings(list_of_rules)])


def _explain_table(table: Table) -> str:
    lines = [f"## {table.name}.csv", "", table.help, ""]
    return "\n".join([*lines, *map(_explain_column, table.columns), ""])


def _explain_column(column: Column) -> str:
    needed = "*" if column.required else ""
    return f"- `{column.name}`{needed}: {column.help} ({form(column)})"


def form(column: Column, ending: str = ".csv") -> str:
    """How a column is written, in words; `ending` is that of the names of tables."""
    if column.refers:
        words = 'codes, separated by ";",' if column.kind is Kind.WORDS else "code"
        return f"{words} from {column.refers}{ending}"
    words = f"{_FORMS[column.kind]} {', '.join(column.choices)}".rstrip()
    if column.most is not None:
        return f"{words}, from {column.least:,} to {column.most:,}"
    return f"{words}, at most {column.longest:,} characters" if column.longest > NAME else words


def _explain_settings(list_of_rules: str) -> str:
    settings = "\n".join(map(_explain_setting, SETTINGS))
    of_rules = _RULE_SETTINGS.format(list_of_rules=list_of_rules)
    return f"## What settings.csv can set\n\n{settings}\n{of_rules}"


def _explain_setting(setting: Setting) -> str:
    if isinstance(setting.default, str):
        return f"- `{setting.key}`: {setting.help} (text)"
    if isinstance(setting.default, bool):
        form = f"yes or no; when left out: {'yes' if setting.default else 'no'}"
    else:
        form = f"whole number, from {setting.least} to {setting.most:,}"
        form += "" if setting.default is None else f"; when left out: {setting.default}"
    return f"- `{setting.key}`: {setting.help} ({form})"
