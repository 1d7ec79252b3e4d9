"""What a parcel of another host would do, before it is taken in; what collides is chosen side by side."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from apprentices.errors import ProgramError
from apprentices.exchange.parcels.merge import OURS, THEIRS, Collision
from apprentices.exchanging import TakenIn
from screens.files.parcel_words import (
    CHANGED_ON_BOTH,
    done_said,
    looked_over,
    may_be_restored,
    of_your_own,
    side_said,
    sides,
    would_do,
)
from screens.files.preview import Preview
from screens.shared import plain
from screens.shared.advice import said
from screens.shared.command import Command, bindings
from screens.shared.keys import PARTED
from screens.shared.moves import moves
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import phrase
from screens.shared.rows import Line, RowList
from screens.shared.the_app import TheApp
from screens.shared.words import fit

CHOSEN = {OURS: "[here ]", THEIRS: "[there]", None: "[  ?  ]"}
NAME, COLUMN = 26, 14  # columns


def _is_open(preview: "ParcelPreview") -> bool:
    return preview.found is not None and not preview.found.older


def _is_marked(preview: "ParcelPreview") -> bool:
    return preview.rows.value is not None


def _can_restore(preview: "ParcelPreview") -> bool:
    return may_be_restored(preview.refused)


class ParcelPreview(Preview[Collision]):
    """Opens a parcel, tells what it would do, and takes it in with what was chosen."""

    WHERE = "In the preview of a parcel"
    TITLE = "Take in"
    DECLARED = (
        Command("parcel.take", "enter", "Take it in", "Take it in as one change.", when=_is_open),
        Command("parcel.ours", "o", "As it is here", "Leave the marked row as it is here.", when=_is_marked),
        Command(
            "parcel.theirs", "t", "As it is there", "Take the marked row as they have it.", when=_is_marked
        ),
        Command(
            "parcel.restored",
            "b",
            "They went back",
            "Take it as what they say now: they have told you that they went back to a backup.",
            when=_can_restore,
        ),
        Command("parcel.panel", "space", "Larger panel", "Give what is told of the row more room, or less."),
        Command("parcel.leave", "escape", "Leave", "Go back; nothing is taken in."),
        *moves("parcel"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(DECLARED)

    def __init__(self, frame: TheApp, path: Path) -> None:
        super().__init__(frame, path)
        self._restored = False
        self._chosen: dict[str, str] = {}  # a side, by the name of a row
        self.found: TakenIn | None = None
        self.refused: ProgramError | None = None

    def on_mount(self) -> None:
        """Open it."""
        self.set_focus(self.rows)
        self._open()

    def _open(self) -> None:
        self._frame.attempt(partial(self._looked_over, {}, True), self._opened, self.dismiss)

    def _looked_over(self, chosen: Mapping[str, str], dry_run: bool) -> TakenIn | ProgramError:
        return looked_over(self._frame.workspace, self._path, chosen, dry_run, self._restored)

    def _opened(self, found: TakenIn | ProgramError) -> None:
        self.found = found if isinstance(found, TakenIn) else None
        self.refused = None if isinstance(found, TakenIn) else found
        told = [f"! {found.title}: {said(found)}"] if isinstance(found, ProgramError) else would_do(found)
        style = "bold $text-warning" if self.refused else ""
        self.head.update(plain.lines(plain.text((line, style)) for line in told))
        self._show()

    def _show(self) -> None:
        found = self.found
        lines: list[Line[Collision]] = []
        if found:
            lines += self._under(CHANGED_ON_BOTH, found.collisions)
            lines += self._under(of_your_own(found), found.offered)
        self.rows.show(lines)
        self.show_keys(self.keys, self._keys())

    def _under(self, heading: str, collisions: Sequence[Collision]) -> list[Line[Collision]]:
        if not collisions:
            return []
        title: Line[Collision] = Line(plain.text((f" {heading} ({len(collisions)})", "bold")))
        return [title, *(Line(self._line(one), one) for one in collisions)]

    def _line(self, one: Collision) -> Content:
        side = self._chosen.get(one.name)
        place = f"{fit(one.name, NAME)} {fit(one.column or '', COLUMN)}"
        texts = f" {side_said(one, one.ours)} | {side_said(one, one.theirs)}"
        return plain.text((f" {CHOSEN[side]} ", "bold"), place, (texts, "$text-muted"))

    def _keys(self) -> str:
        found = ["enter take it in"] if _is_open(self) else []
        if self.rows.value is not None:
            found += ["o as it is here", "t as it is there"]
        if _can_restore(self):
            found.append("b they went back to a backup: take it so")
        return PARTED.join([*found, "esc leave"])

    @on(RowList.Marked)
    def tell(self) -> None:
        """Tell of the marked row on all sides."""
        one = self.rows.value
        if one is None:
            self.panel.show([])
            return
        parts = [phrase((f"{side}: ", "$text-muted"), text) for side, text in sides(one).items()]
        title = phrase((f"{one.name} {one.column or ''}", "bold"))
        self.panel.show([Paragraph((title, *parts), joined=False)])

    # -- keys

    def action_ours(self) -> None:
        """Leave the marked row as it is here."""
        self._choose(OURS)

    def action_theirs(self) -> None:
        """Take the marked row as it is there."""
        self._choose(THEIRS)

    def _choose(self, side: str) -> None:
        if self.rows.value is not None:
            self._chosen[self.rows.value.name] = side
            self._show()
            self.rows.mark_by(1)

    def action_restored(self) -> None:
        """Take it as what they say now."""
        self._restored = True
        self._open()

    def action_take(self) -> None:
        """Take it in."""
        self._frame.attempt(partial(self._looked_over, self._chosen, False), self._done, at_length=True)

    def _done(self, done: TakenIn | ProgramError) -> None:
        if isinstance(done, ProgramError):
            self._opened(done)
            return
        self.dismiss()
        history = self._frame.way("mode.history", "History")
        self._frame.show_change((f"{done_said(done)} ", history, " takes it back."))
