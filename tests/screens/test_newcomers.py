"""What somebody meets on a first day: keys that are of no use yet, days as they are read, long names."""

from datetime import date
from pathlib import Path

from apprentices.programme import TABLE
from apprentices.rule_settings import switch_off
from apprentices.to_do import By, Group, ToDo
from screens.agreement.publications import to_publish
from screens.board.swapping import SwapChooser
from screens.findings.lines import Lines
from screens.records.listed import Listed
from screens.shared.form import AT_ONCE, Form
from tests.screens.conftest import OpenBoard
from tests.screens.programmes import pilot
from tests.screens.waiting import until


async def test_keys_that_are_of_no_use_yet_say_so_in_the_line_of_news(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.press("v")
        assert board.news == (
            "Nothing has been published yet: Publish, on the Agreement screen, publishes the draft."
        )
        await board.press("5", "f")  # a gap, which is no row to be changed
        await until(lambda: "No form mends what the rules say here: enter shows" in board.text, "why not")
        await board.press("6", "ctrl+c")  # where there is nothing to copy
        await until(lambda: "There is nothing here to copy. ctrl+q leaves" in board.text, "how to leave")
        assert not board.said  # no toast lies upon the panel


def test_only_what_stands_in_the_way_of_publishing_is_named(database: Path) -> None:
    """The pilot's cycles are six, and nobody has signed; with that rule switched off, conflicts are left."""
    workspace = pilot(database)
    conflicts, _ = workspace.counts() or (0, 0)
    said = to_publish(workspace).words[1]
    assert said.startswith(f"{conflicts} conflicts stand and ")
    assert "sign-offs are missing. To publish all the same, say why" in said
    switch_off(workspace, "SIGN-MISSING", "Agreed by telephone")
    assert to_publish(workspace).words[1].startswith(f"{conflicts} conflicts stand. To publish all the same")
    workspace.store.close()


async def test_a_dialog_says_what_leaves_the_program(open_board: OpenBoard) -> None:
    async with open_board() as board:
        await board.open_chooser()
        await board.press("ctrl+c")
        await until(lambda: board.said == ["ctrl+q leaves the program."], "how to leave")
        await board.press("escape", "e")  # a form, which begins with the whole of its first field selected
        await until(lambda: isinstance(board.app.screen, Form) and board.app.focused, "the form")
        await board.press("ctrl+c")
        sent = "What is selected was sent to the terminal's clipboard. ctrl+q leaves the program."
        await until(lambda: sent in board.said, "what was done, and how to leave")
        assert board.app.clipboard == "Amara"


async def test_a_form_begins_at_once_takes_keys_at_once_and_days_as_they_are_read(
    open_board: OpenBoard,
) -> None:
    """Of the 26 fields few are made for the first frame; what is typed before them goes where it is meant."""
    async with open_board() as board:
        await board.go_to("A01", "C2")
        await board.press("e", "end", *" Ada")
        form = board.app.screen
        assert isinstance(form, Form)
        await until(lambda: form.fields.is_whole, "all fields")
        assert len(form.fields.children) > 5 * AT_ONCE
        assert form.fields.fields["given_names"].control.value == "Amara Ada"  # type: ignore[attr-defined]
        form.fields.go_to("ends_on")
        await board.press("ctrl+u", *"Fri 3 Mar 28")
        await until(lambda: form.fields.fields["ends_on"].said == "Friday 3 March 2028", "what it is read as")
        await board.press("enter")
        await board.back_on_board()
        assert board.news == "Amara Ada Nwachukwu: Given names and Ends on changed."
        assert board.workspace.programme.apprentices["A01"].ends_on == date(2028, 3, 3)


async def test_whom_a_conflict_of_a_team_touches_is_marked_in_lists_as_on_the_board(
    open_board: OpenBoard,
) -> None:
    """Of the pilot's LBH-ASC three people share two seats in C3, A04 among them; of A08 nothing is said."""
    async with open_board((140, 45)) as board:
        await board.go_to("A04", "C3")
        assert "! Adult social care front door (LBH)" in board.screen.panel.text
        await board.press("2", "down", "down", "down")
        await until(lambda: "! Adult social care" in board.text, "what touches A04")
        assert "\n! A04 " in board.text
        assert "\n  A08 " in board.text
        await board.press("enter")  # the page of the person
        await until(lambda: "more people than seats" in board.text, "the finding on the page")


async def test_who_is_marked_stays_in_sight_where_the_story_grows(open_board: OpenBoard) -> None:
    async with open_board() as board:
        chooser = await board.open_chooser("s")
        assert isinstance(chooser, SwapChooser)
        await board.press("tab", "right", "right")
        await until(lambda: "in C1 to C3" in board.text, "three cycles")
        await until(lambda: chooser.marked and f" {chooser.marked.name} " in board.text, "who is marked")


def test_lists_are_filtered_by_a_day_in_the_words_of_the_program(tmp_path: Path) -> None:
    """A01's practical period begins on 7 September 2026."""
    workspace = pilot(tmp_path / "pilot.db")
    people = TABLE["apprentices"]
    listed = Listed(workspace.programme, people, list(workspace.rows[people.name]))
    person = workspace.programme.apprentices["A01"]
    began = person.starts_on
    assert began == date(2026, 9, 7)
    for words in ("7 september 2026", "mon 7 sep 26", "2026-09-07"):
        assert listed.has(person, tuple(words.split()))
    assert not listed.has(person, ("8", "september", "2026"))
    workspace.store.close()


def test_a_long_title_gives_way_to_the_counts(tmp_path: Path) -> None:
    workspace = pilot(tmp_path / "pilot.db")
    task = ToDo(workspace.programme, workspace.today, workspace.findings()[:1]).tasks[0]
    group = Group("A title that is as long as names may become " * 3, "A99", (task,))
    heading = next(Lines(workspace, By.APPRENTICE).of([group], lambda group: True))
    text = heading.content(60).plain
    assert text[:60].endswith("…  1!")  # the code has what is left, here nothing
    workspace.store.close()
