"""The same name is the same name, whatever bytes it was typed in.

A Mac writes é as e and an accent; cells that were copied hold two spaces or a hard space, and people differ
in capitals. A second team then has the same supervisor, site and area as the first.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Program
from tests.reports.conftest import Findings
from tests.reports.programmes import files, folder, people, table

WHO, SITE, AREA = "Renée Okafor", "Café House", "Santé mentale"
FORMS: dict[str, Callable[[str], str]] = {
    "the same bytes": str,
    "accent apart": lambda text: unicodedata.normalize("NFD", text),
    "accent in one letter": lambda text: unicodedata.normalize("NFC", text),
    "capitals": str.upper,
    "two spaces": lambda text: text.replace(" ", "  "),
    "hard space": lambda text: text.replace(" ", "\u00a0"),
    "narrow hard space": lambda text: text.replace(" ", "\u202f"),
    "spaces around": lambda text: f"  {text}\u00a0",
}


def imported(program: Program, path: Path, form: Callable[[str], str]) -> None:
    """Two teams, of which the second names supervisor and site in another form, with A1 and A2 in them; then,
    in that form, what everybody needs and how far A1 travels."""
    placements = table(
        "placement,host,team,area,site,supervisor,supervisor_seats,seats",
        ("P1", "H", "Team A", AREA, SITE, WHO, 1, 2),
        ("P2", "H", "Team B", form(AREA), form(SITE), form(WHO), 1, 2),
    )
    first = folder(
        path / "first",
        placements=placements,
        apprentices=people("A1", "A2"),
        assignments=table("apprentice,cycle,placement", ("A1", "C1", "P1"), ("A2", "C1", "P2")),
        separations=table("apprentice,other,within", ("A1", "A2", "team-site")),
    )
    then = files(
        path / "then",
        requirements=table("who,what,min_cycles", ("all", f"area:{form(AREA)}", 1)),
        travel=table("apprentice,site,minutes", ("A1", form(SITE), 95)),
    )
    assert program("import", first).code == 0
    assert program("import", *then.iterdir()).code == 0


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_names_in_any_form_are_one(
    program: Program, findings: Findings, tmp_path: Path, form: Callable[[str], str]
) -> None:
    """https://github.com/kbss-cvut/termit/issues/392, https://github.com/sillsdev/TheCombine/issues/3713

    One supervisor of two teams, for 1 at most, has 2; both teams are at one site; area and site are known.
    """
    imported(program, tmp_path, form)
    told = [finding["rule"] for finding in findings()]
    rules = ("PLAN-SUPERVISOR", "PLAN-APART", "PLAN-TRAVEL", "PLAN-REQUIRES")
    assert [told.count(rule) for rule in rules] == [1, 1, 1, 0]


def test_other_letters_are_another_name(program: Program, findings: Findings, tmp_path: Path) -> None:
    """https://github.com/kbss-cvut/termit/issues/392, from the other side

    An accent that is missing is another name where names are data, unlike where somebody looks for one.
    """
    imported(program, tmp_path, lambda text: text.replace("é", "e"))
    assert not {"PLAN-SUPERVISOR", "PLAN-APART"} & {finding["rule"] for finding in findings()}
