"""How the app ends: in order, after a fault, or with its terminal.

Here alone are names used that are private to Textual (a test looks), since it has no public ones: for what is
done with an exception that nobody expected (`_handle_exception`, `_fatal_error`), and for the file that a
driver writes to (`_file`).
"""

import os
from contextlib import suppress
from typing import Any, TextIO

from textual.driver import Driver
from textual.messages import ExitApp
from textual.worker import WorkerFailed

from screens.pointing import PointingApp

FOR_BROWSERS = "WebDriver"  # by name: the first frame in a terminal doesn't wait for it to be imported


class EndingApp(PointingApp):
    """An app that raises what nobody expected once the terminal is as it was, and outlives its terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.left_with: int | None = None  # the exit code, once somebody has left
        self.fault: BaseException | None = None  # the first that nobody expected

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave. What goes wrong from here on, when half of the app is gone, is no fault."""
        self.left_with = return_code
        super().exit(result, return_code, message)

    def run(self, **options: Any) -> None:
        """Run until the user leaves. Raises what nobody expected, when the terminal is as it was."""
        super().run(**options)
        if self.fault is not None and self.left_with is None:
            raise self.fault

    def panic(self, *ignored: Any) -> None:
        """End after a fault. Textual would print a traceback with what is in memory: people's data."""
        super().panic()

    def _fatal_error(self) -> None:
        self.panic()

    def _handle_exception(self, error: Exception) -> None:
        """While the app ends, screens are taken apart amid what they do: what fails then is no error."""
        if self.left_with is None:
            self.fault = self.fault or (error.error if isinstance(error, WorkerFailed) else error)
            super()._handle_exception(error)

    def get_driver_class(self) -> type[Driver]:
        """What draws on the terminal, or in the browser."""
        driver = super().get_driver_class()
        return ending_with_browser(driver) if driver.__name__ == FOR_BROWSERS else outliving(driver)

    def on_exit_app(self) -> None:
        """The tab of a browser was closed: as if somebody had left."""
        if self.left_with is None:
            self.left_with = 0


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
    """The driver of this system, but one that outlives its terminal, and takes it once.

    Textual's would take it a second time when it is told to go on though it was not stopped, or had been by a
    signal that nobody can hear: with two readers of keys, and no way back to how the terminal was.
    """

    class OutlivingDriver(driver):  # type: ignore[valid-type, misc]
        has_terminal = is_suspended = False

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            file: TextIO | None = getattr(self, "_file", None)  # the one of tests has none
            if file is not None:
                self._file: Any = Output(file)

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self.has_terminal = True

        def stop_application_mode(self) -> None:
            self.has_terminal = False
            super().stop_application_mode()

        def suspend_application_mode(self) -> None:
            super().suspend_application_mode()
            self.is_suspended = True

        def resume_application_mode(self) -> None:
            if self.has_terminal:
                self.suspend_application_mode()
            if self.is_suspended:  # else it has ended
                self.is_suspended = False
                super().resume_application_mode()

    return OutlivingDriver


def ending_with_browser(driver: type[Driver]) -> type[Driver]:
    """The driver for browsers, but one with which the app ends when the server has gone.

    Textual would draw into a pipe that nobody reads, and stay for ever. It would also begin each app of one
    process with the size that the page had at first.
    """

    class EndingDriver(driver):  # type: ignore[valid-type, misc]
        def run_input_thread(self) -> None:
            super().run_input_thread()
            if not self.exit_event.is_set():
                self.send_message(ExitApp())

        def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
            if packet_type == "resize":  # an app that follows in this process begins with that
                os.environ.update(COLUMNS=str(payload["width"]), ROWS=str(payload["height"]))
            super().on_meta(packet_type, payload)

        def write(self, data: str) -> None:
            with suppress(OSError):
                super().write(data)

        def write_meta(self, data: dict[str, object]) -> None:
            with suppress(OSError):
                super().write_meta(data)

    return EndingDriver
