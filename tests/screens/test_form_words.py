"""Inside the app, what a rule says of files is said in the words of lists and forms."""

from pathlib import Path

import pytest

from screens.shared.form import Form
from screens.shared.form_words import as_forms_say
from tests.screens.driver import opened
from tests.screens.small import small
from tests.screens.waiting import until


@pytest.mark.parametrize(
    ("of_files", "of_forms"),
    [
        ("record agreement_on in apprentices.csv.", 'record "Agreement on" in the list of apprentices.'),
        ("or correct agreement_on.", 'or correct "Agreement on".'),
        (
            "fill in date_of_birth, uln and employer in apprentices.csv.",
            'fill in "Date of birth", "ULN" and "Employer" in the list of apprentices.',
        ),
        (
            "record that (living_wage_apprentices in hosts.csv), or raise the employer's pay",
            'record that ("Living wage apprentices" in the list of hosts), or raise the employer\'s pay',
        ),
        ("record dbs:basic at COL in clearances.csv.", "record dbs:basic at COL in the list of clearances."),
        (
            "choose the nearest working day in cycles.csv.",
            "choose the nearest working day in the list of cycles.",
        ),
        ("choose another team.", "choose another team."),
    ],
)
def test_what_files_say_and_forms_say(of_files: str, of_forms: str) -> None:
    assert as_forms_say(of_files) == of_forms


async def test_a_missing_agreement_is_mended_in_the_field_that_is_named(tmp_path: Path) -> None:
    async with opened(small(tmp_path / "p.db"), (140, 45)) as board:
        words = 'and record "Agreement on" in the list of apprentices. f goes to that field.'
        await until(lambda: words in " ".join(board.screen.panel.text.split()), "what mends it")
        assert "Not known about Ayo Bello: Weekly hours (for " in board.screen.panel.text
        await board.press("f")
        await until(lambda: isinstance(board.app.screen, Form) and board.app.focused, "the form")
        form = board.app.screen
        assert isinstance(form, Form)
        await until(lambda: board.app.focused is form.fields.fields["agreement_on"].control, "the field")
