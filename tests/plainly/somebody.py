"""Somebody who hears what is said in plain lines, and answers."""

import re
from collections.abc import Callable, Iterator, Mapping
from io import StringIO

from apprentices.workspace import Workspace
from plainly.app import run

Step = str | Mapping[str, str] | Callable[[], str]
FIELD = re.compile(r"^(.*?)(?:\. .*)? \((?:now .*|needed|not known|may be empty)\):$")


class Somebody(StringIO):
    """Answers step by step, and then no more: the end of all input.

    A step is what is typed, or what is done before that; `=words` types the number of the line that has these
    words; by the titles of fields it answers the questions of a form, each once, and types nothing for those
    that it does not name.
    """

    def __init__(self, *steps: Step) -> None:
        super().__init__()
        self.heard = StringIO()
        self._answers = self._answered(steps)
        self._from = 0

    def readline(self, size: int | None = -1, /) -> str:
        """The answer to the question that was asked last; each is kept among what was heard."""
        answer = next(self._answers, None)
        self._from = self.heard.tell()
        self.heard.write("" if answer is None else f"> {answer}\n")
        return "" if answer is None else f"{answer}\n"

    @property
    def lines(self) -> list[str]:
        """What was said since the last answer."""
        return self.heard.getvalue()[self._from :].splitlines()

    def _answered(self, steps: tuple[Step, ...]) -> Iterator[str]:
        for step in steps:
            if callable(step):
                yield step()
            elif isinstance(step, str):
                yield self._number(step.removeprefix("=")) if step.startswith("=") else step
            else:
                asked: set[str] = set()
                while (field := FIELD.match(self.lines[-1])) and field[1] not in asked:
                    asked.add(field[1])
                    yield step.get(field[1], "")

    def _number(self, words: str) -> str:
        everything = self.heard.getvalue().splitlines()
        found = (re.match(r"(\d+)\. ", line) for line in reversed(everything) if words in line)
        return next(match[1] for match in found if match)


def heard(workspace: Workspace, *steps: Step) -> str:
    """All that is said to somebody who does that, with what they type."""
    somebody = Somebody(*steps)
    run(workspace, somebody, somebody.heard)
    return somebody.heard.getvalue()
