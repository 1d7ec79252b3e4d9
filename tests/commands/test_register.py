"""register, its kinds and the review sheet, as a script calls them."""

import time_machine

from tests.commands.conftest import Program

ON = "2026-11-23 12:00"


def test_the_register(pilot: Program) -> None:
    with time_machine.travel(ON, tick=True):
        assert pilot("register").out == "Nothing is in the register.\n"
        owner = ("--owner", "elft", "--person", "Li Wu", "--due", "2026-11-20")
        made = pilot("register", "barrier", "add", "No *badge* [/x]", *owner, "--by", "Ruth", "--json")
        assert made.json["kind"] == "barrier"
        assert pilot("register", "barrier", "add", "No desk", "--by", "Ruth").code == 2
        decided = ("decision", "add", "Four cycles", "--paper", "Paper 4", "--by", "Ruth", "--role", "Lead")
        assert pilot("register", *decided).code == 0
        assert pilot("register", "follow", 2, "Five cycles", "--by", "Omar").code == 0
        found = pilot("register", "--json").json["register"]
        assert [(one["number"], one["state"], one["title"]) for one in found] == [
            (1, "overdue", "No *badge* [/x]"),
            (3, "open", "Five cycles"),
            (2, "followed", "Four cycles"),
        ]
        assert found[2]["followed_by"] == found[1]["entry"]
        assert (found[0]["host"], found[0]["due"], found[0]["on"]) == ("ELFT", "2026-11-20", "2026-11-23")
        overdue = pilot("check", "--rule", "REGISTER-DUE")
        assert overdue.code == 0
        assert "No *badge* [/x]: this barrier was to be done by 20 November 2026, by Li Wu at ELFT." in (
            overdue.out.replace("\n  ", " ")
        )
        sheet = pilot("register", "review", "--since", "2026-11-20", "--markdown").out
        assert (
            "- Barrier: No \\*badge\\* \\[/x\\]: overdue since 20 November 2026, by Li Wu and ELFT.\n"
            in sheet
        )
        assert "## Said\n\n- Barrier: No \\*badge\\* \\[/x\\] (Ruth, 23 November 2026).\n" in sheet
        plain = pilot("register", "review", "--since", "2026-11-20", "--json").json
        assert [part["title"] for part in plain["sections"]] == ["Due", "Said", "Published", "Changed"]
        assert pilot("register", "close", 1, "--by", "Ruth", "--why", "There").out.startswith("Closed r")
        assert "closed (Ruth: There)" in pilot("register", "barrier").out
        assert pilot("register", "lesson").out == "No lesson is in the register.\n"
        assert "REGISTER" not in pilot("check", "--rule", "REGISTER-DUE").out.split("for")[0]


def test_a_statement_is_never_taken_back(pilot: Program) -> None:
    assert pilot("register", "lesson", "add", "Ask early", "--by", "Ruth").code == 0
    number = pilot("history", "--json").json["events"][0]["event"]
    refused = pilot("undo", number)
    assert refused.code != 0
    assert "what somebody said is never taken back" in refused.err
