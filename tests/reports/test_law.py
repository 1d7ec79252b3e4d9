"""Days and months, as people count them."""

from datetime import date, timedelta
from pathlib import Path

from tests.commands.conftest import Program
from tests.reports.conftest import Findings
from tests.reports.programmes import PERSON, cycles, folder, people, table


def test_eight_months_from_the_end_of_a_month(program: Program, findings: Findings, tmp_path: Path) -> None:
    """https://github.com/dateutil/dateutil/issues/1232, https://github.com/dateutil/dateutil/issues/808

    By the corresponding date, eight months that begin on 30 June end with the last day of February, which
    has no 29th, and those that begin on 31 October with 30 June. From 7 September they end on 6 May.
    """
    days = {
        "SHORT1": ("2026-06-30", "2027-02-27"),
        "LONG1": ("2026-06-30", "2027-02-28"),
        "SHORT2": ("2026-10-31", "2027-06-29"),
        "LONG2": ("2026-10-31", "2027-06-30"),
        "SHORT3": ("2026-09-07", "2027-05-05"),
        "LONG3": ("2026-09-07", "2027-05-06"),
    }
    everybody = table(PERSON, *((code, "Bo", code, "S1", *period) for code, period in days.items()))
    assert program("import", folder(tmp_path / "months", apprentices=everybody)).code == 0
    told = {finding["apprentice"] for finding in findings("FUND-DURATION")}
    assert told == {"SHORT1", "SHORT2", "SHORT3"}


MONDAYS = [date(2027, 2, 1) + timedelta(weeks=number) for number in range(7)]
WEEKS = [(monday, monday + timedelta(days=4)) for monday in MONDAYS]
DAYS = [(monday + timedelta(days=day),) * 2 for monday in MONDAYS for day in range(5)]


def test_sickness_is_as_long_however_it_is_recorded(
    program: Program, findings: Findings, tmp_path: Path
) -> None:
    """https://github.com/netresearch/timetracker/pull/606: absences arrive as an entry a working day.

    Six weeks are over 28 days, in one row, by the week or by the day; no day of work parts the days before
    Good Friday, 26 March, from those after Easter Monday, 29 March. Four weeks to a Friday are 26 days, and a
    week of work parts what is before and after it.
    """
    away = {
        "ROW": [(date(2027, 2, 1), date(2027, 3, 12))],
        "WEEKS": WEEKS[:6],
        "DAYS": DAYS[:30],
        "EASTER": [(date(2027, 3, 1), date(2027, 3, 25)), (date(2027, 3, 30), date(2027, 4, 9))],
        "FOUR": WEEKS[:4],
        "PARTED": WEEKS[:3] + WEEKS[4:],
    }
    rows = ((code, "sickness", *days) for code, absences in away.items() for days in absences)
    made = folder(
        tmp_path / "sick",
        cycles=cycles(3),
        apprentices=people(*away),
        absences=table("apprentice,kind,starts_on,ends_on", *rows),
    )
    assert program("import", made).code == 0
    told = {finding["apprentice"] for finding in findings("FUND-BREAK")}
    assert told == {"ROW", "WEEKS", "DAYS", "EASTER"}
