"""One run of the command line: which database, which form of output, and the workspace it opens."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apprentices.workspace import Workspace

DATABASE, PLAIN, CONFIG = "APPRENTICES_DB", "APPRENTICES_PLAIN", "APPRENTICES_CONFIG"
PROGRAM = "rotating-apprenticeships"  # the name of its folders
_SOMETHING = ("hosts", "placements", "cycles", "apprentices")  # without any, there is no board to open


def is_empty(workspace: "Workspace") -> bool:
    """Whether nothing of a programme is there yet."""
    return not any(workspace.rows.get(name) for name in _SOMETHING)


@dataclass
class Session:
    """What `--db`, `--json` and `--plain` said; `doing` is the command's name."""

    db: Path | None = None
    json: bool = False
    plain: bool = False
    doing: str = "apprentices"

    @property
    def path(self) -> Path:
        """The database's path: `--db`, else $APPRENTICES_DB, else in the user data folder."""
        if self.db:
            return self.db
        if named := os.environ.get(DATABASE):
            return Path(named)
        from platformdirs import user_data_path

        return user_data_path(PROGRAM, appauthor=False) / "programme.db"

    @property
    def is_plain(self) -> bool:
        """Whether the app is to be lines and questions: `--plain`, or $APPRENTICES_PLAIN; never with JSON."""
        return not self.json and (self.plain or bool(os.environ.get(PLAIN)))

    @property
    def config(self) -> Path:
        """The file of the colours and keys of the screens: $APPRENTICES_CONFIG, else in the user's folder."""
        if named := os.environ.get(CONFIG):
            return Path(named)
        from platformdirs import user_config_path

        return user_config_path(PROGRAM, appauthor=False) / "config.toml"

    @property
    def today(self) -> date:
        """The day it is here."""
        return date.today()  # noqa: DTZ011 - a day is local

    @contextmanager
    def workspace(self, today: date | None = None, create: bool = False) -> Iterator["Workspace"]:
        """The open programme, judged as of `today` (default: the day it is); closed again at the end.

        Raises `DatabaseMissing` unless `create`.
        """
        from apprentices.workspace import Workspace
        from db.store import open_store

        with closing(open_store(self.path, create=create)) as store:
            yield Workspace(store, today or self.today)
