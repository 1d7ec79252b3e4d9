"""What is written to files from inside the app: chosen from a list, into a folder, over none unasked."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen

from apprentices.errors import ProgramError
from apprentices.exporting import KINDS, Content, Files, Kind, in_the_way, write
from apprentices.rules.words import count
from apprentices.told import Publication
from screens.files.download import download
from screens.files.picker import Picker, Wanted
from screens.files.places import here
from screens.files.written import NOTHING, YOURS_ALONE, named, why_nothing, written
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.command import Command, bindings
from screens.shared.dialog import Dialog
from screens.shared.moves import moves
from screens.shared.question import GraveQuestion, Reading
from screens.shared.rows import Line, MovesMark, RowList, explained
from screens.shared.the_app import TheApp
from screens.shared.words import fit
from screens.shared.working import Step, Working

TITLE = 34  # columns


def offered(path: Path) -> str | None:
    """A folder that is there, or one that can be made."""
    if path.is_dir():
        return "Write into this folder"
    if not path.exists() and path.parent.is_dir():
        return f"Make the folder {path.name} in {path.parent.name or path.parent}, and write there"
    return None


def _was_published(dialog: "HandingOut") -> bool:
    return dialog.published is not None


class HandingOut(MovesMark, Dialog[Kind]):
    """Lists what can be handed out, with one marked; gives what was chosen. `draft` says of which board."""

    WHERE = "In the list of what can be written to files"
    DECLARED = (
        Command("export.take", "enter", "Write it", "Choose a folder, and write what is marked there."),
        Command(
            "export.draft",
            "v",
            "Draft or publication",
            "Write what was last published, or the draft as it is now.",
            when=_was_published,
        ),
        Command("export.leave", "escape", "Leave", "Go back; nothing is written."),
        *moves("export"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, published: Publication | None, marked: Kind) -> None:
        super().__init__()
        self.published = published
        self._marked = marked
        self.draft = published is None
        self.head = plain.Words(classes="files--head")
        self.rows: RowList[Kind] = RowList()
        self.about = plain.Words(classes="files--about")

    @property
    def of(self) -> Publication | None:
        """What is told of; None: the draft."""
        return None if self.draft else self.published

    def compose(self) -> ComposeResult:
        """What it tells of, and what there is."""
        with Vertical(classes="dialog -list") as box:
            box.border_title = plain.text("Write to files")
            other = "v draft or publication   " if self.published else ""
            does = "download" if self.app.is_web else "choose"
            self.show_keys(box, f"enter {does}   {other}esc leave")
            yield self.head
            yield self.rows
            yield self.about

    def on_mount(self) -> None:
        """List them."""
        self._show()
        self.rows.mark(KINDS.index(self._marked))
        self.set_focus(self.rows)

    def _show(self) -> None:
        of = str(self.of or "the draft as it is now")
        unsaid = "" if self.published else " Nothing has been published, so nobody has been told of it."
        self.head.update(plain.text("Of ", (of, "bold"), f".{unsaid}"))
        named = [(kind, plain.text((f" {fit(kind.title, TITLE)}", "bold"))) for kind in KINDS]
        self.rows.show([Line(partial(explained, title, kind.help), kind) for kind, title in named])

    @on(RowList.Marked)
    def tell(self) -> None:
        """Say in full what is marked, and for whose eyes."""
        kind = self.rows.value
        self.about.update(plain.text((kind.help if kind else "", "$text-muted")))

    def action_draft(self) -> None:
        """The draft, or what was published."""
        self.draft = not self.draft
        self._show()

    @on(RowList.Chosen)
    def action_take(self) -> None:
        """Give what is marked."""
        self.dismiss(self.rows.value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss()


def hand_out(screen: Screen[Any], frame: TheApp, marked: Kind = KINDS[0]) -> None:
    """Have something written: what, of which board, into which folder."""
    dialog = HandingOut(frame.workspace.published, marked)

    def chosen(kind: Kind | None) -> None:
        if kind is not None:
            _way(screen)(screen, frame, kind, dialog.of).choose_folder()

    screen.app.push_screen(dialog, chosen)


def write_out(screen: Screen[Any], frame: TheApp, kind: Kind) -> None:
    """Have one thing written that tells of no publication, into a folder that is asked for."""
    _way(screen)(screen, frame, kind, None).choose_folder()


def _way(screen: Screen[Any]) -> type["_Writing"]:
    return _Downloading if screen.app.is_web else _Writing


class _Writing:
    """One thing on its way to files."""

    def __init__(self, screen: Screen[Any], frame: TheApp, kind: Kind, of: Publication | None) -> None:
        self._around = screen.app
        self._push: Callable[..., Any] = screen.app.push_screen
        self._frame = frame
        self._kind = kind
        self._of = of

    def choose_folder(self) -> None:
        """Ask where to."""
        title, takes = f"{self._kind.title}: into which folder?", "Files are written into a folder."
        wanted = Wanted(title, (), offered, takes)
        self._push(Picker(wanted, self._frame.folder or here()), self._list)

    def _list(self, folder: Path | None) -> None:
        if folder is not None:
            self._frame.attempt(
                partial(self._kind.files, self._frame.workspace, self._of, folder), self._look
            )

    def _look(self, files: Files) -> None:
        self._frame.attempt(partial(in_the_way, files.make), partial(self._ask, files))

    def _ask(self, files: Files, there: Sequence[Path]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._make(files)

        if not there:
            self._make(files)
            return
        text = f"{named(there)}\n\nWhat is in {'it' if len(there) == 1 else 'them'} now is lost."
        title = f"Write over {count(len(there), 'file')} that {'is' if len(there) == 1 else 'are'} there?"
        self._push(GraveQuestion(title, text, "write over"), answered)

    def _make(self, files: Files) -> None:
        work = Working(self._kind.title, [Step(path.name, make) for path, make in files.make.items()])

        def made(contents: list[Content | None] | None) -> None:
            if contents is None:
                self._push(Reading(NOTHING, work.failed or "You have stopped it."))
                return
            pairs = zip(files.make, contents, strict=True)
            self._write(files, {path: content for path, content in pairs if content is not None})

        self._push(work, made)

    def _write(self, files: Files, contents: Mapping[Path, Content]) -> None:
        try:
            write(files, contents)
        except ProgramError as error:
            self._push(Reading("It could not be written", said(error)))
        else:
            self._frame.folder = next((path.parent for path in contents), self._frame.folder)
            self._tell(files, list(contents), f"in {self._frame.folder}", YOURS_ALONE)

    def _tell(self, files: Files, paths: Sequence[Path], where: str, private: str) -> None:
        if paths:
            self._push(Reading("Written", "\n\n".join(written(files, paths, where, private))))
        else:
            self._push(Reading(NOTHING, why_nothing(files)))


class _Downloading(_Writing):
    """The same for a browser, which knows where its downloads go and writes over none."""

    def choose_folder(self) -> None:
        """Ask nothing."""
        self._list(Path())

    def _look(self, files: Files) -> None:
        self._make(files)

    def _write(self, files: Files, contents: Mapping[Path, Content]) -> None:
        name = download(self._around, self._kind.title, contents) if contents else ""
        where = f"among your browser's downloads as {name}"
        self._tell(files, list(contents), where, "see that nobody else can read your downloads.")
