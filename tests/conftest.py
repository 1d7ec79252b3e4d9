"""What holds for every test."""

from collections.abc import Iterator

import pytest
import time_machine
from hypothesis import HealthCheck, settings

from apprentices.planner.parent import end_early
from tests.clock import NOON

# Examples are about what is right, however long that takes: on a busy machine anything may.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """On from noon of the day as of which the programmes are judged: no other day begins in a test."""
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture(autouse=True)
def no_child_started_early() -> Iterator[None]:
    """The planner's child that a test has started early (`plan`, going to Plan) ends with the test."""
    end_early()
    yield
    end_early()
