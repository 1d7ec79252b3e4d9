"""What holds for every test."""

from collections.abc import Iterator

import pytest

from apprentices.planner.parent import end_early


@pytest.fixture(autouse=True)
def no_child_started_early() -> Iterator[None]:
    """The planner's child that one test starts early (by `plan`, or by going to Plan) is not there for the next."""
    end_early()
    yield
    end_early()
