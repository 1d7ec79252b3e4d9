"""What a panel tells: paragraphs, and a finding in words."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from rich.cells import cell_len

from apprentices.rules.said import Finding
from screens.shared.advice import mend
from screens.shared.phrase import Phrase, aloud, letters_of, phrase
from screens.shared.words import marked, waiver_said

BETWEEN = " · "  # two things in a line


class Paragraph(NamedTuple):
    """Things said together: one a line where the panel is high, as many as fit where it has few lines."""

    parts: tuple[Phrase, ...]
    joined: bool = True
    pressing: bool = False  # comes second where there is little room

    def sharing_lines(self, width: int) -> list[Phrase]:
        """As many in each line as fit, if they are joined. What is longer than a line is torn; others are
        where two lines would do, and three be needed.
        """
        if not self.joined:
            return list(self.parts)
        lines: list[Phrase] = [()]
        for part in self.parts:
            longer = _with(lines[-1], part)
            if cell_len(letters_of(longer)) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(part)
        together = reduce(_with, lines)
        return [together] if len(lines) > 2 and cell_len(letters_of(together)) <= 2 * width else lines


def _with(line: Phrase, part: Phrase) -> Phrase:
    return (*line, BETWEEN, *part) if line else part


def parts_of(paragraphs: Iterable[Paragraph]) -> Iterator[Phrase]:
    """All that paragraphs say, part by part."""
    return (part for paragraph in paragraphs for part in paragraph.parts)


def read_aloud(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Paragraphs as they are read aloud, a line for each part."""
    return list(map(aloud, parts_of(paragraphs)))


def finding_said(finding: Finding, goes_there: bool = True) -> Iterator[Phrase]:
    """The problem, the way out (or who accepts it) and the source, a line each.

    `goes_there`: whether the screen that tells it has a command that goes to the field that mends it.
    """
    mark, colour = marked(finding)
    yield phrase((f"{mark} ", f"{colour} bold"), (finding.problem, f"{colour} bold"))
    if finding.waived:
        yield phrase(("  Waived by ", "$text-muted"), waiver_said(finding.waived))
    else:
        yield phrase(("  To mend: ", "$text-muted"), *mend(finding, goes_there))
    yield phrase((f"  {finding.rule}. Source: {finding.source}", "$text-muted"))


def onward(finding: Finding) -> Iterator[Phrase]:
    """What follows if nothing is done and who acts next, a line each; none where no law speaks."""
    if finding.follows:
        yield phrase((f"{finding.rule}. If nothing is done: ", "$text-muted"), finding.follows)
        yield phrase(("  Next: ", "$text-muted"), finding.next_step)
