"""Where hosts stand with a cycle, in words."""

from datetime import UTC, date, datetime

from apprentices.agreement.escalation import Stage, escalation, sponsor_said
from apprentices.agreement.standing import Standing, in_words
from apprentices.programme import Host
from apprentices.statements import Request, SignOff, stated

AT = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SIGNED = stated(SignOff, at=AT, host="COL", cycle="C2", digest="0" * 64, rows="[]", by="Rosa Quist")
ASKED = stated(Request, at=AT, host="ELFT", cycle="C2", due_on=date(2026, 11, 11), by="Ruth Adeyemi")


def one(
    host: str,
    signed: SignOff | None = None,
    moved: tuple[str, ...] = (),
    request: Request | None = None,
    asked_of: bool = True,
) -> Standing:
    return Standing(host, "C2", asked_of, signed, moved, request)


def test_in_words() -> None:
    col, lbh = one("COL", SIGNED), one("LBH", SIGNED)
    waiting = one("ELFT", request=ASKED)
    assert in_words([col, lbh, waiting], TODAY) == "agreed by 2 of 3, waiting for ELFT since 4 November"
    next_year = date(2027, 1, 4)
    assert in_words([col, waiting], next_year) == "agreed by 1 of 2, waiting for ELFT since 4 November 2026"
    assert in_words([col, lbh], TODAY) == "agreed by all 2"
    assert in_words([col, one("ELFT", asked_of=False)], TODAY) == "agreed by COL"
    assert in_words([one("COL", asked_of=False)], TODAY) == "nobody comes"
    changed = one("LBH", SIGNED, ("A1",))
    assert in_words([col, changed], TODAY) == "agreed by 1 of 2, changed since for LBH"


def test_a_decision_is_never_due_before_an_answer() -> None:
    """Asked on 4 November with an answer due on 30 November, which is later than 14 days."""
    late = stated(Request, at=AT, host="ELFT", cycle="C2", due_on=date(2026, 11, 30), by="Ruth Adeyemi")
    assert escalation(late, date(2026, 11, 30), 14).stage is Stage.ASKED
    assert escalation(late, date(2026, 12, 1), 14).stage is Stage.DECISION


def test_who_decides() -> None:
    host = Host(host="ELFT", name="East London NHS Foundation Trust", sponsor="Pia Lund")
    assert sponsor_said(host) == "Pia Lund"
    assert sponsor_said(None) == "its sponsor, whom nobody has named"
