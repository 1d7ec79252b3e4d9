"""Folders and CSVs: what is read, and what is said about each kind of wrong file."""

from datetime import date
from pathlib import Path

import pytest

from apprentices.conditions import Preference
from apprentices.exchange.read import Batch, read
from apprentices.programme import TABLE, Cycle, Host

HOSTS = "host,name\nCOL,City of London\nELFT,East London\n"
SAVE_AS = 'save it as "CSV UTF-8 (comma delimited)"'


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(*paths: Path) -> list[str]:
    return [str(problem) for problem in read(paths).problems]


def refused_hosts(tmp_path: Path, content: str | bytes) -> list[str]:
    return refused(write(tmp_path, "hosts.csv", content))


def test_reads_a_csv_and_says_where_rows_stand(tmp_path: Path) -> None:
    batch = read([write(tmp_path, "hosts.csv", HOSTS)])
    assert batch == Batch(
        tables={"hosts": [Host(host="COL", name="City of London"), Host(host="ELFT", name="East London")]},
        lines={"hosts": [("hosts.csv", 2), ("hosts.csv", 3)]},
        whole=False,
        columns={"hosts.csv": frozenset({"host", "name"})},
    )


def test_a_folder_is_a_whole_programme(tmp_path: Path) -> None:
    write(tmp_path, "hosts.csv", HOSTS)
    write(tmp_path, "Cycles.CSV", "cycle,starts_on,ends_on\nC1,2027-01-01,2027-03-31\n")
    write(tmp_path, "README.md", "no table")
    write(tmp_path, ".~lock.csv", "no table")
    (tmp_path / "old.csv").mkdir()
    batch = read([tmp_path])
    assert batch.whole
    assert set(batch.tables) == set(batch.lines) == set(TABLE)
    assert len(batch.tables["hosts"]) == 2
    assert batch.tables["cycles"] == [
        Cycle(cycle="C1", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))
    ]
    assert batch.tables["assignments"] == []


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffname,host\r\nCity of London,COL\r\n",
        "HOST*, Name *\nCOL,City of London",
        "host,name,Min Seats,,\rCOL,City of London,,,\r",
        '\n\n"host","name"\n\n,,\nCOL,"City of London"\n  \n',
    ],
)
def test_forgives_order_case_marks_blank_lines_and_line_ends(tmp_path: Path, content: str) -> None:
    batch = read([write(tmp_path, "hosts.csv", content)])
    assert batch.tables["hosts"] == [Host(host="COL", name="City of London")]


def test_forgives_spaces_for_underscores(tmp_path: Path) -> None:
    batch = read([write(tmp_path, "cycles.csv", "Cycle,Starts on,ENDS ON\nC1,1/2/2027,2/2/2027\n")])
    assert batch.tables["cycles"][0].starts_on == date(2027, 2, 1)


def test_a_row_is_named_by_the_line_on_which_it_starts(tmp_path: Path) -> None:
    content = 'host,name,seats\nCOL,"City\nof\nLondon",\n\nELFT,"East\nLondon",many\n'
    assert refused_hosts(tmp_path, content) == ['hosts.csv:6:seats: "many" is not a whole number']


def test_tells_every_problem_of_every_file(tmp_path: Path) -> None:
    write(tmp_path, "hosts.csv", "host,seats\nC OL,many\n")
    write(tmp_path, "cycles.csv", "cycle,starts_on,ends_on\nC1,31/02/2027,\n")
    write(tmp_path, "peopel.csv", "x\n")
    write(tmp_path, "placement.csv", "x\n")
    assert refused(tmp_path, tmp_path / "gone.csv") == [
        'cycles.csv:2:starts_on: "31/02/2027" is not a date; write it in full, such as 2027-02-28',
        "cycles.csv:2:ends_on: is empty but needed",
        "hosts.csv:1:name: is missing from the header, but needed",
        'hosts.csv:2:host: "C OL" is not a code; use 1 to 32 letters, digits, ".", "_" or "-", no spaces',
        'hosts.csv:2:seats: "many" is not a whole number',
        "peopel.csv: is no file of a programme",
        "placement.csv: is no file of a programme; did you mean placements?",
        f"{tmp_path / 'gone.csv'}: there is no such file or folder",
    ]


def test_refuses_columns(tmp_path: Path) -> None:
    content = "host,name,living_wages,colour,Name,,seats\nCOL,City,,,City,,\n"
    columns = ", ".join(column.name for column in TABLE["hosts"].columns)
    assert refused_hosts(tmp_path, content) == [
        'hosts.csv:1: "living_wages" is no column of hosts; did you mean living_wage?',
        f'hosts.csv:1: "colour" is no column of hosts; its columns are {columns}',
        "hosts.csv:1:name: stands twice in the header",
        "hosts.csv:1: a cell of the header is empty",
    ]


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_a_line_that_names_the_separator_is_understood(tmp_path: Path, first: str) -> None:
    batch = read([write(tmp_path, "hosts.csv", first + 'host;name\nCOL;"City, the"\n')])
    assert batch.problems == []
    assert batch.tables["hosts"] == [Host(host="COL", name="City, the")]
    assert batch.lines["hosts"] == [("hosts.csv", 3)]


def test_places_are_right_below_a_line_that_names_the_separator(tmp_path: Path) -> None:
    content = 'sep=;\nhost;name\nC OL;City\nLBH;"Hackney\n'
    assert refused(write(tmp_path, "hosts.csv", content)) == [
        'hosts.csv:3:host: "C OL" is not a code; use 1 to 32 letters, digits, ".", "_" or "-", no spaces',
        'hosts.csv:4: the quote (") that opens on this line is never closed',
    ]


def test_peoples_own_columns_are_left_out_and_told(tmp_path: Path) -> None:
    mine = write(
        tmp_path, "hosts.csv", 'Notes,host,X-Phone,name,notice weeks,note 2\n"a, b",COL,1,City,8,#REF!\n'
    )
    batch = read([mine])
    assert batch.problems == []
    assert batch.tables["hosts"] == [Host(host="COL", name="City", notice_weeks=8)]
    assert batch.left_out == {"hosts.csv": ["Notes", "X-Phone", "note 2"]}


def test_a_header_of_nothing_but_own_columns_lacks_the_needed_ones(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "hosts.csv", "note,x-1\na,b\n")) == [
        "hosts.csv:1:host: is missing from the header, but needed",
        "hosts.csv:1:name: is missing from the header, but needed",
    ]


def test_the_same_key_is_told_while_other_cells_are_wrong(tmp_path: Path) -> None:
    content = "host,name,seats\nCOL,City,x\nCOL,City,3\nCOL,City,y\ncol,,3\n"
    again = '"COL" is already on line 2'
    assert refused(write(tmp_path, "hosts.csv", content)) == [
        'hosts.csv:2:seats: "x" is not a whole number',
        f"hosts.csv:3:host: {again}",
        f"hosts.csv:4:host: {again}",
        'hosts.csv:4:seats: "y" is not a whole number',
        'hosts.csv:5:host: "col" differs from "COL" on line 2 by capitals alone; write both alike',
        "hosts.csv:5:name: is empty but needed",
    ]


def test_recognises_other_separators(tmp_path: Path) -> None:
    assert refused_hosts(tmp_path, "host;name\nCOL;City\n") == [
        "hosts.csv:1: the header is one cell; separate the cells with commas"
    ]


def test_refuses_rows_longer_than_the_header(tmp_path: Path) -> None:
    content = "host,name\nCOL,City of London, The\nELFT,East London,,\n"
    assert refused_hosts(tmp_path, content) == [
        "hosts.csv:2: has 3 cells, but the header 2; put a cell that contains a comma in quotes"
    ]


def test_refuses_the_same_key_twice_and_says_where_the_first_is(tmp_path: Path) -> None:
    hosts = write(tmp_path, "hosts.csv", HOSTS + "COL,City again\ncol,in other letters\n")
    folder = tmp_path / "more"
    folder.mkdir()
    more = write(folder, "hosts.csv", "host,name\nCOL,City\n")
    wish = "apprentice,what,points\nA1,host:COL,1\nA1,host:ELFT,1\nA1,Host:COL,2\n"
    assert refused(hosts, more, write(tmp_path, "preferences.csv", wish)) == [
        'hosts.csv:4:host: "COL" is already on line 2',
        'hosts.csv:5:host: "col" differs from "COL" on line 2 by capitals alone; write both alike',
        f'{more}:2:host: "COL" is already in hosts.csv, on line 2',
        'preferences.csv:4: "A1, host:COL" is already on line 2',
    ]


def test_refuses_the_same_key_with_empty_parts(tmp_path: Path) -> None:
    content = "placement,starts_on,ends_on\n,2027-01-01,2027-01-02\n,2027-01-01,2027-01-03\n"
    assert refused(write(tmp_path, "closures.csv", content)) == [
        'closures.csv:3: "2027-01-01" is already on line 2'
    ]


def test_refuses_rows_that_say_something_else_of_the_same(tmp_path: Path) -> None:
    seats = "host,placement,cycle,seats\n,COL-FIN,C1,2\nCOL,COL-FIN,C1,3\nCOL,,C1,9\nCOL,COL-FIN,C2,3\n"
    pairs = "apprentice,other\nA1,A2\nA2,A3\nA2,A1\n"
    closed = "host,placement,starts_on,ends_on\nCOL,P,2027-01-01,2027-01-02\n,P,2027-01-01,2027-01-03\n"
    limits = "who,what,min_cycles,reason\nall,host:COL,,because\n"
    write(tmp_path, "seats.csv", seats)
    write(tmp_path, "separations.csv", pairs)
    write(tmp_path, "closures.csv", closed)
    write(tmp_path, "requirements.csv", limits)
    assert refused(tmp_path) == [
        'closures.csv:3: "P, 2027-01-01" is already on line 2',
        "requirements.csv:2:min_cycles: is empty, and so is max_cycles; fill in one of them",
        'seats.csv:3: "COL, COL-FIN, C1" is already on line 2',
        'separations.csv:4: "A2, A1" is already on line 2',
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "hosts.csv: is empty; its first line must name the columns"),
        (b"\xef\xbb\xbf\r\n , \r\n", "hosts.csv: is empty; its first line must name the columns"),
        (b"host,name\nCOL,Ren\xe9\n", f"hosts.csv:2: the byte 0xE9 is not UTF-8; {SAVE_AS}"),
        (
            b"\xef\xbb\xbfhost,name\r\nCOL,a\r\nX,Ren\xe9\r\n",
            f"hosts.csv:3: the byte 0xE9 is not UTF-8; {SAVE_AS}",
        ),
        (HOSTS.encode("utf-16"), f"hosts.csv: is in UTF-16, not UTF-8; {SAVE_AS}"),
        (HOSTS.encode("utf-16-le"), f"hosts.csv: is in UTF-16, not UTF-8; {SAVE_AS}"),
        (HOSTS.encode("utf-16-be"), f"hosts.csv: is in UTF-16, not UTF-8; {SAVE_AS}"),
        (
            b"host,name\nCOL,a\0b\n",
            "hosts.csv:2: holds a NUL byte (0x00), so it is no text file; export it again",
        ),
        (
            b"PK\x03\x04more",
            "hosts.csv: is a workbook and no CSV; rename it so that it ends in .xlsx",
        ),
        (
            b'host,name\nCOL,"City"\nELFT,"East\nX,Y\n',
            'hosts.csv:3: the quote (") that opens on this line is never closed',
        ),
        (
            b'host,name\n"C\nOL","a ""b""\nc","East\nX,Y\n',
            'hosts.csv:4: the quote (") that opens on this line is never closed',
        ),
        (
            b'host,name\nCOL,"' + b"x\n" * 100_000,
            'hosts.csv:2: the quote (") that opens on this line is never closed',
        ),
        (
            b'host,name\nCOL,"City" of London\n',
            "hosts.csv:2: a quoted cell goes on after its closing quote; double the quotes inside a cell",
        ),
        (
            b"host,name\nCOL," + b"x" * 140_000,
            "hosts.csv:2: a cell is longer than 131,072 characters",
        ),
    ],
)
def test_refuses_files_that_are_no_csv(tmp_path: Path, content: bytes, problem: str) -> None:
    assert refused_hosts(tmp_path, content) == [problem]


def test_tells_bad_cells_before_a_broken_quote_too(tmp_path: Path) -> None:
    assert refused_hosts(tmp_path, 'host,name,seats\nCOL,City,many\nELFT,"East,\n') == [
        'hosts.csv:2:seats: "many" is not a whole number',
        'hosts.csv:3: the quote (") that opens on this line is never closed',
    ]


def test_refuses_paths(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    text = write(tmp_path, "hosts.txt", HOSTS)
    assert refused(empty, text) == [
        f"{empty}: holds none of the programme's files "
        "(hosts.csv, standards.csv, cycles.csv, placements.csv …)",
        "hosts.txt: is neither a folder nor a .csv or .xlsx file",
    ]


def test_tells_files_that_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as a user who may read everything: the refusal is made here.
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "hosts.csv", HOSTS)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refused(path) == ["hosts.csv: can't be read: Permission denied"]


def test_a_quoted_value_can_not_steer_the_terminal(tmp_path: Path) -> None:
    (problem,) = refused_hosts(tmp_path, "host,name\nCOL,\x1b[31mred\n")
    assert "\x1b" not in problem
    assert problem.endswith("holds a character that can't be shown (U+001B)")


def test_takes_one_apostrophe_off_an_escaped_cell(tmp_path: Path) -> None:
    content = "apprentice,what,points\nA1,area:'=x,-4\n'-A2,area:x,+4\n"
    assert read([write(tmp_path, "preferences.csv", content)]).tables["preferences"] == [
        Preference(apprentice="A1", what="area:'=x", points=-4),
        Preference(apprentice="-A2", what="area:x", points=4),
    ]


def test_the_catalogue_judges_rule_settings(tmp_path: Path) -> None:
    path = write(tmp_path, "settings.csv", "setting,value\nrule.PLAN-GAP.severity,loud\n")
    assert len(read([path]).tables["settings"]) == 1
    (problem,) = read([path], lambda key, value: f"{key}: {value}?").problems
    assert str(problem) == "settings.csv:2:value: rule.PLAN-GAP.severity: loud?"
