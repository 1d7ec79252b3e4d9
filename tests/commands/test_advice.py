"""What to do about a finding: rules say what for, the command line and the screens say with what."""

from collections.abc import Callable
from datetime import date

import pytest

from apprentices.commands import advice
from apprentices.rules.said import (
    ChangeRow,
    EnterFigure,
    Finding,
    LookAtRule,
    SetAnew,
    Severity,
    Shape,
    SignCycle,
    Step,
    TakeFigureAway,
    Unpin,
)
from screens.shared import advice as on_screens
from screens.shared.phrase import letters_of
from tests.commands.conftest import Program

STEPS: tuple[tuple[Step, str], ...] = (
    (EnterFigure("pay", "18-20", date(2027, 4, 1)), "rules data pay add 18-20 POUNDS --from 2027-04-01"),
    (TakeFigureAway("pay", "18-20", date(2027, 4, 1)), "rules data pay remove 18-20 --from 2027-04-01"),
    (TakeFigureAway("duration", "months", None), "rules data duration remove months"),
    (SetAnew("rule.PLAN-LENGTH.weeks"), "rules set"),
    (LookAtRule("CLEAR-AGE"), "rules CLEAR-AGE"),
)


@pytest.mark.parametrize("mend", [advice.mend, lambda finding: letters_of(on_screens.mend(finding))])
@pytest.mark.parametrize(("step", "command"), STEPS)
def test_both_front_ends_name_the_command(mend: Callable[[Finding], str], step: Step, command: str) -> None:
    finding = Finding(
        "PAY-NMW", Severity.WARNING, Shape.PROGRAMME, None, None, None, None, "Wrong.", "do it.", "A law"
    )
    assert mend(finding) == "do it."
    assert mend(finding._replace(step=step)).startswith("do it. ")
    assert f"`apprentices {command}`" in mend(finding._replace(step=step))


def test_a_pin_is_taken_off_by_a_command_or_on_the_board() -> None:
    assert advice.how(Unpin("A1", "C2")) == "`apprentices unpin A1 C2` does it."
    assert on_screens.how(Unpin("A1", "C2")) == "On the board: Pin or unpin, at A1 in C2."


def test_a_cycle_is_signed_by_a_command_or_on_the_agreement_screen() -> None:
    assert advice.how(SignCycle("LBH", "C2")) == "`apprentices signoff LBH C2 --by NAME` records it."
    assert on_screens.how(SignCycle("LBH", "C2")) == "On the Agreement screen: Sign, at LBH in C2."


def test_a_row_is_changed_by_an_import_or_in_its_list() -> None:
    seats = ChangeRow("seats", "placement COL-A, cycle C2", "seats", "3")
    assert advice.how(seats).startswith("In seats.csv, row placement COL-A, cycle C2, column seats (3)")
    assert "`apprentices import seats.csv`" in advice.how(seats)
    assert on_screens.how(seats) == 'In the list of seats, at placement COL-A, cycle C2: "Seats" (3).'
    unknown = ChangeRow("placements", "LBH-A", "step_free")
    assert "column step_free:" in advice.how(unknown)
    assert on_screens.how(unknown) == 'In the list of placements, at LBH-A: "Step free".'


def test_a_row_is_removed_by_an_import_or_in_its_list() -> None:
    order = ChangeRow("sequence", "area:ward area:office")
    assert "`apprentices import sequence.csv --replace`" in advice.how(order)
    assert on_screens.how(order) == "In the list of sequence, the row area:ward area:office would go."


def test_check_tells_it_to_people_and_to_scripts(pilot: Program) -> None:
    # The rate of autumn 2025 is to be paid from 1 May 2026; that of a year later is not shipped.
    command = "`apprentices rules data living-wage add london POUNDS --from 2027-05-01`"
    asked = ("check", "--rule", "PAY-LLW", "--on", "2026-11-23")
    (unknown,) = (one for one in pilot(*asked, "--json").json["findings"] if not one["judged"])
    assert command in unknown["message"]
    assert command in " ".join(pilot(*asked).out.split())
