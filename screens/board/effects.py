"""What choosing an offer would do, in words."""

from collections.abc import Iterable, Iterator

from apprentices.rules.said import Consequence, Finding
from screens.board.offers import Fit
from screens.shared.looks import CONFLICT, WAIVED, WARNING
from screens.shared.phrase import Phrase, phrase

MENDED = "✓"
HEADINGS = {
    Fit.FITS: "Fits",
    Fit.AS_IT_IS: "As it is",
    Fit.TO_LOOK_AT: "To look at",
    Fit.BREAKS: "Breaks something",
}


def effects(consequence: Consequence) -> Iterator[tuple[str, str, list[Finding], str]]:
    """What an edit does, by kind: a mark, a verb, the findings, and a colour."""
    broke, mended = consequence.broke, consequence.mended
    for mark, verb, findings, colour in (
        (CONFLICT, "breaks", [f for f in broke if f.is_conflict], "$text-error"),
        (WARNING, "to look at", [f for f in broke if f.is_warning], "$text-warning"),
        (WAIVED, "waived", [f for f in broke if f.waived], "$text-muted"),
        (MENDED, "mends", list(mended), "$text-success"),
    ):
        if findings:
            yield mark, verb, findings, colour


def story(consequence: Consequence) -> list[Phrase]:
    """All that an edit would break and mend, a line each."""
    broke, mended = consequence.broke, consequence.mended
    lines = [
        *_told("Breaks", (f for f in broke if not f.waived), "$text-error"),
        *_told("Waived", (f for f in broke if f.waived), "$text-muted"),
        *_told("Mends", mended, "$text-success"),
    ]
    if not lines:
        lines = [phrase(("Breaks nothing, mends nothing.", "$text-muted"))]
    return lines


def _told(verb: str, findings: Iterable[Finding], colour: str) -> Iterator[Phrase]:
    for finding in findings:
        yield phrase((f"{verb}: ", f"bold {colour}"), finding.problem)
