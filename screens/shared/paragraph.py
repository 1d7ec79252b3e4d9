"""What a panel tells: paragraphs, and a finding in words."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from apprentices.rules.said import Finding
from screens.shared import plain
from screens.shared.advice import mend
from screens.shared.words import marked, waiver_said


class Paragraph(NamedTuple):
    """Things said together: one a line where the panel is wide, else one after the other."""

    parts: tuple[Content, ...]
    joined: bool = True
    pressing: bool = False  # comes second where there is little room

    def lines(self, narrow: bool) -> list[Content]:
        """The lines, still to be wrapped."""
        if narrow and self.joined:
            return [plain.row(self.parts, " · ")]
        return list(self.parts)


def finding_said(finding: Finding) -> Iterator[Content]:
    """The problem, the way out (or who accepts it) and the source, a line each."""
    mark, colour = marked(finding)
    yield plain.text((f"{mark} ", f"{colour} bold"), (finding.problem, f"{colour} bold"))
    if finding.waived:
        yield plain.text(("  Waived by ", "$text-muted"), waiver_said(finding.waived))
    else:
        yield plain.text(("  To mend: ", "$text-muted"), mend(finding))
    yield plain.text((f"  {finding.rule}. Source: {finding.source}", "$text-muted"))


def onward(finding: Finding) -> Iterator[Content]:
    """What follows if nothing is done and who acts next, a line each; none where no law speaks."""
    if finding.follows:
        yield plain.text((f"{finding.rule}. If nothing is done: ", "$text-muted"), finding.follows)
        yield plain.text(("  Next: ", "$text-muted"), finding.next_step)
