"""Lists and tables stand as people read them."""

import csv
import unicodedata
from pathlib import Path

from tests.commands.conftest import Program
from tests.reports.programmes import PERSON, cycles, folder, people, table


def test_codes_stand_as_people_count_wherever_they_are_listed(program: Program, tmp_path: Path) -> None:
    """https://github.com/uclouvain/osis/issues/1032, https://github.com/ohcnetwork/care_fe/issues/6847

    Hospitals stood as 10, 100, 101, 102, 11, wards as 10, 11, 12, 1, 2.

    Here, in C1, A10 and A2 are in P2, A11 and A1 in P10.
    """
    made = folder(
        tmp_path / "made",
        cycles=cycles(11),
        placements=table("placement,host,team,seats", *((f"P{n}", "H", "Team", 2) for n in (10, 2, 11, 1))),
        apprentices=people("A10", "A2", "A11", "A1"),
        assignments="apprentice,cycle,placement\nA10,C1,P2\nA2,C1,P2\nA11,C1,P10\nA1,C1,P10\nA1,C10,P1\nA1,C2,P2\n",
    )
    assert program("import", made).code == 0
    board = program("board", "--json").json
    assert board["cycles"] == [f"C{number}" for number in range(1, 12)]
    assert [row["apprentice"] for row in board["rows"]] == ["A1", "A2", "A10", "A11"]
    (host,) = program("board", "--by", "host", "--json").json["hosts"]
    assert host["cycles"]["C1"] == ["A2", "A10", "A1", "A11"]  # by team: P2, then P10
    rows = csv.DictReader(program("export", "rotations").out.splitlines())
    assert [f"{row['cycle']} {row['apprentice']}" for row in rows] == [
        "C1 A1", "C1 A2", "C1 A10", "C1 A11", "C2 A1", "C10 A1",
    ]  # fmt: skip
    rows = csv.DictReader(program("export", "rotations", "--by", "matrix").out.splitlines())
    assert [row["placement"] for row in rows] == ["P1", "P2", "P10", "P11"]


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: two a wide letter, none a mark upon a letter."""
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    return len(letters) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in letters)


def test_columns_stand_under_each_other_whatever_the_letters(program: Program, tmp_path: Path) -> None:
    """https://github.com/huggingface/huggingface_hub/issues/4946: a table that pads by code points is skewed.

    A name and a team of wide letters, and an x with an acute accent, for which there is no letter.
    """
    names = {"A1": ("さくら", "山田太郎"), "A2": ("Cx\u0301", "Bell"), "A3": ("Cy", "Dale")}
    everybody = ((code, *name, "S1", "2027-01-04", "2028-03-31") for code, name in names.items())
    made = folder(
        tmp_path / "wide",
        cycles=cycles(2),
        placements="placement,host,team,seats\nPX1,H,小児科病棟,2\nPX2,H,Ward,2\n",
        apprentices=table(PERSON, *everybody),
        assignments="apprentice,cycle,placement\nA1,C1,PX1\nA2,C1,PX1\nA3,C1,PX2\n",
    )
    assert program("import", made).code == 0
    for words, cells in ((["board"], ["PX1", "PX1", "PX2"]), (["board", "--by", "host"], ["A1, A2", "A3"])):
        head, _, *lines = program(*words).out.splitlines()
        before = [line[: line.index(cell)] for line, cell in zip(lines, cells, strict=True)]
        assert {columns(text) for text in before} == {columns(head[: head.index("C1")])}
