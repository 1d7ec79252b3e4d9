"""For tests of what a message carries: one finding, and the names, days and figures in its text."""

from datetime import date
from typing import Any

from apprentices.rules.said import Finding
from tests.build import board, found, person


def told(rule: str, plan: dict[str, str] | None = None, **more: Any) -> Finding:
    """The only thing that a rule says."""
    today = {"today": more.pop("today")} if "today" in more else {}
    (finding,) = found(board(plan, more.pop("settings", None), **more), rule, **today)
    return finding


def alone(rule: str, today: date | None = None, rows: dict[str, Any] | None = None, **known: Any) -> Finding:
    """What a rule says of A1, of whom that is known."""
    return told(
        rule, apprentices=[person("A1", **known)], **({"today": today} if today else {}), **rows or {}
    )


def carries(text: str, *facts: str) -> None:
    """All of these facts stand in a text; the sentences around them are free."""
    assert [fact for fact in facts if fact not in text] == []
