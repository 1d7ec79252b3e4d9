"""Text that could steer a terminal: refused where it comes in, never printed raw where it is stored."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from apprentices.columns import Kind, Truth
from apprentices.commands.root import root
from apprentices.programme import TABLES
from apprentices.statements import ENTRY_KINDS
from apprentices.tables import KEPT
from apprentices.told import TOLD
from fixtures import PILOT
from tests.commands.conftest import Program

# A terminal's title, a control character of eight bits, a return, a line, a tab, writing from right to left.
UNFIT = "x\x1b]0;title\x07\x9b31m\r\nnew\tline\u202e"
CODED = ("digest", "rows", "finding")  # columns that no person writes
# A second time these have nothing to do, or refuse it.
ONCE = ("template", "redo", "undo", "clear", "waive", "waivers", "signoff", "request", "register", "forget")
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def unfit(pilot: Program, tmp_path: Path) -> Program:
    """The pilot, planned, published and with rules set, every text in it made unfit by another program."""
    assert pilot("plan").code == 0
    despite = ("--despite", "--why", "The board meets today")
    assert pilot("publish", "--by", "Ruth", "--note", "Agreed", *despite).code == 0
    assert pilot("clear", "A20", "C6").code == 0
    assert pilot("signoff", "COL", "C2", "--by", "Ruth", "--role", "Lead", "--note", "Agreed").code == 0
    assert pilot("request", "LBH", "C2", "--by", "Ruth").code == 0
    barrier = ("--owner", "ELFT", "--person", "Li Wu", "--due", "2026-12-18", "--by", "Ruth")
    assert pilot("register", "barrier", "add", "No badges", *barrier).code == 0
    assert "Kept" in pilot("plan", "--cycle", "C6", "--save", "Fewest moves").out
    assert pilot("rules", "off", "PLAN-TRAVEL", "--why", "Agreed").code == 0
    own = ("rules", "data", "pay", "add", "18-20", "11.40", "--from", "2027-04-01", "--source", "A page")
    assert pilot(*own).code == 0
    with closing(sqlite3.connect(tmp_path / "p.db")) as conn, conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        texts = [(table.name, c.name) for table in TABLES for c in table.columns if c.kind is Kind.TEXT]
        texts.remove(("settings", "value"))
        texts += [("rule_data", "source"), ("event", "actor")]
        texts += [("publication", "by"), ("publication", "note")]
        texts += [(TOLD.name, c.name) for c in TOLD.columns if c.kind is Kind.TEXT]
        texts += [
            (table.name, c.name)
            for table in KEPT.values()
            for c in table.columns
            if table.truth in (Truth.STATEMENT, Truth.SCENARIO)
            and c.kind is Kind.TEXT
            and c.name not in CODED
        ]
        for table, column in texts:
            conn.execute(f"UPDATE {table} SET {column} = {column} || ?", (UNFIT,))
        conn.execute("UPDATE event SET codes = json_set(codes, '$.said', kind || ?)", (UNFIT,))
        conn.execute("UPDATE settings SET value = value || ? WHERE setting LIKE '%.why'", (UNFIT,))
        conn.execute("UPDATE settings SET value = value || ? WHERE setting = 'name'", (UNFIT,))
        for _, sql in triggers:
            conn.execute(sql)
    return pilot


def leaves(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, name))
        else:
            yield (*words, name)


def lines(tmp_path: Path) -> list[tuple[tuple[object, ...], int]]:
    """Every command, and the exit code that it ends with."""
    by = ("--by", "Ruth")
    return [
        ((), 0),
        (("plan", "--dry-run", "--proof", tmp_path / "proof.json"), 1),
        (("verify", tmp_path / "proof.json"), 0),
        (("explain",), 1),
        (("scenarios", "list"), 0),
        *((("scenarios", deed, "Fewest moves"), 2) for deed in ("compare", "apply", "remove")),
        (("demo",), 0),
        (("board",), 0),
        (("board", "--by", "host"), 0),
        (("board", "--published"), 0),
        (("board", "--published", "--by", "host"), 0),
        (("check",), 1),
        (("check", "--format", "csv"), 1),
        (("rules", "show"), 0),
        (("rules", "show", "PLAN-TRAVEL"), 0),
        (("rules", "show", "PAY-NMW"), 0),
        (("rules", "data"), 0),
        (("rules", "set", "PLAN-CLOSED", "days", "9"), 0),
        (("rules", "off", "PLAN-CLOSED", "--why", "Agreed"), 0),
        (("rules", "on", "PLAN-CLOSED"), 0),
        (("assign", "A20", "C6", "COL-BAR"), 0),
        (("pin", "A20", "C6"), 0),
        (("unpin", "A20", "C6"), 0),
        (("swap", "A20", "A01", "C6"), 0),
        (("clear", "A20", "C6"), 0),
        (("undo",), 0),
        (("redo",), 0),
        (("history",), 0),
        (("publications",), 0),
        (("diff",), 0),
        (("why", "A21", "C3", "LBH-ASC"), 1),
        (("publish", "--by", "Ruth"), 1),
        (("export", "rotations"), 0),
        (("export", "rotations", "--by", "matrix"), 0),
        (("export", "rotations", "-o", tmp_path / "r.csv"), 0),
        (("export", "programme", tmp_path / "out"), 0),
        (("import", PILOT, "--dry-run"), 2),
        (("template", tmp_path / "new"), 0),
        (("info",), 0),
        (("doctor",), 1),
        (("waive", "PLAN-GAP", "--apprentice", "A20", *by, "--why", "Agreed", "--until", "2027-12-01"), 0),
        (("waivers", "list"), 0),
        (("waivers", "prolong", "1", *by, "--why", "Agreed", "--until", "2027-12-02"), 0),
        (("waivers", "end", "2", *by, "--why", "Agreed"), 0),
        (("signoffs",), 0),
        (("signoff", "sign", "ELFT", "C3", *by), 0),
        (("signoff", "withdraw", "1", *by, "--why", "Agreed"), 0),
        (("request", "ELFT", "C4", *by), 0),
        *((("register", kind, "list"), 0) for kind in ENTRY_KINDS),
        (("register", "barrier", "add", "No keys", *by), 2),
        (("register", "decision", "add", "Four cycles", *by), 0),
        (("register", "lesson", "add", "Ask early", *by), 0),
        (("register", "follow", "1", "No badges yet", *by), 0),
        (("register", "close", "2", *by, "--why", "Agreed"), 0),
        (("register", "list"), 0),
        (("register", "review", "--since", "2026-01-01"), 0),
        (("measures",), 0),
        (("report",), 0),
        (("report", "--decision", "LBH", "C2"), 0),
        (("export", "calendar", "-o", tmp_path / "all.ics"), 0),
        (("export", "letters", tmp_path / "letters"), 0),
        (("export", "pack", "all", tmp_path / "packs"), 0),
        (("exchange", "hosts"), 0),
        (("exchange", "lead", "COL"), 0),
        (("exchange", "key", "make", "COL"), 0),
        (("exchange", "key", "show"), 0),
        (("exchange", "key", "add", "ELFT", tmp_path / "nothing"), 2),
        (("exchange", "key", "replace", "ELFT", tmp_path / "nothing"), 2),
        (("exchange", "key", "lost", "ELFT"), 2),
        (("exchange", "export", "--for", "ELFT"), 2),
        (("exchange", "import", tmp_path / "all.ics"), 2),
        (("exchange", "collisions"), 0),
        (("exchange", "leave", "ELFT"), 2),
        (("completion", "install", "--shell", "nothing"), 2),  # else it writes to a home
        (("serve", "--port", "80"), 2),  # it prints nothing but its own address
        (("retention",), 0),
        (("forget", "A24", *by, "--why", "Asked for it", "--yes"), 0),
        (("backup", tmp_path / "b.db"), 0),
        (("restore", tmp_path / "b.db"), 0),
    ]


def test_no_command_prints_them_raw(unfit: Program, tmp_path: Path) -> None:
    todo = lines(tmp_path)
    known = {words[: len(leaf)] for words, _ in todo for leaf in leaves(root)}
    assert set(leaves(root)) <= known
    for words, code in todo:
        for more in ((), ("--json",)):
            if "csv" in words and more:
                continue
            writes = words[:1] == ("backup",) or words[:2] == ("export", "programme")
            ran = unfit(*words, *more, *(("--overwrite",) if more and writes else ()))
            if (words and words[0] in ONCE) or words[:3] == ("exchange", "key", "make") or "-o" in words:
                assert ran.code == code or more, ran.err  # a second time they have nothing to do
            else:
                assert ran.code == code, (words, ran.err)
            for text in (ran.out.replace("\r\n", "\n"), ran.err):  # the lines of a CSV end so
                odd = RAW.search(text)
                assert odd is None, (words, more, text[max(0, odd.start() - 80) : odd.end() + 80])
            if more and ran.code == 0 and "-o" not in words:
                assert ran.json is not None


def test_a_row_of_a_table_is_one_line(unfit: Program) -> None:
    assert len(unfit("board").out.splitlines()) == 2 + 24
    assert len(unfit("publications").out.splitlines()) == 2 + 1
    events = unfit("history", "--json").json["events"]
    assert len(unfit("history").out.splitlines()) == 2 + len(events)
    assert len(unfit("export", "rotations", "--by", "apprentice").out.splitlines()) == 1 + 24


def test_json_still_says_what_is_stored(unfit: Program) -> None:
    (one,) = unfit("publications", "--json").json["publications"]
    assert one["by"] == f"Ruth{UNFIT}"
    ran = unfit("history", "--json")
    assert {event["actor"] for event in ran.json["events"]} == {f"Ruth Adeyemi{UNFIT}"}


@pytest.mark.parametrize("words", [
    ("publish", "--by", UNFIT),
    ("publish", "--by", "Ruth", "--note", UNFIT),
    ("publish", "--by", "Ruth", "--despite", "--why", UNFIT),
    ("rules", "off", "PLAN-TRAVEL", "--why", UNFIT),
    ("rules", "set", "PLAN-TRAVEL", "why", UNFIT),
    ("rules", "data", "pay", "add", "18-20", "11.40", "--from", "2027-04-01", "--source", UNFIT),
    ("assign", UNFIT, "C6", "COL-BAR"),
    ("assign", "A20", UNFIT, "COL-BAR"),
    ("check", "--on", UNFIT),
    ("check", "--rule", UNFIT),
    ("diff", UNFIT),
    ("plan", "--never", UNFIT),
    ("plan", "--keep", UNFIT),
    ("import", UNFIT),
    (UNFIT,),
    (f"--{UNFIT}",),
    ("check", "--db", f"/nowhere/{UNFIT}"),
])  # fmt: skip
def test_they_are_refused_where_they_come_in(pilot: Program, words: tuple[str, ...]) -> None:
    ran = pilot(*words)
    assert (ran.code, ran.out) == (2, "")
    assert not RAW.search(ran.err)
    assert len(pilot("history", "--json").json["events"]) == 1


def test_what_is_only_spaced_oddly_is_put_in_order(pilot: Program) -> None:
    note = " Agreed\n on\t3\xa0June "
    assert pilot("publish", "--by", "  Ruth \n Adeyemi", "--note", note, "--despite", "--why", "x").code == 0
    (made,) = pilot("publications", "--json").json["publications"]
    assert (made["by"], made["note"]) == ("Ruth Adeyemi", "Agreed on 3 June")


def test_a_folder_with_such_a_name_is_read_and_kept_as_words(program: Program, tmp_path: Path) -> None:
    made = tmp_path / f"a\x1b]0;b\udcff{UNFIT[-1]}"
    made.mkdir()
    for path in PILOT.glob("*.csv"):
        (made / path.name).write_bytes(path.read_bytes())
    ran = program("import", made)
    assert ran.code == 0, ran.err
    (event,) = program("history", "--json").json["events"]
    assert event["label"] == "Imported a�]0;b��"


def test_a_user_with_such_a_name_is_told(pilot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPRENTICES_USER", "Ruth\x1b]0;x")
    ran = pilot("history")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Your name holds a character that can't be shown (U+001B); "
        "set APPRENTICES_USER to the name to record changes under.\n"
    )
    monkeypatch.setenv("APPRENTICES_USER", " Ruth \n Adeyemi ")
    assert pilot("assign", "A20", "C6", "COL-BAR").code == 0
    assert pilot("history", "--limit", 1, "--json").json["events"][0]["actor"] == "Ruth Adeyemi"


@pytest.mark.parametrize("words", [
    ("diff", "²"),
    ("diff", "1" * 5000),
    ("diff", "99999999999999999999"),
    ("undo", "²"),
    ("undo", "0"),
    ("undo", "-1"),
    ("undo", "99999999999999999999"),
    ("history", "--limit", "²"),
    ("history", "--limit", "99999999999999999999"),
    ("plan", "--seed", "²"),
    ("plan", "--cycle", "²"),
    ("check", "--cycle", "²"),
    ("check", "--on", "1/1/99999999999999999999"),
    ("check", "--on", "²/1/2027"),
    ("check", "--on", f"1/1/{'1' * 5000}"),
    ("rules", "set", "PLAN-CLOSED", "days", "²"),
    ("rules", "set", "PLAN-CLOSED", "days", "1" * 5000),
])  # fmt: skip
def test_numbers_that_are_none_are_told(pilot: Program, words: tuple[str, ...]) -> None:
    ran = pilot(*words)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert ran.err
    assert len(ran.err) < 6000
