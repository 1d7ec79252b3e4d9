"""The terminal that the app draws on, which may be closed at any time."""

from contextlib import suppress
from typing import Any, TextIO

from textual.driver import Driver


class Output:
    """A terminal as a file. What can't be written, since it has closed, is dropped.

    Textual writes in a thread of its own. That would end with the first error, and whoever still has
    something to draw, if only to take leave, would wait for it for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if it can be done."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Let it be seen, if it can be done."""
        with suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outliving(driver: type[Driver]) -> type[Driver]:
    """The driver of this system, but one that outlives its terminal."""

    class OutlivingDriver(driver):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            file: TextIO | None = getattr(self, "_file", None)  # the one for browsers has none
            if file is not None:
                self._file: Any = Output(file)

    return OutlivingDriver
