"""What of a row is personal follows from its declaration: a new column or table is asked for here."""

from apprentices.columns import NAME, Kind
from apprentices.erasing import FREE, Erasure
from apprentices.tables import KEPT


def test_every_free_text_is_searched() -> None:
    long = {
        (table.name, column.name)
        for table in KEPT.values()
        for column in table.columns
        if column.kind is Kind.TEXT and column.longest > NAME and column.name not in FREE
    }
    # Rows in JSON and names of findings are looked into, keys hold nobody, a contact is somebody at a host.
    assert long == {
        ("hosts", "contact"),
        ("signoff", "rows"),
        ("waiver", "finding"),
        ("host_key", "key"),
        ("shared_row", "key"),
        ("shared_row", "told"),
        ("shared_row", "taken"),
        ("scenario", "rows"),
    }


def test_every_column_that_may_name_a_person_is_asked() -> None:
    who = Erasure("A1", "forgotten-1", [])
    found = {
        (name, column.name)
        for name, table in KEPT.items()
        if name != "shared_row"
        for column in table.columns
        if who.is_of(name, {column.name: "A1"})
    }
    assert found == {
        ("apprentices", "apprentice"),
        ("clearances", "apprentice"),
        ("absences", "apprentice"),
        ("requirements", "who"),
        ("preferences", "apprentice"),
        ("exclusions", "apprentice"),
        ("separations", "apprentice"),
        ("separations", "other"),
        ("travel", "apprentice"),
        ("assignments", "apprentice"),
    }


def test_a_code_is_only_taken_as_a_whole() -> None:
    who = Erasure("A1", "forgotten-1", [{"given_names": "Ayo Eli", "family_name": "Bell", "uln": None}])
    names = ("PLAN-APART/apprentice=A1/subject=A10+A1", "PLAN-GAP/apprentice=A10/placement=A1")
    waivers = [who.row("waiver", {"finding": name, "why": "Bell, Ayo Eli and Ayo"}) for name in names]
    assert waivers == [
        {"finding": "PLAN-APART/apprentice=forgotten-1/subject=A10+forgotten-1", "why": "(forgotten)"},
        {"finding": names[1], "why": "(forgotten) and Ayo"},
    ]
    assert [who.mentions(text) for text in ("Ayo's day", "A1.", "A10", "bell", "Bellamy")] == [
        True,
        True,
        False,
        True,
        False,
    ]
