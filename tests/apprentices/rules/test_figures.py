"""Every figure that the rules go by, value by value against its source.

The tables are copied from a description of the law (funding, working time, pay, clearances) in which each
value has its source; here they are read as text, so that a figure stands as it is published.
"""

from datetime import date
from decimal import Decimal

import pytest

from apprentices.rules.catalogue import RULES
from apprentices.rules.data import KINDS, Data

DATA = Data()

# GOV.UK minimum wage data and SI 2015/621. From 2024-04-01 there is one band of 21 and over.
PAY = """
| from | apprentice | 16-17 | 18-20 | 21-22 | 23+ |
| 2023-04-01 | 5.28 | 5.28 | 7.49 | 10.18 | 10.42 |
| 2024-04-01 | 6.40 | 6.40 | 8.60 | 11.44 | 11.44 |
| 2025-04-01 | 7.55 | 7.55 | 10.00 | 12.21 | 12.21 |
| 2026-04-01 | 8.00 | 8.00 | 10.85 | 12.71 | 12.71 |
"""
# Living Wage Foundation; pounds an hour, and the day by which the year's rate is to be paid.
LONDON = """
| 2022-23 | 11.95 | 2023-05-14 |
| 2023-24 | 13.15 | 2024-05-01 |
| 2024-25 | 13.85 | 2025-05-01 |
| 2025-26 | 14.80 | 2026-05-01 |
"""
# Funding rules 2025-26, Annex C, first version; for starts from 2025-08-01.
PUBLISHED_HOURS = """
ST0070 348  ST0072 300  ST0216 278  ST0795 348  ST0239 370  ST0888 300  ST0664 370  ST0005 300  ST0384 348
"""
# Apprenticeship service help centre, 34005626548626; existing programmes capped to 2026-12-17.
WITHDRAWN = """
ST0272 ST0843 ST0809 ST0386 ST0170 ST0556 ST0192 ST0007 ST1380 ST1379 ST0385 ST0945 ST1016 ST0708 ST0330
ST0384
"""
# Kind, item, the first day of a figure ("always": it holds for every start), the figure before and from
# then on ("-": none), and where it is published.
FIGURES = """
duration     months                   2025-08-01  12   8    SI 2017/1310 as amended by SI 2025/599
duration     part-time-hours          2025-08-01  30   0    funding rules 2023-24 paragraph 67.1; 2025-26 v2
duration     part-time-weeks          always      52   52   funding rules 2023-24 paragraph 67.1
off-the-job  hours-a-week             2022-08-01  -    6    funding rules 2024-25
off-the-job  hours-a-week             2025-08-01  6    0    funding rules 2025-26 Annex C
off-the-job  leave-days               2022-08-01  -    28   5.6 weeks of five days
off-the-job  part-time-percent        2022-08-01  -    20   funding rules 2024-25
off-the-job  part-time-hours          2022-08-01  -    30   funding rules 2024-25
off-the-job  least-hours              2025-08-01  -    187  2026-27 paragraph 86.2
breaks       absence-days             2023-08-01  -    28   Skills for Health, 2023-10-26
breaks       gap-days                 2026-08-01  30   28   paragraph 225.1; 2026-27 paragraph 306.1
breaks       withdrawal-days          2026-08-01  84   84   paragraph P264; 2026-27 paragraph 306.2
starts       training-plan-days       2026-08-01  -    42   2026-27 paragraphs 99, 103
starts       level-7-age              2026-01-01  -    21   Skills England and DfE 2025
starts       level-7-age-supported    2026-01-01  -    24   Skills England and DfE 2025
starts       foundation-age           always      21   21   2026-27
starts       foundation-age-supported always      24   24   2026-27
starts       unit-age                 always      19   19   2026
starts       unit-weeks               always      16   16   2026
starts       english-maths-age        2025-02-11  -    18   DfE 2025-02-11: 19 and over are optional
training     fire                     always      24   24   2 years
training     information-governance   always      12   12   1 year
training     infection-prevention-level-2 always  12   12   1 year
training     resuscitation            always      12   12   1 year
training     moving-and-handling-level-2 always   24   24   2 years, 65 % sure
training     oliver-mcgowan           always      36   36   3 years
training     other                    always      36   36   3 years, 80 % sure
"""
# Rule, parameter, figure, and where it is published.
PARAMETERS = """
FUND-PART-TIME   hours      30   weekly hours under 30
FUND-FJAA        percent    50   over half of the practical period
FUND-PORTABLE    months     3    SI 2022/86
FUND-SCHOOL-AGE  age        16   the school year of the 16th birthday
FUND-SCHOOL-AGE  month      6    the last Friday of June
WTR-YOUNG-HOURS  day        8    WTR 1998: under 18
WTR-YOUNG-HOURS  week       40   WTR 1998: under 18
WTR-YOUNG-REST   rest       12   in each 24 hours
WTR-YOUNG-REST   week_rest  48   a week
WTR-YOUNG-REST   break      30   minutes
WTR-YOUNG-REST   over       270  over 4.5 hours
WTR-YOUNG-NIGHT  from       22   22:00-06:00
WTR-YOUNG-NIGHT  until      6    22:00-06:00
WTR-ADULT-48     hours      48   a week on average
WTR-ADULT-48     weeks      17   over 17 weeks
WTR-ADULT-REST   rest       11   in each 24 hours
WTR-ADULT-REST   week_rest  24   a week
WTR-ADULT-REST   break      20   minutes
WTR-ADULT-REST   over       360  over 6 hours
WTR-LEAVE        days       28   5.6 weeks at 5 days
PAY-NMW          age        19   the apprentice rate holds under 19
PAY-NMW          year       12   or in the first year
PAY-LLW          age        18   for people of 18 and over
CLEAR-DBS        years      3    recheck, 95 % sure
CLEAR-DBS        age        16   16 and over
PERSON-DATES     age        16   funding rules P110.1
PLAN-NOTICE      weeks      12   host told 12 weeks before
PLAN-NOTICE      apprentice_weeks 8 details 8 weeks before
PLAN-TRAVEL      minutes    90   at most 90 minutes
"""


def lines(text: str) -> list[list[str]]:
    """The words of each line, of a table without its bars."""
    return [line.replace("|", " ").split() for line in text.strip().splitlines()]


def before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


@pytest.mark.parametrize("row", lines(PAY)[1:], ids=lambda row: row[0])
def test_minimum_wage(row: list[str]) -> None:
    since, *rates = row
    for band, pounds in zip(lines(PAY)[0][1:], rates, strict=True):
        item = "21+" if band in ("21-22", "23+") and since >= "2024-04-01" else band
        for day in (date.fromisoformat(since), date(int(since[:4]) + 1, 3, 31)):
            assert DATA.value("pay", item, day) == Decimal(pounds), (item, day)


def test_no_other_minimum_wage_is_known() -> None:
    known = {row.from_on for row in DATA.rows("pay")}
    assert known == {date.fromisoformat(row[0]) for row in lines(PAY)[1:]}


def test_london_living_wage() -> None:
    rates = [(date.fromisoformat(day), Decimal(pounds)) for _, pounds, day in lines(LONDON)]
    assert [(row.from_on, row.value) for row in DATA.rows("living-wage")] == rates
    assert DATA.value("living-wage", "london", before(rates[0][0])) is None


@pytest.mark.parametrize("row", lines(FIGURES), ids=lambda row: f"{row[1]} {row[2]}")
def test_dated_figures(row: list[str]) -> None:
    kind, item, since, old, new, *_ = row
    day = date(2000, 1, 1) if since == "always" else date.fromisoformat(since)
    assert DATA.value(kind, item, day) == Decimal(new)
    assert DATA.value(kind, item, before(day)) == (None if old == "-" else Decimal(old))


def test_every_dated_figure_is_compared() -> None:
    compared = {(kind, item) for kind, item, *_ in lines(FIGURES)}
    # Two more names of subjects that are in the table under another.
    same = {("training", "infection-prevention-and-control-level-2"), ("training", "resuscitation-level-2")}
    kinds = set(KINDS) - {"pay", "living-wage", "withdrawn", "closed", "bodies"}
    shipped = {(row.kind, row.item) for kind in kinds for row in DATA.rows(kind)}
    assert {(kind, item) for kind, item in shipped if not item.startswith("ST")} - same == compared


def test_published_hours() -> None:
    words = PUBLISHED_HOURS.split()
    hours = dict(zip(words[::2], map(Decimal, words[1::2]), strict=True))
    shipped = {row.item: row for row in DATA.rows("off-the-job") if row.item.startswith("ST")}
    assert {code: row.value for code, row in shipped.items()} == hours
    assert {row.from_on for row in shipped.values()} == {date(2025, 8, 1)}


@pytest.mark.parametrize(("kind", "since"), [("withdrawn", date(2026, 9, 1)), ("closed", date(2026, 12, 18))])
def test_withdrawn_standards(kind: str, since: date) -> None:
    assert {row.item: row.from_on for row in DATA.rows(kind)} == dict.fromkeys(WITHDRAWN.split(), since)


@pytest.mark.parametrize("row", lines(PARAMETERS), ids=lambda row: f"{row[0]} {row[1]}")
def test_parameters(row: list[str]) -> None:
    rule, key, figure, *_ = row
    assert {p.key: p.default for p in RULES[rule].parameters}[key] == int(figure)


def test_funders() -> None:
    """DWP since 1 April 2026, DfE before, ESFA before that."""
    words = [(row.item.split()[-1], row.from_on) for row in DATA.rows("bodies")]
    assert words == [("Agency", None), ("Education", date(2025, 4, 1)), ("Pensions", date(2026, 4, 1))]
