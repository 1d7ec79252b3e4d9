"""The same name is the same name, whatever bytes it was typed in.

A Mac writes é as e and an accent; cells that were copied hold two spaces or a hard space, and people differ
in capitals. A second team then has the same supervisor, site and area as the first.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from apprentices.board import Board
from apprentices.exchange.read import Batch, read
from apprentices.programme import Programme
from tests.build import found

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
FOLDER = {
    "hosts": "host,name\nH,Host\n",
    "standards": "standard,title\nST0070,S\n",
    "cycles": "cycle,starts_on,ends_on\nC1,2027-01-04,2027-04-02\n",
    "apprentices": (
        "apprentice,given_names,family_name,standard,starts_on,ends_on\n"
        "A1,Bo,Bell,ST0070,2027-01-04,2028-03-31\nA2,Bo,Cole,ST0070,2027-01-04,2028-03-31\n"
    ),
    "assignments": "apprentice,cycle,placement\nA1,C1,P1\nA2,C1,P2\n",
    "separations": "apprentice,other,within\nA1,A2,team-site\n",
}


def batch(folder: Path, form: Callable[[str], str]) -> Batch:
    """Two teams of which the second names supervisor, site and area in another form."""
    who, site, area = form(WHO), form(SITE), form(AREA)
    tables = FOLDER | {
        "placements": (
            "placement,host,team,area,site,supervisor,supervisor_seats,seats\n"
            f"P1,H,Team A,{AREA},{SITE},{WHO},1,2\nP2,H,Team B,{area},{site},{who},1,2\n"
        ),
        "requirements": f"who,what,min_cycles\nall,area:{area},1\n",
        "travel": f"apprentice,site,minutes\nA1,{site},95\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read([folder])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_names_in_any_form_are_one(tmp_path: Path, form: Callable[[str], str]) -> None:
    tables = batch(tmp_path, form).tables
    board = Board(Programme.of(tables), tables["assignments"])
    # One supervisor of two teams, for 1 at most, has 2; both teams are at one site; area and site are known.
    assert len(found(board, "PLAN-SUPERVISOR")) == 1
    assert len(found(board, "PLAN-APART")) == 1
    assert [f.apprentice for f in found(board, "PLAN-TRAVEL")] == ["A1"]
    assert board.programme.placements.keys() == {"P1", "P2"}
    assert not found(board, "PLAN-REQUIRES")


def test_other_letters_are_another_name(tmp_path: Path) -> None:
    """An accent that is missing is another name where names are data, unlike where somebody looks for one."""
    tables = batch(tmp_path, lambda text: text.replace("é", "e")).tables
    board = Board(Programme.of(tables), tables["assignments"])
    assert not found(board, "PLAN-SUPERVISOR")
    assert not found(board, "PLAN-APART")
