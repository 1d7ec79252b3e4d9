"""Agreement: who has signed which cycle, what is waived, the register, and what was published."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from apprentices.agreement.standing import Standing
from apprentices.exchange.sheets import Sheet
from apprentices.registering import Listed as Entry
from apprentices.registering import listed as entries
from apprentices.reviewing import Review
from apprentices.rules.words import count
from apprentices.statements import Statement
from apprentices.told import Head, Publication
from apprentices.waiving import Listed as Waived
from screens.agreement import asking, lists, publications, register, waivers
from screens.agreement.about import about_standing, who_comes
from screens.agreement.commands import AGREEMENT
from screens.agreement.page import Page
from screens.agreement.pages import AgreementHead
from screens.agreement.signing import Signing
from screens.shared import plain
from screens.shared.command import bindings
from screens.shared.frame import ModeScreen
from screens.shared.matrix import Matrix, MovesCursor
from screens.shared.panel import Panel
from screens.shared.paragraph import Paragraph, parts_of
from screens.shared.phrase import Phrase, in_a_row, phrase
from screens.shared.question import Reading
from screens.shared.rows import Line, Marks, RowList
from screens.shared.saying import Saying
from screens.shared.the_app import TheApp
from screens.shared.to_say import ToSay


class AgreementScreen(MovesCursor, ModeScreen):
    """Four pages, one after the other; the panel tells all about what is marked."""

    AUTO_FOCUS = "Matrix"
    DECLARED = AGREEMENT
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp) -> None:
        super().__init__(frame)
        self.page = Page.SIGNING
        self.head, self.matrix, self.panel = AgreementHead(), Matrix(), Panel(frame)
        self.rows: RowList[Any] = RowList()
        self.signing = Signing(self.workspace)

    def content(self) -> ComposeResult:
        """Pages and panel."""
        with Container(classes="with-panel"):
            with Vertical(id="agreement"):
                yield self.head
                yield self.matrix
                yield self.rows
            yield self.panel

    def on_mount(self) -> None:
        """Begin with the cycle of today, among those of now: it may have been made ahead."""
        self.signing = Signing(self.workspace)
        self.rows.display = False
        self.matrix.row = self.signing.now

    # -- what commands ask

    @property
    def marked(self) -> Any:
        """What is marked on the page in front; None where nothing is."""
        if self.page is not Page.SIGNING:
            return self.rows.value
        place = self.matrix.place
        return None if place is None else self.signing.at(*place)

    @property
    def has_marked(self) -> bool:
        """Whether anything is."""
        return (self.matrix.place if self.page is Page.SIGNING else self.rows.value) is not None

    @property
    def is_open(self) -> bool:
        """Whether what is marked stands, and can be withdrawn, ended or closed."""
        match self.marked:
            case Standing() as one:
                return bool(one.signed or one.request)
            case Waived() as one:
                return waivers.is_open_waiver(one)
            case Entry() as one:
                return one.is_open
        return False

    @property
    def has_published(self) -> bool:
        """Whether anything was published."""
        return self.workspace.published is not None

    def to_copy(self) -> Sheet | None:
        """All of the page in front: of a list, a line each."""
        if self.page is Page.SIGNING:
            return super().to_copy()
        return Sheet(self.page.value, (self.page.value,), [(text,) for text in self.rows.texts])

    # -- showing

    def come_to_the_front(self) -> None:
        """Show how things are now."""
        self.workspace_changed()

    def workspace_changed(self) -> None:
        """Take in the workspace as it is now."""
        if self.is_current:
            self.signing = Signing(self.workspace)
            self._show()

    def _show(self) -> None:
        signing = self.page is Page.SIGNING
        self.matrix.display, self.rows.display = signing, not signing
        if signing:
            self.matrix.show(self.signing.shown())
        else:
            self.frame.look(self._lines, partial(self._show_lines, self.page))
        self.head.show(self.page, self._waiting(), self._stands())
        self.show_frame()

    def _show_lines(self, page: Page, lines: list[Line[Any]]) -> None:
        if page is self.page:  # still
            self.rows.show(lines or [Line(plain.text(" ", *self._nothing(page)))])

    def _nothing(self, page: Page) -> Phrase:
        """What an empty page says, with the way on."""
        match page:
            case Page.WAIVERS:
                lists = self.way("mode.findings", "lists the findings")
                return phrase("Nothing is waived: ", lists, "; Waive, there, waives the marked one.")
            case Page.REGISTER:
                adds = self.way("agreement.add", "adds a barrier, a decision or a lesson")
                return phrase("Nothing is in the register yet: ", adds, ".")
            case _:
                publishes = self.way("agreement.publish", "publishes the draft")
                return phrase("Nothing is published yet: ", publishes, ".")

    def _lines(self) -> list[Line[Any]]:
        make: dict[Page, Callable[[Any], Any]] = {
            Page.WAIVERS: lists.waiver_lines,
            Page.REGISTER: lists.entry_lines,
            Page.PUBLICATIONS: lists.publication_lines,
        }
        return list(make[self.page](self.workspace))

    def _waiting(self) -> dict[Page, int]:
        return {
            Page.SIGNING: self.signing.waiting(),
            Page.WAIVERS: self.workspace.checker.waived,
            Page.REGISTER: sum(one.is_open for one in entries(self.workspace)),
            Page.PUBLICATIONS: self.workspace.published.number if self.workspace.published else 0,
        }

    def _stands(self) -> Content:
        last = self.workspace.published
        told = phrase(f"Last told: {last}.") if last else self._nothing(Page.PUBLICATIONS)
        waiting = self.signing.waiting()
        wait = f" {count(waiting, 'sign-off is', 'sign-offs are')} due." if waiting else ""
        return plain.text((wait, "$text-warning"), " ", *told)

    def in_lines(self) -> Iterator[str]:
        """What the page in front says."""
        yield f"The {self.page}."
        if self.page is Page.SIGNING:
            yield from self.signing.in_lines()
        else:
            yield from self.rows.in_lines(self._in_full)

    def _in_full(self, one: Any) -> str:
        return in_a_row(parts_of(self._about(one)))

    @on(Matrix.Moved)
    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of what is marked."""
        self.panel.show(self._about(self.marked))
        self.show_frame()

    def _about(self, marked: Any) -> list[Paragraph]:
        match marked:
            case Standing() as one:
                return about_standing(self.workspace, one)
            case Waived() as one:
                return waivers.about_waiver(one, self.workspace)
            case Entry() as one:
                return register.about_entry(one)
            case Head() as one:
                return publications.about_publication(one)
        return []

    # -- pages and moves

    @property
    def moved(self) -> Marks:
        """What the keys move the mark of: matrix or list."""
        return self.matrix if self.page is Page.SIGNING else self.rows

    def action_turn(self) -> None:
        """The next page."""
        self.action_page(self.page.next.value)

    def action_page(self, page: str) -> None:
        """To that page; what was said of another is over."""
        self.say("")
        self.page = Page(page)
        self._show()
        self.set_focus(self.matrix if self.page is Page.SIGNING else self.rows)
        self.tell()

    def action_panel(self) -> None:
        """More room for the panel, or less again."""
        self.panel.toggle_class("-large")

    def go_to(self, host: str, cycle: str) -> None:
        """To the sign-off of a host for a cycle, where both are still there."""
        codes = [one.cycle for one in self.signing.cycles]
        if host in self.signing.hosts and cycle in codes:
            self.action_page(Page.SIGNING.value)
            self.matrix.move_to(codes.index(cycle), self.signing.hosts.index(host))

    # -- what is said

    def _have_said(self, to_say: ToSay) -> None:
        """Have something said, and say in the line of news what was."""
        from apprentices.reviewing import in_words

        def said(made: Statement | None) -> None:
            if made is not None:
                self.frame.show_change(f"{in_words(made, self.workspace)}.")

        self.app.push_screen(Saying(self.frame, to_say), said)

    def action_sign(self) -> None:
        """Record a sign-off."""
        self._have_said(asking.to_sign(self.workspace, self.marked))

    def action_request(self) -> None:
        """Record that a host was asked."""
        self._have_said(asking.to_ask(self.workspace, self.marked))

    def action_add(self) -> None:
        """Add to the register."""
        self._have_said(register.to_add(self.workspace))

    def action_follow(self) -> None:
        """Follow the marked entry."""
        self._have_said(register.to_follow(self.workspace, self.marked))

    def action_prolong(self) -> None:
        """Prolong the marked waiver."""
        self._have_said(waivers.to_prolong(self.workspace, self.marked))

    def action_end(self) -> None:
        """Withdraw, end or close what is marked."""
        match self.marked:
            case Standing() as one:
                self._have_said(asking.to_withdraw(self.workspace, one))
            case Waived() as one:
                self._have_said(waivers.to_end(self.workspace, one))
            case Entry() as one:
                self._have_said(register.to_close(self.workspace, one))

    def action_publish(self) -> None:
        """Publish the draft."""

        def published(made: Publication | None) -> None:
            if made is None:
                return
            self.action_page(Page.PUBLICATIONS.value)
            self.rows.mark(0)
            says = self.way("agreement.full", "says whom to tell")
            writes = self.way("agreement.tell", "writes letters and packs")
            self.frame.show_change((f"Published as number {made.number}: ", says, ", ", writes, "."))

        self.frame.attempt(
            partial(publications.to_publish, self.workspace),
            lambda to_say: self.app.push_screen(Saying(self.frame, to_say), published),
            at_length=True,
        )

    def action_tell(self) -> None:
        """Write letters and packs of what was published."""
        from apprentices.exporting import LETTERS
        from screens.files.handing_out import hand_out

        hand_out(self, self.frame, LETTERS)

    # -- what is read

    @on(Matrix.Chosen)
    @on(RowList.Chosen)
    def action_full(self) -> None:
        """Who comes, or who was told."""
        match self.marked:
            case Standing() as one:
                self._read(f"{one.host} in {one.cycle}", partial(who_comes, self.workspace, one), False)
            case Head() as head:
                told = partial(publications.who_was_told, self.workspace, head.number)
                self._read(f"Publication {head.number}: what was told", told)

    def action_decision(self) -> None:
        """Read the decision paper of the marked host and cycle."""
        from apprentices.deciding import decision_paper
        from apprentices.exchange.papers.markdown import paper_markdown

        one = self.marked
        paper = f"Decision paper: {one.host}, {one.cycle}"
        self._read(paper, lambda: paper_markdown(decision_paper(self.workspace, one.host, one.cycle)))

    def action_review(self) -> None:
        """Ask when the last meeting was, and read the sheet."""
        from screens.agreement.review import review_in_lines, review_title, to_review

        def read(found: Review | None) -> None:
            if found is not None:
                self._read(review_title(found), partial(review_in_lines, found))

        self.app.push_screen(Saying(self.frame, to_review(self.workspace)), read)

    def _read(self, title: str, make: Callable[[], str], at_length: bool = True) -> None:
        self.frame.attempt(make, lambda text: self.app.push_screen(Reading(title, text)), at_length=at_length)


async def show_sign_off(app: App[None], host: str, cycle: str) -> None:
    """Go to the sign-off of a host for a cycle."""
    await app.switch_mode("agreement")
    if isinstance(app.screen, AgreementScreen):
        app.screen.go_to(host, cycle)
