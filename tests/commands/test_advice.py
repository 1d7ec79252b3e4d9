"""What to do about a finding: rules say what for, the command line and the screens say with what."""

from collections.abc import Callable
from datetime import date

import pytest

from apprentices.commands import advice
from apprentices.rules.said import (
    EnterFigure,
    Finding,
    LookAtRule,
    SetAnew,
    Severity,
    Shape,
    Step,
    TakeFigureAway,
)
from screens.shared import advice as on_screens
from tests.commands.conftest import Program

STEPS: tuple[tuple[Step, str], ...] = (
    (EnterFigure("pay", "18-20", date(2027, 4, 1)), "rules data pay add 18-20 POUNDS --from 2027-04-01"),
    (TakeFigureAway("pay", "18-20", date(2027, 4, 1)), "rules data pay remove 18-20 --from 2027-04-01"),
    (TakeFigureAway("duration", "months", None), "rules data duration remove months"),
    (SetAnew("rule.PLAN-LENGTH.weeks"), "rules set"),
    (LookAtRule("CLEAR-AGE"), "rules CLEAR-AGE"),
)


@pytest.mark.parametrize("mend", [advice.mend, on_screens.mend])
@pytest.mark.parametrize(("step", "command"), STEPS)
def test_both_front_ends_name_the_command(mend: Callable[[Finding], str], step: Step, command: str) -> None:
    finding = Finding(
        "PAY-NMW", Severity.WARNING, Shape.PROGRAMME, None, None, None, None, "Wrong.", "do it.", "A law"
    )
    assert mend(finding) == "do it."
    assert mend(finding._replace(step=step)).startswith("do it. ")
    assert f"`apprentices {command}`" in mend(finding._replace(step=step))


def test_check_tells_it_to_people_and_to_scripts(pilot: Program) -> None:
    # The rate of autumn 2025 is to be paid from 1 May 2026; that of a year later is not shipped.
    command = "`apprentices rules data living-wage add london POUNDS --from 2027-05-01`"
    asked = ("check", "--rule", "PAY-LLW", "--on", "2026-11-23")
    (unknown,) = (one for one in pilot(*asked, "--json").json["findings"] if not one["judged"])
    assert command in unknown["message"]
    assert command in " ".join(pilot(*asked).out.split())
