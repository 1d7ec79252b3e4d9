"""The conversation: lines go out, answers come in, and some answers lead away."""

from collections.abc import Iterable
from typing import TextIO

from screens.shared.paragraph import Paragraph
from screens.shared.phrase import aloud, clean

BACK, LEAVE = "b", "q"
LITERAL = "\\"  # before an answer that would else lead away, or stand for nothing


class Left(Exception):
    """Somebody leaves, or nobody answers any more."""


class Back(Exception):
    """Somebody goes back to where they were."""


class Talk:
    """Says lines and hears answers, one line each; nothing is drawn, and nothing that was said changes."""

    def __init__(self, answers: TextIO, lines: TextIO) -> None:
        self._answers, self._lines = answers, lines

    def say(self, *lines: str) -> None:
        """Say lines; a text of several becomes several."""
        for line in (part for text in lines for part in text.split("\n")):
            self._lines.write(f"{clean(line).rstrip()}\n")
        self._lines.flush()

    def tell(self, paragraphs: Iterable[Paragraph]) -> None:
        """Say what a panel would show."""
        self.say(*(aloud(part) for paragraph in paragraphs for part in paragraph.parts))

    def ask(self, question: str) -> str:
        """The answer to a question, without blanks around it. Raises `Back` and `Left`."""
        self.say(question)
        line = self._answers.readline()
        answer = line.strip()
        if not line or answer == LEAVE:
            raise Left
        if answer == BACK:
            raise Back
        return answer

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
