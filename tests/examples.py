"""The worked examples of the rules' declarations, and so of docs/rules.md, as tests.

A case takes its days and figures out of the sentence, in any order, and asks the rule. Every figure of the
sentence has to be taken, so that none can be wrong without a test that fails. Where the rule declares what
follows, a finding of the example has to say so.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from apprentices.calendar import MONTHS
from apprentices.rules.catalogue import RULES
from apprentices.rules.said import Finding
from tests.build import TODAY, board, found

CODES = re.compile(r"\b[A-Z]+-?[0-9]+\b")  # C2, ST0070: names, no figures
RUN: set[str] = set()  # the rules whose example is a test


class Sentence:
    """The example of one rule, as far as no figure of it has been taken yet."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.rest = CODES.sub("", RULES[rule].example)
        self.onward = not RULES[rule].follows  # whether a finding has said what follows and who acts next

    def take(self, words: str) -> str:
        """Words that have to stand in what is left of the sentence; they are gone then."""
        at = re.search(rf"(?<![0-9.:]){re.escape(words)}(?![0-9]|[.:][0-9])", self.rest)
        assert at, f'"{words}" is not in what is left of the example of {self.rule}: {self.rest}'
        self.rest = f"{self.rest[: at.start()]}…{self.rest[at.end() :]}"
        return words

    def day(self, words: str, year: int | None = None) -> date:
        """A day such as 6 May 2027; one without a year is of `year`."""
        number, month, *own = self.take(words).split()
        return date(int(own[0]) if own else year or 0, MONTHS.index(month) + 1, int(number))

    def number(self, words: str) -> int:
        """A whole number."""
        return int(self.take(words).replace(",", ""))

    def figure(self, words: str) -> Decimal:
        """A number with a point, or pounds."""
        return Decimal(self.take(words).removeprefix("£"))

    def told(self, plan: dict[str, str] | None = None, today: date = TODAY, **rows: Any) -> list[Finding]:
        """What the rule says about a small board."""
        findings = found(board(plan, **rows), self.rule, today=today)
        self.onward |= any(finding.follows and finding.next_step for finding in findings)
        return findings


def example(rule: str) -> Callable[[Callable[[Sentence], None]], Callable[[], None]]:
    """Make a case the test of a rule's example."""

    def test_of(case: Callable[[Sentence], None]) -> Callable[[], None]:
        RUN.add(rule)

        def test() -> None:
            sentence = Sentence(rule)
            case(sentence)
            assert not re.search("[0-9]", sentence.rest), f"not tested: {sentence.rest}"
            assert sentence.onward, f"{rule} declares what follows, and no finding of its example says so"

        return test

    return test_of
