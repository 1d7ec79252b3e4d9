"""One cell: text to value and back, and what is said about text that is no value."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentices.columns import Column, Kind
from apprentices.exchange.cells import reader, write_cell
from apprentices.programme import TABLES
from tests.exchange.texts import texts


def column(table: str, name: str) -> Column:
    return next(
        found for each in TABLES if each.name == table for found in each.columns if found.name == name
    )


def read(table: str, name: str, text: str) -> Any:
    return reader(table, column(table, name))(text)


GOOD = [
    ("hosts", "host", "A.b_c-9", "A.b_c-9"),
    ("cycles", "starts_on", "2027-02-28", date(2027, 2, 28)),
    ("cycles", "starts_on", "28/02/2027", date(2027, 2, 28)),
    ("cycles", "starts_on", "3/4/2027", date(2027, 4, 3)),
    ("cycles", "starts_on", "2028-02-29 00:00:00", date(2028, 2, 29)),
    ("cycles", "starts_on", "2028-02-29T00:00", date(2028, 2, 29)),
    ("hosts", "fjaa_registered", "YES", True),
    ("hosts", "fjaa_registered", "y", True),
    ("hosts", "fjaa_registered", "True", True),
    ("hosts", "fjaa_registered", "1", True),
    ("hosts", "fjaa_registered", "No", False),
    ("hosts", "fjaa_registered", "n", False),
    ("hosts", "fjaa_registered", "FALSE", False),
    ("hosts", "fjaa_registered", "0", False),
    ("placements", "seats", "3", 3),
    ("placements", "seats", "3.0", 3),
    ("placements", "seats", "007", 7),
    ("preferences", "points", "-4", -4),
    ("preferences", "points", "-4.0", -4),
    ("apprentices", "weekly_hours", "37.50", Decimal("37.50")),
    ("apprentices", "hourly_pay", "£12.71", Decimal("12.71")),
    ("apprentices", "hourly_pay", "8", Decimal("8")),
    ("placements", "starts_at", "08:30", time(8, 30)),
    ("placements", "starts_at", "8:30:00", time(8, 30)),
    ("placements", "standards", " ST0070; ;ST0216;ST0070 ", ("ST0070", "ST0216")),
    ("placements", "clearances", "Right-To-Work;DBS:enhanced", ("right-to-work", "dbs:enhanced")),
    ("apprentices", "status", "Withdrawn", "withdrawn"),
    ("separations", "within", "TEAM-SITE", "team-site"),
    ("requirements", "who", "All", "all"),
    ("requirements", "who", "ST0216", "ST0216"),
    ("requirements", "what", "Host: ELFT", "host:ELFT"),
    ("requirements", "what", "AREA:Adult ward: nights", "area:Adult ward: nights"),
    ("sequence", "before", "placement:COL-FIN", "placement:COL-FIN"),
    ("apprentices", "training_days", "freq=weekly;byday=we", "FREQ=WEEKLY;BYDAY=WE"),
    ("apprentices", "postcode", "e81ea", "E8 1EA"),
    ("apprentices", "postcode", "SW1A  1aa", "SW1A 1AA"),
    ("apprentices", "postcode", "M1 1AE", "M1 1AE"),
    ("apprentices", "postcode", "B33 8TH", "B33 8TH"),
    ("apprentices", "postcode", "CR2 6XH", "CR2 6XH"),
    ("apprentices", "postcode", "DN55 1PT", "DN55 1PT"),
    ("apprentices", "postcode", "W1A 1HQ", "W1A 1HQ"),
    ("absences", "kind", "Break in Learning", "break"),
    ("absences", "kind", "break-in-learning", "break"),
    ("absences", "kind", "BREAK", "break"),
    ("absences", "kind", "Sickness", "sickness"),
    ("apprentices", "uln", "9276308686.0", "9276308686"),
    ("apprentices", "uln", "not known yet", "not known yet"),
]
ISO = "write it in full, such as 2027-02-28"
CODE = 'use 1 to 32 letters, digits, ".", "_" or "-", no spaces'
WHAT = "write host:CODE, area:NAME, skill:NAME or placement:CODE"
BAD = [
    ("hosts", "host", "C OL", f'"C OL" is not a code; {CODE}'),
    ("hosts", "host", "x" * 33, f'"{"x" * 33}" is not a code; {CODE}'),
    ("hosts", "host", "Zoë", f'"Zoë" is not a code; {CODE}'),
    ("cycles", "starts_on", "31/02/2027", f'"31/02/2027" is not a date; {ISO}'),
    ("cycles", "starts_on", "2027-02-29", f'"2027-02-29" is not a date; {ISO}'),
    ("cycles", "starts_on", "3 Feb 2027", f'"3 Feb 2027" is not a date; {ISO}'),
    ("cycles", "starts_on", "2027-02-28 09:00", f'"2027-02-28 09:00" is not a date; {ISO}'),
    ("cycles", "starts_on", "03/02/27", f'"03/02/27" leaves the century open; {ISO}'),
    (
        "cycles",
        "starts_on",
        "12/31/2027",
        f'"12/31/2027" is not a date with the day first; {ISO}',
    ),
    ("cycles", "starts_on", "0207-02-28", '"0207-02-28" is not in the years 1900 to 2199'),
    ("hosts", "fjaa_registered", "maybe", '"maybe" is neither yes nor no'),
    ("placements", "seats", "eighteen", '"eighteen" is not a whole number'),
    ("placements", "seats", "3.5", '"3.5" is not a whole number'),
    ("placements", "seats", "1e3", '"1e3" is not a whole number'),
    ("placements", "seats", "٣", '"٣" is not a whole number'),
    ("placements", "seats", "-1", '"-1" is less than 0'),
    ("placements", "seats", "1234567890", '"1234567890" is more than 10,000'),
    ("apprentices", "weekly_hours", "37,5", '"37,5" is not a number; write it as 37.5'),
    ("apprentices", "weekly_hours", "NaN", '"NaN" is not a number; write it as 37.5'),
    ("apprentices", "weekly_hours", "-3", '"-3" is not a number; write it as 37.5'),
    ("apprentices", "hourly_pay", "12.715", '"12.715" has more than two decimal places'),
    (
        "apprentices",
        "hourly_pay",
        "twelve",
        '"twelve" is not an amount in pounds; write it as 12.71',
    ),
    ("placements", "starts_at", "24:00", '"24:00" is not a time; write it as 08:30'),
    ("placements", "starts_at", "8.30", '"8.30" is not a time; write it as 08:30'),
    ("placements", "starts_at", "08:30:15", '"08:30:15" is not a time; write it as 08:30'),
    ("placements", "standards", "ST0070;a b", f'"a b" is not a code; {CODE}'),
    (
        "placements",
        "clearances",
        "dbs enhanced",
        '"dbs enhanced" is not a clearance; write it like right-to-work or dbs:enhanced',
    ),
    (
        "apprentices",
        "status",
        "retired",
        '"retired" is none of active, break, withdrawn, completed',
    ),
    ("requirements", "who", "every one", f'"every one" is not a code; {CODE}'),
    ("requirements", "what", "ELFT", f'"ELFT" is not a place here; {WHAT}'),
    ("requirements", "what", "area:", f'"area:" is not a place here; {WHAT}'),
    ("requirements", "what", "host:a b", f'"a b" is not a code; {CODE}'),
    (
        "sequence",
        "after",
        "host:ELFT",
        '"host:ELFT" is not a place here; write area:NAME or placement:CODE',
    ),
    (
        "apprentices",
        "training_days",
        "every Wednesday",
        '"every Wednesday" is not a recurrence rule: a rule starts with FREQ= and one of DAILY, '
        "WEEKLY, MONTHLY, YEARLY",
    ),
    ("apprentices", "postcode", "E81", '"E81" is not a UK postcode; write it as E8 1EA'),
    (
        "hosts",
        "name",
        "bell\x07",
        '"bell\N{REPLACEMENT CHARACTER}" holds a character that can\'t be shown (U+0007)',
    ),
]


@pytest.mark.parametrize(("table", "name", "text", "value"), GOOD)
def test_reads(table: str, name: str, text: str, value: Any) -> None:
    found = read(table, name, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("table", "name", "text", "message"), BAD)
def test_refuses_with_the_value_in_the_message(table: str, name: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read(table, name, text)
    assert str(caught.value) == message


def test_a_message_shortens_what_it_quotes() -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read("placements", "seats", "x" * 200)
    assert str(caught.value) == f'"{"x" * 59}…" is not a whole number'


def test_writes_nothing_for_none() -> None:
    assert [write_cell(kind, None) for kind in Kind] == [""] * len(Kind)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.DATE, date(2027, 2, 3), "2027-02-03"),
        (Kind.YES_NO, True, "yes"),
        (Kind.YES_NO, False, "no"),
        (Kind.WORDS, ("a", "b"), "a;b"),
        (Kind.WORDS, (), ""),
        (Kind.HOURS, Decimal("1E+2"), "100"),
        (Kind.MONEY, Decimal("7.50"), "7.50"),
        (Kind.POINTS, -3, "-3"),
        (Kind.TIME, time(8, 5), "08:05"),
    ],
)
def test_writes(kind: Kind, value: Any, text: str) -> None:
    assert write_cell(kind, value) == text


codes = st.from_regex(r"[A-Za-z0-9._-]{1,32}", fullmatch=True)
words = st.lists(texts.map(lambda text: text.replace(";", ",")), min_size=1, unique=True, max_size=4).map(
    tuple
)
VALUES: dict[Kind, tuple[str, str, st.SearchStrategy[Any]]] = {
    Kind.CODE: ("hosts", "host", codes),
    Kind.TEXT: ("hosts", "name", texts),
    Kind.DATE: ("cycles", "starts_on", st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    Kind.WHOLE: ("placements", "seats", st.integers(0, 10_000)),
    Kind.POINTS: ("preferences", "points", st.integers(-1_000, 1_000)),
    Kind.HOURS: ("apprentices", "weekly_hours", st.decimals(0, 168, places=3)),
    Kind.MONEY: ("apprentices", "hourly_pay", st.decimals(0, 1000, places=2)),
    Kind.YES_NO: ("hosts", "living_wage", st.booleans()),
    Kind.WORDS: ("placements", "skills", words),
    Kind.TIME: (
        "placements",
        "starts_at",
        st.integers(0, 1439).map(lambda minutes: time(*divmod(minutes, 60))),
    ),
    Kind.CHOICE: (
        "apprentices",
        "status",
        st.sampled_from(["active", "break", "withdrawn", "completed"]),
    ),
    Kind.WHAT: (
        "preferences",
        "what",
        st.one_of(
            st.builds("{}:{}".format, st.sampled_from(["host", "placement"]), codes),
            st.builds("{}:{}".format, st.sampled_from(["area", "skill"]), texts),
        ),
    ),
    Kind.WHO: ("requirements", "who", codes.filter(lambda code: code.lower() != "all")),
    Kind.RRULE: (
        "apprentices",
        "training_days",
        st.sampled_from(["FREQ=WEEKLY;BYDAY=WE", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=DAILY;COUNT=5"]),
    ),
    Kind.POSTCODE: (
        "placements",
        "postcode",
        st.from_regex(r"[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}", fullmatch=True),
    ),
}


def test_every_kind_is_covered() -> None:
    assert set(VALUES) == set(Kind) - {Kind.MOMENT}  # of statements, which no file makes


@given(st.data())
def test_what_is_written_reads_back_the_same(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(VALUES)))
    table, name, values = VALUES[kind]
    value = data.draw(values)
    assert column(table, name).kind is kind
    assert read(table, name, write_cell(kind, value).strip()) == value


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_reads_the_same_day_first(day: date) -> None:
    assert read("cycles", "starts_on", f"{day:%d/%m/%Y}") == day
    assert read("cycles", "starts_on", f"{day} 00:00:00") == day


@pytest.mark.parametrize(("name", "text", "written"), [
    ("hourly_pay", "12.6", "12.60"),
    ("hourly_pay", "£13", "13.00"),
    ("weekly_hours", "37.50", "37.5"),
    ("weekly_hours", "40.0", "40"),
    ("weekly_hours", "40", "40"),
    ("weekly_hours", "0.0", "0"),
])  # fmt: skip
def test_a_number_is_written_alike_however_it_came(name: str, text: str, written: str) -> None:
    kind = Kind.MONEY if name == "hourly_pay" else Kind.HOURS
    assert write_cell(kind, read("apprentices", name, text)) == written


@pytest.mark.parametrize(
    ("text", "kind"), [("Break", "break"), ("maternity", "maternity"), ("Leave", "leave")]
)
def test_kinds_of_absence(text: str, kind: str) -> None:
    assert read("absences", "kind", text) == kind


@pytest.mark.parametrize(("table", "name"), [
    ("hosts", "name"), ("placements", "skills"), ("preferences", "what"), ("apprentices", "uln"),
    ("absences", "kind"), ("absences", "reason"), ("settings", "value"), ("travel", "site"),
])  # fmt: skip
def test_a_text_is_one_line_that_steers_nothing(table: str, name: str) -> None:
    prefix = "area:" if name == "what" else ""

    def words(text: str) -> str:
        found = read(table, name, f"{prefix}{text}")
        return str(found[0] if isinstance(found, tuple) else found).removeprefix(prefix)

    # White space of any kind is one space; a letter and its accent are one character.
    assert words("one\r\ntwo\tthree\u00a0\u2028four") == "one two three four"
    assert words("zoe\u0308") == "zo\u00eb"
    for odd in "\x00\x07\x1b\x7f\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff":
        with pytest.raises(ValueError, match=rf"can't be shown \(U\+{ord(odd):04X}\)"):
            words(f"a{odd}b")
    longest = column(table, name).longest
    assert len(words("x" * 200)) == 200
    with pytest.raises(ValueError, match=rf"characters; {longest:,} are the most"):
        words("x" * 10_000)


def test_every_number_has_bounds() -> None:
    numbers = (Kind.WHOLE, Kind.POINTS, Kind.HOURS, Kind.MONEY)
    for table in TABLES:
        for found in table.columns:
            if found.kind in numbers:
                assert found.most is not None, f"{table.name}.{found.name}"
                assert found.least < found.most


@pytest.mark.parametrize(("table", "name", "text", "message"), [
    ("placements", "min_age", "9000", '"9000" is more than 100'),
    ("placements", "min_age", "13", '"13" is less than 14'),
    ("placements", "min_age", "9" * 5000, f'"{"9" * 59}…" is more than 100'),
    ("apprentices", "weekly_hours", "168.5", '"168.5" is more than 168'),
    ("apprentices", "weekly_hours", "9" * 5000, f'"{"9" * 59}…" is more than 168'),
    ("apprentices", "weekly_hours", "1e3", '"1e3" is not a number; write it as 37.5'),
    ("apprentices", "weekly_hours", "0." + "1" * 16, '"0.1111111111111111" has more than 15 decimal places'),
    ("placements", "daily_hours", "24.01", '"24.01" is more than 24'),
    ("apprentices", "hourly_pay", "1000.01", '"1000.01" is more than 1,000'),
    ("preferences", "points", "-1001", '"-1001" is less than -1,000'),
    ("travel", "minutes", "1441", '"1441" is more than 1,440'),
])  # fmt: skip
def test_a_number_out_of_bounds_is_refused_with_its_bound(
    table: str, name: str, text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read(table, name, text)
    assert str(caught.value) == message


def test_a_slip_in_the_word_break_is_refused() -> None:
    with pytest.raises(ValueError, match='"brake" is not a kind of absence; did you mean break'):
        read("absences", "kind", "brake")
