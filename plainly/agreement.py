"""Agreement: who has signed which cycle, what is waived, the register, and what was published."""

from collections.abc import Iterator
from functools import partial

from apprentices.agreement.standing import Standing
from apprentices.deciding import decision_paper
from apprentices.exchange.papers.markdown import paper_markdown
from apprentices.registering import Listed as Entry
from apprentices.registering import listed as entries
from apprentices.reviewing import Review, in_words
from apprentices.rules.words import cycle_name
from apprentices.signing import standing
from apprentices.statements import Statement
from apprentices.told import Head, Publication
from apprentices.waiving import Listed as Waived
from apprentices.waiving import listed as waivers
from plainly.desk import Desk
from plainly.forms import have_said
from plainly.handing_out import stay_with_files
from plainly.page import ENTER, Item, Letter, Page, letter, stay
from screens.agreement.about import about_standing, stands_aloud, who_comes
from screens.agreement.asking import to_ask, to_sign, to_withdraw
from screens.agreement.commands import AGREEMENT
from screens.agreement.publications import about_publication, to_publish, who_was_told
from screens.agreement.register import about_entry, to_add, to_close, to_follow
from screens.agreement.review import review_in_lines, review_title, to_review
from screens.agreement.waivers import about_waiver, is_open_waiver, to_end, to_prolong
from screens.shared.paragraph import parts_of, read_aloud
from screens.shared.phrase import in_a_row
from screens.shared.to_say import ToSay


def stay_with_agreement(desk: Desk) -> None:
    """The four lists, and publishing."""
    stay(desk, partial(_page, desk))


def _page(desk: Desk) -> Page:
    last = desk.workspace.published
    pages = {"Sign-offs": _sign_offs, "Waivers": _waivers, "Register": _register, "Publications": _published}
    letters = [letter(AGREEMENT, "agreement.publish", partial(_publish, desk))]
    if last:
        letters.append(letter(AGREEMENT, "agreement.tell", partial(stay_with_files, desk)))
    letters.append(letter(AGREEMENT, "agreement.review", partial(_review, desk)))
    return Page(
        "Agreement",
        [f"Last told: {last}." if last else "Nothing is published yet: p publishes the draft."],
        [Item(name, partial(stay, desk, partial(make, desk))) for name, make in pages.items()],
        letters,
    )


def _publish(desk: Desk) -> None:
    def published(made: Publication) -> str:
        return f"Published as number {made.number}. {who_was_told(desk.workspace, made.number)}"

    have_said(desk, to_publish(desk.workspace), published)


def _review(desk: Desk) -> None:
    def read(sheet: Review) -> str:
        return f"{review_title(sheet)}\n{review_in_lines(sheet)}"

    have_said(desk, to_review(desk.workspace), read)


def _say(desk: Desk, to_say: ToSay) -> None:
    """Have something said, and say what was."""

    def said(made: Statement) -> str:
        return f"{in_words(made, desk.workspace)}."

    have_said(desk, to_say, said)


# -- sign-offs


def _sign_offs(desk: Desk) -> Page:
    return Page("Sign-offs", items=list(_standings(desk)))


def _standings(desk: Desk) -> Iterator[Item]:
    """Cycle by cycle, those that are not over first."""
    workspace = desk.workspace
    cycles = sorted(workspace.programme.cycles, key=lambda cycle: cycle.ends_on < workspace.today)
    for cycle in cycles:
        for host in workspace.programme.hosts:
            said = f"{host}: {stands_aloud(workspace, host, cycle.cycle)}"
            yield Item(said, partial(stay_at, desk, host, cycle.cycle), cycle_name(cycle))


def stay_at(desk: Desk, host: str, cycle: str) -> None:
    """The sign-off of a host for a cycle."""
    stay(desk, partial(_standing_page, desk, host, cycle))


def _standing_page(desk: Desk, host: str, cycle: str) -> Page | None:
    workspace = desk.workspace
    if host not in workspace.programme.hosts or cycle not in workspace.board.cycle_index:
        return None
    one = standing(workspace, host, cycle)
    return Page(
        f"{host} in {cycle}",
        read_aloud(about_standing(workspace, one)),
        letters=list(_of_standing(desk, one)),
    )


def _of_standing(desk: Desk, one: Standing) -> Iterator[Letter]:
    workspace, talk = desk.workspace, desk.talk
    yield letter(AGREEMENT, "agreement.sign", lambda: _say(desk, to_sign(workspace, one)))
    yield letter(AGREEMENT, "agreement.request", lambda: _say(desk, to_ask(workspace, one)))
    if one.signed or one.request:
        yield letter(AGREEMENT, "agreement.end", lambda: _say(desk, to_withdraw(workspace, one)))
    yield letter(AGREEMENT, "agreement.full", lambda: talk.say(who_comes(workspace, one)), ENTER)
    yield letter(
        AGREEMENT,
        "agreement.decision",
        lambda: talk.say(paper_markdown(decision_paper(workspace, one.host, one.cycle))),
    )


# -- waivers


def _waivers(desk: Desk) -> Page:
    workspace = desk.workspace
    items = [
        Item(
            in_a_row(about_waiver(one, workspace)[0].parts),
            partial(_stay_at_waiver, desk, one.waiver.statement),
        )
        for one in waivers(workspace)
    ]
    nothing = "Nothing is waived. In the findings (5), w waives the one in front."
    return Page("Waivers", [] if items else [nothing], items)


def _stay_at_waiver(desk: Desk, code: str) -> None:
    stay(desk, partial(_waiver_page, desk, code))


def _waiver_page(desk: Desk, code: str) -> Page | None:
    one = next((one for one in waivers(desk.workspace) if one.waiver.statement == code), None)
    if one is None:
        return None
    letters = list(_of_waiver(desk, one)) if is_open_waiver(one) else []
    return Page("Waiver", read_aloud(about_waiver(one, desk.workspace)), letters=letters)


def _of_waiver(desk: Desk, one: Waived) -> Iterator[Letter]:
    workspace = desk.workspace
    yield letter(AGREEMENT, "agreement.prolong", lambda: _say(desk, to_prolong(workspace, one)))
    yield letter(AGREEMENT, "agreement.end", lambda: _say(desk, to_end(workspace, one)))


# -- the register


def _register(desk: Desk) -> Page:
    workspace = desk.workspace
    items = [
        Item(in_a_row(about_entry(one)[0].parts), partial(_stay_at_entry, desk, one.entry.statement))
        for one in entries(workspace)
    ]
    add = letter(AGREEMENT, "agreement.add", lambda: _say(desk, to_add(workspace)))
    return Page("Register", [] if items else ["Nothing is in the register yet."], items, [add])


def _stay_at_entry(desk: Desk, code: str) -> None:
    stay(desk, partial(_entry_page, desk, code))


def _entry_page(desk: Desk, code: str) -> Page | None:
    one = next((one for one in entries(desk.workspace) if one.entry.statement == code), None)
    if one is None:
        return None
    letters = list(_of_entry(desk, one)) if one.is_open else []
    return Page("Entry", read_aloud(about_entry(one)), letters=letters)


def _of_entry(desk: Desk, one: Entry) -> Iterator[Letter]:
    workspace = desk.workspace
    yield letter(AGREEMENT, "agreement.follow", lambda: _say(desk, to_follow(workspace, one)))
    yield letter(AGREEMENT, "agreement.end", lambda: _say(desk, to_close(workspace, one)))


# -- publications


def _published(desk: Desk) -> Page:
    items = [
        Item(
            in_a_row(parts_of(about_publication(head)[:2])),
            partial(_tell_of, desk, head),
        )
        for head in desk.workspace.publications()
    ]
    return Page("Publications", [] if items else ["Nothing is published yet."], items)


def _tell_of(desk: Desk, head: Head) -> None:
    desk.talk.tell(about_publication(head))
    desk.talk.say(who_was_told(desk.workspace, head.number))
