"""What a database that is made once says does not depend on which test was the first to ask for it."""

from datetime import UTC, datetime
from pathlib import Path

import time_machine

from tests.made_once import put


def test_a_copy_is_as_old_whichever_test_made_it_first(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        path.write_text(str(datetime.now(UTC)))

    with time_machine.travel("2031-01-01 12:00"):
        put(tmp_path / "copy", make)
    assert (tmp_path / "copy").read_text() == "2026-06-03 12:00:00+00:00"
