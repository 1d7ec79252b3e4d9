"""A form: made from a table's columns, checked as an import is, written as one event."""

from dataclasses import MISSING, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from apprentices.columns import Table
from apprentices.programme import TABLE, TABLES, Apprentice
from screens.shared.choice import Choice
from screens.shared.completion import Completion
from screens.shared.form import Form
from screens.shared.question import GraveQuestion
from tests.build import worded
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver
from tests.screens.programmes import pilot
from tests.screens.waiting import until

SIZES = [(80, 24), (140, 45)]


async def form_of(board: Driver, apprentice: str = "A01") -> Form:
    await board.go_to(apprentice, "C2")
    await board.press("e")
    return await shown(board)


async def shown(board: Driver) -> Form:
    await until(lambda: isinstance(board.app.screen, Form) and board.app.screen.focused, "the form")
    form = board.app.screen
    assert isinstance(form, Form)
    await until(lambda: form.fields.is_whole, "all its fields")
    return form


def fill(form: Form, column: str, text: str) -> None:
    control = form.fields.fields[column].control
    assert isinstance(control, Input)
    control.value = text


def value(form: Form, column: str) -> str:
    control = form.fields.fields[column].control
    assert isinstance(control, Input | Choice)
    return control.value


def said(form: Form, column: str) -> str:
    return form.fields.fields[column].said


def person(board: Driver, code: str = "A01") -> Apprentice:
    return board.workspace.programme.apprentices[code]


async def test_what_is_wrong_is_in_sight_to_its_last_line(open_board: OpenBoard) -> None:
    """At 80 x 24 the last day stands at the foot of an empty form, and why it is wrong takes two lines."""
    async with open_board() as board:
        await board.press("2", "n")
        form = await shown(board)
        for name, text in (("apprentice", "A99"), ("given_names", "Mo"), ("family_name", "Usher")):
            fill(form, name, text)
        fill(form, "starts_on", "2026-12-07")
        while not form.fields.fields["ends_on"].is_here:
            await board.press("down")
        await board.press(*"2027-02-30", "enter")
        wrong = '! "2027-02-30" is not a date; write it in full, such as 2027-02-28'
        await until(lambda: wrong in " ".join(board.text.replace("│", " ").split()), "all of why")


@pytest.mark.parametrize("size", SIZES)
async def test_a_person_is_edited_as_one_event_that_can_be_undone(
    open_board: OpenBoard, size: tuple[int, int]
) -> None:
    async with open_board(size) as board:
        before = person(board)
        events = len(board.workspace.store.history(100))
        await form_of(board)
        await board.press("end", *" [/x] é", "down", "down", "down", "pagedown")
        form = await shown(board)
        fill(form, "weekly_hours", "30")
        await board.press("enter")
        await board.back_on_board()
        await until(lambda: person(board).given_names == "Amara [/x] é", "the name")
        assert person(board).weekly_hours == Decimal("30")
        history = board.workspace.store.history(100)
        assert len(history) == events + 1
        said = board.workspace.told(history[0])  # with the name of now
        assert said == "Amara [/x] é Nwachukwu: Given names and Weekly hours changed"
        assert board.cell == ("A01", "C2")
        assert board.news == "Amara [/x] é Nwachukwu: Given names and Weekly hours changed."
        await board.press("u")
        await until(lambda: person(board) == before, "the undo")


async def test_a_day_with_dots_is_refused_as_it_was_typed(open_board: OpenBoard) -> None:
    """Without its dots, nobody would know the figures again."""
    async with open_board() as board:
        form = await form_of(board)
        form.fields.go_to("starts_on")
        await board.press("end", "ctrl+u", *"31.3.2028", "enter")
        wrong = '! "31.3.2028" is not a date; write it in full, such as 2027-02-28'
        await until(lambda: said(form, "starts_on") == wrong, "what is wrong")


async def test_a_day_in_eight_figures_has_its_dashes_by_itself(open_board: OpenBoard) -> None:
    async with open_board() as board:
        form = await form_of(board)
        form.fields.go_to("ends_on")
        await board.press("ctrl+u", *"20280303")
        await until(lambda: said(form, "ends_on") == "Friday 3 March 2028", "what it is read as")
        await board.press("down")
        await until(lambda: value(form, "ends_on") == "2028-03-03", "its dashes")
        fill(form, "ends_on", "20280230")
        await board.press("enter")
        wrong = '! "2028-02-30" is not a date; write it in full, such as 2027-02-28'
        await until(lambda: said(form, "ends_on") == wrong, "what is wrong")


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(open_board: OpenBoard) -> None:
    async with open_board() as board:
        before = person(board)
        form = await form_of(board)
        fill(form, "given_names", "")
        fill(form, "starts_on", "7 Sept")
        fill(form, "employer", "COI")
        await board.press("enter")
        await until(lambda: said(form, "given_names") == "! is empty but needed", "what is needed")
        assert board.app.screen is form
        assert said(form, "starts_on") == '! "7 Sept" is not a date; write it in full, such as 2027-02-28'
        assert said(form, "employer").startswith('! there is no host "COI"; there are COL, LBH, ELFT')
        assert form.focused is form.fields.fields["given_names"].control
        assert person(board) == before


async def test_the_message_comes_when_the_field_is_left(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        form = await form_of(board)
        fill(form, "hourly_pay", "12.345")
        await board.press("down", "up")
        await until(lambda: "more than two decimal places" in said(form, "hourly_pay"), "the message")
        assert "more than two decimal places" in board.text
        fill(form, "hourly_pay", "12.34")
        await board.press("down")
        await until(lambda: said(form, "hourly_pay") == "Pay in pounds an hour.", "the help")


async def test_tab_takes_what_a_line_offers_and_else_goes_on(open_board: OpenBoard) -> None:
    async with open_board() as board:
        form = await form_of(board)
        employer, standard = (form.fields.fields[name].control for name in ("employer", "standard"))
        form.fields.go_to("employer")
        await board.press("ctrl+u", "l", "tab")
        assert isinstance(employer, Input)
        assert (employer.value, form.focused) == ("LBH", employer)
        await board.press("tab")
        assert form.focused is standard
        await board.press("ctrl+u", *"ST007", "home", "tab")  # not where something else is typed
        assert isinstance(standard, Input)
        assert standard.value == "ST007"
        assert form.focused is not standard


def test_a_text_that_is_one_of_the_offers_is_not_gone_on_with() -> None:
    completion = Completion(dict.fromkeys(("A1", "A10", "B"), ""))
    typed = ("a", "a1", "A10", "b", "C", "")
    assert [completion.to_take(text) for text in typed] == ["A1", None, None, None, None, None]


def ruth_sets(database: Path, **values: object) -> None:
    """Somebody else changes the first person."""
    other = pilot(database, actor="Ruth")
    row = other.programme.apprentices["A01"]
    other.write(worded("set"), TABLE["apprentices"], [replace(row, **values)])
    other.store.close()


async def contested(board: Driver, database: Path) -> Form:
    """A form in which a cohort was typed, and saved after somebody else had entered another one."""
    form = await form_of(board)
    fill(form, "cohort", "mine")
    fill(form, "hourly_pay", "14.10")
    ruth_sets(database, cohort="theirs", postcode="E8 1EA")
    form.action_save()  # before the app has looked for news
    await until(lambda: "Changed by Ruth on " in form.wrong.text, "what Ruth has changed")
    return form


async def test_a_refused_form_keeps_what_was_typed_and_shows_theirs(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board((140, 45)) as board:
        form = await contested(board, database)
        assert board.app.screen is form
        refused = (
            "Somebody else was first: A01 in apprentices now has cohort theirs, postcode E8 1EA, by Ruth on "
        )
        await until(lambda: any(text.startswith(refused) for text in board.said), "the refusal")
        assert ": Cohort from 2026-A to theirs and Postcode from E8 9ZA to E8 1EA." in form.wrong.text
        assert "What you entered stays in Cohort: enter saves it, ctrl+t takes theirs." in form.wrong.text
        values = {name: value(form, name) for name in ("cohort", "hourly_pay", "postcode")}
        # What was not touched here is theirs already.
        assert values == {"cohort": "mine", "hourly_pay": "14.10", "postcode": "E8 1EA"}
        assert said(form, "cohort") == "theirs: theirs; before: 2026-A"


async def test_what_was_typed_is_saved_over_theirs_when_that_is_said(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board() as board:
        form = await contested(board, database)
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "This would change Cohort from theirs to mine." in board.text
        await board.press("enter")  # the key of habit goes back to the form
        await until(lambda: board.app.screen is form, "the form again")
        assert person(board).cohort == "theirs"
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y")
        await board.back_on_board()
        saved = person(board)
        assert (saved.cohort, saved.hourly_pay, saved.postcode) == ("mine", Decimal("14.10"), "E8 1EA")
        assert board.news == "Amara Nwachukwu: Cohort and Hourly pay changed."


async def test_theirs_is_taken_and_the_rest_saved(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        form = await contested(board, database)
        await board.press("ctrl+t")
        await until(lambda: value(form, "cohort") == "theirs", "theirs")
        assert "ctrl+t" not in form.wrong.text
        await board.press("enter")
        await board.back_on_board()
        saved = person(board)
        assert (saved.cohort, saved.hourly_pay) == ("theirs", Decimal("14.10"))


async def test_the_form_says_what_somebody_changes_while_it_is_open(
    open_board: OpenBoard, database: Path
) -> None:
    async with open_board() as board:
        form = await form_of(board)
        fill(form, "cohort", "mine")
        ruth_sets(database, step_free=True)
        board.app.look_for_news()
        await until(lambda: "Step free from no to yes." in form.wrong.text, "the change")
        assert value(form, "step_free") == "yes"
        await board.press("enter")  # nothing that was entered here is in question
        await board.back_on_board()
        assert (person(board).cohort, person(board).step_free) == ("mine", True)


async def test_what_somebody_takes_back_is_no_change(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        form = await contested(board, database)
        ruth_sets(database, cohort="2026-A")
        board.app.look_for_news()
        await until(lambda: "Cohort" not in form.wrong.text, "the cohort of before")
        assert ": Postcode from E8 9ZA to E8 1EA." in form.wrong.text
        assert value(form, "cohort") == "mine"
        assert "2026-A" not in said(form, "cohort")
        await board.press("enter")  # nothing that was entered here is in question
        await board.back_on_board()
        assert (person(board).cohort, person(board).postcode) == ("mine", "E8 1EA")


async def test_what_is_gone_is_told_and_the_text_stays(open_board: OpenBoard, database: Path) -> None:
    async with open_board() as board:
        team = board.workspace.programme.placements["COL-HR"]
        saved: list[tuple[Any, ...]] = []
        form = Form(board.app, "As it is", TABLE["placements"], team, lambda *what: saved.append(what))
        board.app.push_screen(form)
        await shown(board)
        fill(form, "site", "Guildhall, room 4")
        other = pilot(database, actor="Ruth")
        used = [row for row in other.rows["assignments"] if row.placement == "COL-HR"]
        gone = {"assignments": used, "placements": [team]}
        other.store.write(worded("closed"), {}, gone, {})
        await until(lambda: form.is_mounted, "all of it")
        board.app.look_for_news()
        await until(lambda: "has removed this meanwhile" in form.wrong.text, "the news")
        assert value(form, "site") == "Guildhall, room 4"
        other.store.write(worded("opened"), gone, {}, {})  # just as it was
        other.store.close()
        board.app.look_for_news()
        await until(lambda: not form.wrong.display, "that it is there again")
        await board.press("enter")
        await until(lambda: saved, "that it is handed on")
        assert [new.site for _, new, _ in saved] == ["Guildhall, room 4"]


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_leaving_with_changes_asks(open_board: OpenBoard, key: str) -> None:
    async with open_board() as board:
        form = await form_of(board)
        fill(form, "cohort", "2026-B")
        await board.press(key)
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        assert "Changed, and not saved: Cohort." in board.text
        await board.press("enter")  # the key of habit goes back to the form
        await until(lambda: board.app.screen is form, "the form again")
        await board.press(key)
        await until(lambda: isinstance(board.app.screen, GraveQuestion), "the question")
        await board.press("y")
        await until(
            lambda: board.app.left_with == 0 if key == "ctrl+q" else board.app.screen is board.board,
            "the end",
        )
        assert person(board).cohort == "2026-A"


async def test_without_changes_nothing_is_asked_and_nothing_written(open_board: OpenBoard) -> None:
    async with open_board() as board:
        events = len(board.workspace.store.history(100))
        for key in ("escape", "enter"):
            await form_of(board)
            await board.press(key)
            await board.back_on_board()
        assert len(board.workspace.store.history(100)) == events


async def test_a_resize_amid_leaving_ends_nothing(open_board: OpenBoard) -> None:
    """What a new size asks for comes when the form's fields are about to go, or have gone."""
    async with open_board() as board:
        form = await form_of(board)
        await board.press("escape")
        await board.back_on_board()
        form.fields.show_here()
        await board.pilot.pause()
        assert board.app.screen is board.board


async def test_the_mouse_chooses_and_saves(open_board: OpenBoard) -> None:
    async with open_board((140, 45)) as board:
        form = await form_of(board)
        choice = form.fields.fields["step_free"].control
        assert isinstance(choice, Choice)
        assert choice.value == "no"
        await board.pilot.click(choice, offset=(1, 0))  # ( ) yes stands first
        await until(lambda: choice.value == "yes", "the choice")
        await board.pilot.click(".form--keys", offset=(1, 0))
        await board.back_on_board()
        await until(lambda: person(board).step_free is True, "the change")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_every_table_has_a_form(open_board: OpenBoard, table: Table) -> None:
    async with open_board() as board:
        results: list[object] = []
        refuse = pytest.fail  # there is nothing to be saved
        has_more_than_its_key = len(table.columns) > len(table.key)
        for row in board.workspace.rows[table.name][: int(has_more_than_its_key)]:
            board.app.push_screen(Form(board.app, "As it is", table, row, refuse), results.append)
            await shown(board)
            await board.press("enter")
            await board.back_on_board()
            # All is as it was: it was read as it had been written.
            await until(lambda: results == [None], "nothing")
        board.app.push_screen(Form(board.app, "A new one", table, None, refuse), results.append)
        form = await shown(board)
        await board.press("enter")
        needed = {f.name for f in fields(table.row) if f.default is MISSING and f.default_factory is MISSING}
        expected = {name for name in needed if isinstance(form.fields.fields[name].control, Input)}

        def told() -> set[str]:
            return {column for column in form.fields.fields if said(form, column) == "! is empty but needed"}

        await until(lambda: told() == expected, "what is needed")


async def test_what_is_typed_right_after_an_arrow_goes_into_the_next_field(open_board: OpenBoard) -> None:
    async with open_board() as board:
        form = await form_of(board)
        first = form.focused
        form.action_down()
        assert form.focused is not None
        assert form.focused is not first  # before any key that is already on its way
