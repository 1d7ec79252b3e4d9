"""The doors of the program on a day that never changes, and findings as most reports ask for them."""

from collections.abc import Callable

import pytest

from tests.commands.conftest import Program
from tests.commands.conftest import program as program
from tests.screens.conftest import database as database
from tests.screens.conftest import open_board as open_board

Findings = Callable[..., list[dict[str, str]]]


@pytest.fixture
def findings(program: Program) -> Findings:
    """What the check of 4 January 2027, the first day of C1, says; of one rule, if one is named."""

    def found(rule: str | None = None) -> list[dict[str, str]]:
        words = ("--rule", rule) if rule else ()
        told: list[dict[str, str]] = program("check", "--on", "2027-01-04", "--json", *words).json["findings"]
        return told

    return found
