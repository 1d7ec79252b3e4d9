"""The Agreement screen: sign-offs, waivers, register and publications, with the checks of the commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from apprentices.errors import UsageError
from apprentices.exchange.parcels.keys import new_key, save
from apprentices.exporting import LETTERS
from apprentices.programme import TABLE
from apprentices.publishing import publish
from apprentices.registering import enter
from apprentices.removing import removal, remove
from apprentices.shared import key_file
from apprentices.signing import ask, sign, standing
from apprentices.statements import Entry, stated
from apprentices.waiving import Wanted, waive
from screens.agreement.asking import to_ask
from screens.agreement.page import Page
from screens.agreement.screen import AgreementScreen
from screens.files.handing_out import HandingOut
from screens.shared.question import Reading
from screens.shared.saying import Saying
from tests.screens.conftest import OpenBoard
from tests.screens.driver import Driver, opened
from tests.screens.filling import fill, saying
from tests.screens.programmes import pilot
from tests.screens.small import small
from tests.screens.snapshot import check_snapshot
from tests.screens.waiting import until

SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45)}
SAID = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@asynccontextmanager
async def agreement(open_board: OpenBoard, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Driver]:
    async with open_board(size) as board:
        await board.press("7")
        await until(lambda: board.app.current_mode == "agreement" and "Sign-offs" in board.text, "agreement")
        yield board


def here(board: Driver) -> AgreementScreen:
    assert isinstance(board.app.screen, AgreementScreen)
    return board.app.screen


async def back(board: Driver) -> None:
    await until(lambda: isinstance(board.app.screen, AgreementScreen), "the screen again")
    await board.pilot.pause()


@pytest.fixture
def said(database: Path) -> None:
    """COL has signed C2, LBH too, with one person moved since; ELFT was asked; and some other things."""
    workspace = pilot(database)
    with time_machine.travel(SAID, tick=False):
        sign(workspace, "COL", "C2", "Rosalind Achterman", "Chief People Officer")
        sign(workspace, "LBH", "C2", "Emeka Obiozor")
        ask(workspace, "ELFT", "C2", "Ruth Adeyemi", date(2026, 11, 24), "by email")
        gap = Wanted("PLAN-GAP", "A20", "C6")
        waive(workspace, gap, by="Ruth Adeyemi", why="With the provider", until=date(2027, 6, 4))
        badges = {"host": "ELFT", "person": "Li Wu", "due_on": date(2026, 11, 20), "by": "Ruth Adeyemi"}
        enter(workspace, stated(Entry, kind="barrier", title="No badges [/x]", **badges))
        workspace.clear("A05", "C2")
    workspace.store.close()


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("size", SIZES)
async def test_what_it_looks_like(open_board: OpenBoard, size: str) -> None:
    async with agreement(open_board, SIZES[size]) as board:
        await board.press("down", "right")
        await until(lambda: "Thuy-Linh Dang no longer comes" in board.text, "what moved")
        await check_snapshot(board.app, f"agreement_{size}")
        await board.press("tab")
        await check_snapshot(board.app, f"agreement_waivers_{size}")
        await board.press("tab")
        await check_snapshot(board.app, f"agreement_register_{size}")
        with time_machine.travel(SAID, tick=False):
            publish(board.workspace, "Tamsin Arkwright", note="The first", despite="By telephone")
        here(board).workspace_changed()
        await board.press("tab")
        await until(lambda: "Publication 1" in board.text, "the publication")
        await check_snapshot(board.app, f"agreement_publications_{size}")


async def test_that_nobody_comes_is_said_in_one_word(tmp_path: Path) -> None:
    workspace = small(tmp_path / "small.db")
    workspace.clear("A1", "C1")
    workspace.clear("A2", "C1")
    async with opened(workspace) as board:
        await board.press("7")
        await until(lambda: isinstance(board.app.screen, AgreementScreen), "the agreement")
        assert "Nobody comes: it need not sign." in board.text
        assert "0 people" not in board.text
        await board.press("s")
        await until(lambda: isinstance(board.app.screen, Saying), "what is signed")
        assert "Nobody comes." in board.text
        assert "0 people" not in board.text


@pytest.mark.usefixtures("said")
async def test_by_when_an_answer_is_due_is_said_on_a_small_terminal(open_board: OpenBoard) -> None:
    async with agreement(open_board, (80, 24)) as board:
        row = next(line for line in board.text.splitlines() if line.startswith(" C2"))
        assert row.split()[:4] == ["C2", "7", "Dec", "2026"]
        assert "… asked, due 24 Nov" in row


# Of C2 one host agrees, one has signed another state, and one was asked; COL and LBH of C1 are to be signed
# as well as ELFT: with LBH and ELFT of C2 that makes five.
@pytest.mark.usefixtures("said")
async def test_each_cell_says_where_a_host_stands(open_board: OpenBoard) -> None:
    async with agreement(open_board) as board:
        row = next(line for line in board.text.splitlines() if line.startswith(" C2"))
        assert row.split()[:5] == ["C2", "7", "December", "2026", "✓"]
        assert "! differs for 1" in row
        assert "… asked, due 24 Nov" in row
        assert "5 sign-offs are due" in board.text
        await board.press("down", "right", "right")
        assert "Sponsor: Parveen Lodhia, Chief People Officer" in here(board).panel.text
        assert "asked on 20 November 2026, by Ruth Adeyemi" in here(board).panel.text
        await board.press("d")
        await until(lambda: isinstance(board.app.screen, Reading), "the decision paper")
        assert "does East London NHS Foundation Trust agree to C2" in board.text
        await board.press("escape")
        await back(board)
        await board.press("up", "d")  # nobody has asked it to sign C1
        await until(
            lambda: any("Request asks, and starts the clock" in said for said in board.said), "how to ask"
        )


async def test_signing_asking_and_withdrawing(open_board: OpenBoard, database: Path) -> None:
    async with agreement(open_board) as board:
        await board.press("down", "s")
        form = await saying(board)
        assert "agrees to C2 (7 December 2026 to 5 March 2027) exactly as it stands" in board.text
        await board.press("enter")
        await until(lambda: "! This is needed." in board.text, "that a name is needed")
        fill(form, by="Rosalind Achterman", role="Chief People Officer")
        await board.press("enter")
        await until(lambda: "✓" in board.text, "the mark")
        (signed,) = board.workspace.statements.signoffs
        assert (signed.host, signed.cycle, signed.by) == ("COL", "C2", "Rosalind Achterman")
        await board.press("s")
        fill(await saying(board), by="Somebody else")
        await board.press("enter")
        await until(lambda: "exactly as it is now" in board.text, "the refusal")
        await board.press("escape", "y")
        await back(board)
        await board.press("right", "r")
        form = await saying(board)
        assert "Without a day, an answer is due on 30 November 2026." in board.text
        fill(form, by="Ruth", due_on="22/11/2026")
        await board.press("enter")
        await until(lambda: "can't be due on 22 November 2026" in board.text, "the refusal")
        fill(await saying(board), due_on="")
        await board.press("enter")
        await until(lambda: "… asked, due 30 Nov" in board.text, "the request, due in 7 days")
        await board.press("x")
        fill(await saying(board), by="Ruth", why="Asked too early")
        await board.press("enter")
        await until(lambda: "… asked" not in board.text, "no request")
        save(new_key("ELFT"), database)  # from now on this copy is ELFT's: it says nothing for LBH
        await board.press("s")
        fill(await saying(board), by="Ruth")
        await board.press("enter")
        await until(lambda: "This copy is ELFT's: LBH signs in its own" in board.text, "the refusal")
        await board.press("escape", "y")
        await back(board)


async def test_publication_1_with_the_commands_refusal(open_board: OpenBoard) -> None:
    async with agreement(open_board) as board:
        await board.press("p")
        form = await saying(board)
        fill(form, by="Tamsin Arkwright", note="The first")
        await board.press("enter")
        await until(lambda: "the draft is not fit to be published" in form.wrong.text, "the refusal")
        assert "COL has not signed C1" in form.wrong.text
        assert board.workspace.published is None
        assert form.focused is form.fields.fields["despite"].control  # what is asked for now
        fill(await saying(board), despite="Hosts have agreed by telephone")
        await board.press("enter")
        await back(board)
        assert here(board).page is Page.PUBLICATIONS
        made = board.workspace.published
        assert made is not None
        assert (made.number, made.by, made.note) == (1, "Tamsin Arkwright", "The first")
        assert made.despite == "Hosts have agreed by telephone"
        assert "Published as number 1: enter says whom to tell, t writes letters and packs." in board.text
        await board.press("enter")
        # Everybody is told: 3 hosts, 24 apprentices.
        await until(lambda: "All of it is new: 3 hosts and 24 apprentices" in board.text, "who is told")
        await board.press("escape", "t")
        await until(lambda: isinstance(board.app.screen, HandingOut), "what can be written")
        assert isinstance(board.app.screen, HandingOut)
        assert board.app.screen.rows.value is LETTERS
        await board.press("escape")
        await back(board)
        await board.press("p")
        fill(await saying(board), by="Tamsin Arkwright")
        await board.press("enter")
        await until(lambda: "there is nothing to publish" in board.text, "the refusal of the same again")
        await board.press("escape", "y")
        await back(board)
        await board.press("tab", "tab")
        await until(lambda: here(board).page is Page.WAIVERS, "the page of waivers")
        assert "Published as number 1" not in board.text
        await board.press("s")
        await until(
            lambda: "That is done on the page of sign-offs: tab turns the page." in board.text, "why not"
        )


@pytest.mark.usefixtures("said")
async def test_waivers_and_the_register(open_board: OpenBoard) -> None:
    async with agreement(open_board) as board:
        await board.press("tab", "o")
        fill(await saying(board), by="Ruth", why="It moved", until="2027-06-04")
        await board.press("enter")
        await until(lambda: "a later day has to be named" in board.text, "the refusal")
        form = await saying(board)
        fill(form, until="")
        form.fields.go_to("until")
        await until(lambda: "needed: yyyy-mm-dd" in board.text, "how a day is typed")
        await board.press(*"3 Sep 2_7")  # a day has no such sign
        await until(lambda: form.fields.fields["until"].said == "Friday 3 September 2027", "the day as read")
        await board.press("enter")
        await until(lambda: "until 3 Sep 27" in board.text, "the later day")
        await board.press("end", "x")
        fill(await saying(board), by="Ruth", why="A place was found")
        await board.press("enter")
        await until(lambda: "18 conflicts" in board.text, "the finding again")
        await board.press("tab", "a")
        await saying(board)
        await board.press("escape")  # only what is chosen to begin with stands there: nothing is asked
        await back(board)
        await board.press("a")
        form = await saying(board)
        fill(form, title="No desks", by="Ruth", host="hackney council", due_on="1/12/2026")
        await board.press("enter")
        await until(lambda: "A barrier needs a host that owns it, a person" in board.text, "the refusal")
        fill(form, person="Omar")
        await board.press("enter")
        await back(board)
        assert "No desks" in board.text
        assert [one.host for one in board.workspace.statements.register] == ["ELFT", "LBH"]
        await board.press("home", "f")  # the badges, which are overdue
        fill(await saying(board), title="Badges by post", by="Ruth", due_on="2026-12-18")
        await board.press("enter")
        await back(board)
        assert "Badges by post" in board.text
        await board.press("home", "x")  # the desks: of what is open they are due first
        fill(await saying(board), by="Ruth", why="They are there")
        await board.press("enter")
        await until(lambda: "closed" in board.text, "the end")
        assert "followed" in board.text
        await board.press("v", "enter")
        await until(lambda: isinstance(board.app.screen, Reading), "the review sheet")
        assert "Badges by post: due on 18 December 2026, by Li Wu and ELFT." in board.text
        await board.press("escape")
        await back(board)


async def test_a_review_sheet_begins_with_no_day_to_come(open_board: OpenBoard) -> None:
    async with agreement(open_board) as board:
        await board.press("tab", "tab", "v")
        form = await saying(board)
        fill(form, since="2026-11-24")  # it is the 23rd
        await board.press("enter")
        await until(lambda: "that day is still to come" in board.text, "the refusal")
        fill(form, since="2026-11-23")
        await board.press("enter")
        await until(lambda: isinstance(board.app.screen, Reading), "the sheet")


async def test_of_a_cycle_that_somebody_has_removed_nothing_is_said(
    open_board: OpenBoard, database: Path
) -> None:
    async with agreement(open_board) as board:
        await board.press("end", "s")
        form = await saying(board)
        fill(form, by="Ruth")
        other = pilot(database, actor="Callum Strachey")
        last = other.programme.cycles[-1]
        remove(other, removal(other.rows, TABLE["cycles"], last))
        other.store.close()
        await board.press("enter")
        await until(lambda: f"There is no cycle {last.cycle} any more" in form.wrong.text, "the refusal")
        assert board.app.screen is form
        with pytest.raises(UsageError, match=f"There is no cycle {last.cycle} any more"):
            ask(board.workspace, "COL", last.cycle, "Ruth")
        with pytest.raises(UsageError, match="There is no host XYZ any more"):
            ask(board.workspace, "XYZ", "C2", "Ruth")


@pytest.mark.usefixtures("said")
async def test_a_key_that_cannot_be_read_is_told_where_a_waiver_is_prolonged(
    open_board: OpenBoard, database: Path
) -> None:
    async with agreement(open_board) as board:
        key_file(database).write_text("no key")
        await board.press("tab", "o")
        form = await saying(board)
        fill(form, by="Ruth", why="It moved", until="2027-09-03")
        await board.press("enter")
        await until(lambda: form.wrong.text, "the refusal")
        assert key_file(database).name in form.wrong.text


def test_nobody_is_told_of_an_answer_due_on_a_day_that_is_past(tmp_path: Path) -> None:
    """C1 of the pilot is over on 4 December 2026."""
    workspace = pilot(tmp_path / "pilot.db")
    assert "due on 30 November 2026" in " ".join(to_ask(workspace, standing(workspace, "LBH", "C1")).words)
    workspace.today = date(2026, 12, 5)
    assert "due on" not in " ".join(to_ask(workspace, standing(workspace, "LBH", "C1")).words)
    workspace.store.close()
