"""What was last read of a store: it is read again when it is asked for and something was written since."""

from collections.abc import Callable

from apprentices.errors import DatabaseBusy
from apprentices.judged import Judged


class Kept:
    """What is stored, judged; `load` reads it.

    Who `outlasts_busy` is given what was read before while another program is writing, until `catch_up`.
    """

    def __init__(self, load: Callable[[], Judged]) -> None:
        self._load = load
        self._last: Judged | None = None
        self._is_behind = True  # nothing was read yet, or something was written since
        self._was_busy = False  # when that was to be read
        self.outlasts_busy = False
        self.forgotten = 0  # how often something was written

    @property
    def is_at_hand(self) -> bool:
        """Whether it is given without being read now."""
        return self._last is not None and (self.outlasts_busy or not self._is_behind)

    @property
    def now(self) -> Judged:
        """What is stored. Raises `DatabaseBusy` where that can't be read, and nothing outlasts it."""
        if self._last is None or (self._is_behind and not self._was_busy):
            try:
                self.reload()
            except DatabaseBusy:
                if self._last is None or not self.outlasts_busy:
                    raise
                self._was_busy = True
        assert self._last is not None
        return self._last

    def catch_up(self) -> None:
        """Read what was written since. Raises `DatabaseBusy` where another program is writing."""
        if self._is_behind:
            self.reload()

    def reload(self) -> None:
        """Read everything again."""
        self.take(self._load())

    def take(self, judged: Judged) -> None:
        """Keep what was read just now."""
        self._last = judged
        self._is_behind = self._was_busy = False

    def forget(self) -> None:
        """Something was written: read everything again when it is next asked for."""
        self._is_behind, self._was_busy = True, False
        self.forgotten += 1
