"""Whatever is typed, in whatever order: it is answered in words, until the answers end."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plainly.somebody import heard
from tests.screens.small import small

# The planner (6) is left out: it starts a process each time, and has tests of its own.
LETTERS = [*"abcdefghiklmnoprstuvwxyUY", "", "?", "/", "/ayo", ".", "-", "=", "\\b", "é", "[/x]"]
NUMBERS = [*map(str, range(6)), *map(str, range(7, 23)), "2027-01-04"]
ANSWERS = st.lists(st.sampled_from(LETTERS) | st.sampled_from(NUMBERS), max_size=40)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ANSWERS)
def test_nothing_that_is_typed_ends_in_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # where files would be written
    workspace = small(tmp_path / "p.db")
    try:
        said = heard(workspace, *answers)
    finally:
        workspace.store.close()
    assert said.endswith("Left.\n")
