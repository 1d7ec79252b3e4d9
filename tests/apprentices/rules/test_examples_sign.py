"""The worked examples of the SIGN rules."""

from dataclasses import replace

from apprentices.board import Edit
from tests.apprentices.rules.test_sign import said, signed
from tests.build import HOSTS, board
from tests.examples import Sentence, example


@example("SIGN-MISSING")
def test_missing(s: Sentence) -> None:
    made = board({"A1": ". . COL-A"})
    assert made.programme.cycles[2].starts_on == s.day("8 March 2027")
    assert said(made, s.rule, today=s.day("14 December 2026"))
    assert not said(made, s.rule, today=s.day("13 December", 2026))


@example("SIGN-STALE")
def test_stale(s: Sentence) -> None:
    made = board({"A1": "COL-A", "A2": "LBH-A"})
    agreed = signed(made, "COL", "C1")
    made.put(Edit("A1", "C1", "LBH-A"))
    made.put(Edit("A2", "C1", "COL-A"))
    (stale,) = said(made, s.rule, [agreed])
    assert stale.excess == s.number("2")


@example("SIGN-SPONSOR")
def test_sponsor(s: Sentence) -> None:
    assert s.told({}, hosts=[replace(HOSTS[0], sponsor=None)])
    assert not s.told({}, hosts=HOSTS)
