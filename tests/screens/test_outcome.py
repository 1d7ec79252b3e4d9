"""What an edit broke and mended, in one line of news."""

from apprentices.rules.said import Consequence, Finding
from screens.board.effects import story
from screens.shared.phrase import letters_of
from screens.shared.words import outcome
from tests.build import CYCLES, board, found, team


def two_on_a_seat(severity: str) -> tuple[Finding, ...]:
    made = board(
        {"A1": "COL-A", "A2": "COL-A"},
        {"rule.PLAN-SEATS.severity": severity},
        placements=[team("COL-A", seats=1)],
        cycles=CYCLES[:1],
    )
    return tuple(found(made, "PLAN-SEATS"))


def test_a_warning_is_to_be_looked_at_and_breaks_nothing() -> None:
    conflict, warning = two_on_a_seat("conflict"), two_on_a_seat("warning")
    says = "more people than seats in a team"
    assert outcome(Consequence(broke=conflict)) == f"Breaks: {says}."
    assert outcome(Consequence(broke=warning)) == f"To look at: {says}."
    assert outcome(Consequence()) == "Breaks nothing."


def test_what_an_edit_does_is_told_finding_by_finding_as_the_list_calls_it() -> None:
    conflict, warning = two_on_a_seat("conflict"), two_on_a_seat("warning")
    says = conflict[0].problem
    told = story(Consequence(broke=(*conflict, *warning), mended=conflict))
    assert [letters_of(line) for line in told] == [f"Breaks: {says}", f"To look at: {says}", f"Mends: {says}"]
    assert [letters_of(line) for line in story(Consequence())] == ["Breaks nothing, mends nothing."]
