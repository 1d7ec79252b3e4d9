"""The app on values that an older program let in and this one refuses."""

from dataclasses import replace
from pathlib import Path

import pytest

from apprentices.figures import RuleData
from apprentices.programme import SettingRow
from screens.app import ApprenticesApp
from screens.board.screen import BoardScreen
from tests.build import worded
from tests.screens.programmes import pilot
from tests.screens.snapshot import text_of
from tests.screens.waiting import until


@pytest.mark.parametrize("what", ["age", "rule", "never", "setting", "figure"])
async def test_the_app_opens_and_tells_what_it_cannot_judge(tmp_path: Path, what: str) -> None:
    workspace = pilot(tmp_path / "p.db")
    person, *_ = workspace.rows["apprentices"]
    row: tuple[str, object] = {
        "age": ("placements", replace(workspace.rows["placements"][10], min_age=99_999)),
        "rule": ("apprentices", replace(person, training_days="FREQ=WEEKLY;BYDAY=MO(1)")),
        "never": ("apprentices", replace(person, training_days="FREQ=DAILY;BYSETPOS=30")),
        "setting": ("settings", SettingRow(setting="fairness_weight", value="1e9")),
        "figure": ("rule_data", RuleData(kind="duration", item="months", value=99_999)),
    }[what]
    workspace.store.write(worded("From before", "import"), {row[0]: [row[1]]}, {}, {})
    workspace.reload()
    app = ApprenticesApp(workspace)
    async with app.run_test(size=(140, 45)) as keys:
        await until(lambda: isinstance(app.screen, BoardScreen) and app.screen.grid.has_focus, "the board")
        await keys.press("down", "right", "enter", "escape", "n", "tab", "tab", "5", "9", "1")
        await until(lambda: isinstance(app.screen, BoardScreen), "the board again")
        assert "conflicts" in text_of(app)
    workspace.store.close()
