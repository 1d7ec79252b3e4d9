"""A parcel of another host: what it would do is told, what collides is chosen, and then it is taken in."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from apprentices.errors import ProgramError
from apprentices.exchange.parcels.merge import OURS, THEIRS, Collision
from apprentices.exchanging import TakenIn
from apprentices.text import shown
from plainly.desk import Desk
from plainly.page import Item, Letter, Page, stay
from screens.files.parcel_words import (
    CHANGED_ON_BOTH,
    done_said,
    looked_over,
    may_be_restored,
    of_your_own,
    sides,
    would_do,
)
from screens.shared.advice import said

CHOSEN = {OURS: "; it stays as it is here", THEIRS: "; it becomes as it is there"}


def stay_with_parcel(desk: Desk, path: Path) -> None:
    """What a parcel would do, and then that."""
    stay(desk, _Parcel(desk, path).page)


class _Parcel:
    """A parcel until it is taken in or left."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self._desk, self._path = desk, path
        self._chosen: dict[str, str] = {}  # a side, by the name of a row
        self._is_restored = self._is_done = False

    def _looked_over(self, dry_run: bool) -> TakenIn | ProgramError:
        chosen = {} if dry_run else self._chosen  # what is chosen no longer collides, and couldn't be seen
        return looked_over(self._desk.workspace, self._path, chosen, dry_run, self._is_restored)

    def page(self) -> Page | None:
        """What it comes to, and what collides; or why it is refused. None once it is taken in."""
        if self._is_done:
            return None
        title = f"Take in {shown(self._path.name)}"
        found = self._desk.try_to(partial(self._looked_over, True))
        if isinstance(found, ProgramError):
            restored = Letter("r", "They went back", self._restore, "Take it as what they say now.")
            letters = [restored] if may_be_restored(found) else []
            return Page(title, [f"{found.title}. {said(found)}"], letters=letters)
        take = Letter("y", "Take it in", self._take, "Take it in as one change.")
        return Page(title, would_do(found), list(self._items(found)), [] if found.older else [take])

    def _items(self, found: TakenIn) -> Iterator[Item]:
        for heading, rows in ((CHANGED_ON_BOTH, found.collisions), (of_your_own(found), found.offered)):
            for one in rows:
                stands = CHOSEN.get(self._chosen.get(one.name, ""), "")
                yield Item(f"{_said(one)}{stands}", partial(self._choose, one), heading)

    def _choose(self, one: Collision) -> None:
        answer = self._desk.talk.ask(f"{_said(one)}. o as it is here, t as it is there, b neither:")
        side = {"o": OURS, "t": THEIRS}.get(answer)
        if side is None:
            self._desk.talk.say("That is neither o nor t.")
        else:
            self._chosen[one.name] = side

    def _restore(self) -> None:
        self._is_restored = True

    def _take(self) -> None:
        done = self._desk.try_to(partial(self._looked_over, False))
        if isinstance(done, ProgramError):
            raise done
        self._is_done = True
        self._desk.talk.say(f"{done_said(done)} The history (9) takes it back.")


def _said(one: Collision) -> str:
    """A row that collides, on all sides."""
    told = ", ".join(f"{side.lower()}: {text}" for side, text in sides(one).items())
    return f"{one.name}{f' {one.column}' if one.column else ''}, {told}"
