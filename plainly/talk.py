"""The conversation: lines go out, answers come in, and some answers lead away."""

import re
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import TextIO

from apprentices.text import columns, in_lines
from screens.shared.paragraph import Paragraph, read_aloud
from screens.shared.phrase import clean, in_words

BACK, LEAVE, HELP = "b", "q", "?"
LITERAL = "\\"  # before an answer that would else lead away, or stand for nothing
ANSWERS = (
    "Type the answer, then enter. Enter alone takes what the question offers, "
    f"{BACK} goes back without an answer, {LEAVE} leaves the program."
)

_LEAD = re.compile(r" *(\d+\. )?")  # what the rest of a parted line stands under


class Left(Exception):
    """Somebody leaves, or nobody answers any more."""


class Back(Exception):
    """Somebody goes back to where they were."""


class Talk:
    """Says lines and hears answers, one line each; nothing is drawn, and nothing that was said changes."""

    def __init__(self, answers: TextIO, lines: TextIO) -> None:
        self._answers, self._lines = answers, lines

    def say(self, *lines: str) -> None:
        """Say lines; a text of several becomes several, and so does one that a terminal has no room for."""
        for line in (part for text in lines for part in text.split("\n")):
            self._lines.writelines(f"{part}\n" for part in self._fitting(in_words(clean(line)).rstrip()))
        self._lines.flush()

    def _fitting(self, line: str) -> list[str]:
        """The line, parted between words where the terminal would part it anywhere."""
        room = get_terminal_size().columns if self._lines.isatty() else columns(line)
        lead = _LEAD.match(line)
        first = lead[0] if lead and 2 * lead.end() < room else ""
        parts = in_lines(line[len(first) :], max(1, room - len(first)))
        return [f"{' ' * len(first) if number else first}{part}" for number, part in enumerate(parts)]

    def tell(self, paragraphs: Iterable[Paragraph]) -> None:
        """Say what a panel would show."""
        self.say(*read_aloud(paragraphs))

    def ask(self, question: str, help_: str = ANSWERS) -> str:
        """The answer to a question, without blanks around it. Raises `Back` and `Left`.

        `?` says `help_` and asks again; it is an answer where there is none.
        """
        return self.ask_as_typed(question, help_).strip()

    def ask_as_typed(self, question: str, help_: str = ANSWERS) -> str:
        """The same, with the blanks around the answer."""
        while True:
            self.say(question)
            line = self._answers.readline()
            if not line or line.strip() == LEAVE:
                raise Left
            if line.strip() == BACK:
                raise Back
            if not help_ or line.strip() != HELP:
                return line.rstrip("\r\n")
            self.say(help_)

    def further(self) -> str:
        """One more line of an answer; empty where it ends."""
        return self._answers.readline().rstrip("\r\n")

    def is_sure(self, question: str) -> bool:
        """Whether the answer is yes; asked again until it is yes or no, and going back is no."""
        while True:
            try:
                answer = self.ask(f"{question} y yes, n no").casefold()
            except Back:
                return False
            if answer in ("y", "yes", "n", "no"):
                return answer[0] == "y"
            self.say("That is neither y nor n.")


def literal(answer: str) -> str:
    """What an answer says as a text: one that would mean something else stands behind a backslash."""
    return answer.removeprefix(LITERAL)
