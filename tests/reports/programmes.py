"""Small programme folders: what a report is about, and what has to stand around it."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

# C1 is from Monday 4 January to Friday 2 April 2027, and so on, thirteen weeks each.
FIRST_DAY = date(2027, 1, 4)
CYCLE, APART = timedelta(days=88), timedelta(weeks=13)
PERSON = "apprentice,given_names,family_name,standard,starts_on,ends_on"


def table(header: str, *rows: Iterable[object]) -> str:
    """A CSV of these rows; no cell may need quotes."""
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def cycles(count: int) -> str:
    """C1, C2, ...: so many, one after another."""
    starts = [FIRST_DAY + number * APART for number in range(count)]
    days = ((f"C{number}", start, start + CYCLE) for number, start in enumerate(starts, 1))
    return table("cycle,starts_on,ends_on", *days)


def people(*codes: str) -> str:
    """Everybody is called Bo and their code, and there from the first day to the end of March 2028."""
    rows = ((code, "Bo", code, "S1", FIRST_DAY, "2028-03-31") for code in codes)
    return table(PERSON, *rows)


def folder(path: Path, **tables: str) -> Path:
    """A folder of these tables, with a host, a standard and C1 where they are not among them."""
    around = {
        "hosts": "host,name\nH,Host\n",
        "standards": "standard,title\nS1,Standard\n",
        "cycles": cycles(1),
    }
    return files(path, **around | tables)


def files(path: Path, **tables: str) -> Path:
    """A folder of these tables alone."""
    path.mkdir()
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path
