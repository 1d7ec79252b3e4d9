"""What holds for every test."""

from collections.abc import Iterator

import pytest

from apprentices.planner.parent import end_early


@pytest.fixture(autouse=True)
def no_child_started_early() -> Iterator[None]:
    """The planner's child that a test has started early (`plan`, going to Plan) ends with the test."""
    end_early()
    yield
    end_early()
