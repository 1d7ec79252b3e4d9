"""A store in front of the real one that fails as it is told to."""

from pathlib import Path
from typing import Any

from apprentices.errors import ProgramError
from apprentices.workspace import Workspace


class Troubled:
    """Raises `trouble`, while there is one, from all that is asked of it, or `of` this; does nothing then."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.trouble: ProgramError | None = None
        self.of = ""
        self.asked: list[str] = []  # what was asked while there was trouble
        self.saved: list[Path] = []
        self.refused: Exception | None = None  # of `save_as`

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.store, name)
        if not callable(found):
            return found

        def do(*args: Any, **named: Any) -> Any:
            if self.trouble is not None and self.of in ("", name):
                self.asked.append(name)
                raise self.trouble
            return found(*args, **named)

        return do

    @property
    def where(self) -> str:
        return str(self.saved[-1]) if self.saved else str(self.store.where)

    def save_as(self, path: Path) -> None:
        if self.refused is not None:
            raise self.refused
        self.saved.append(path)
        self.trouble = None

    def close(self) -> None:
        self.store.close()


def trouble(workspace: Workspace) -> Troubled:
    """Put one in front of the store of a workspace."""
    workspace.store = troubled = Troubled(workspace.store)
    return troubled
