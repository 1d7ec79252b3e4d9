"""What choosing an offer would do, in words."""

from collections.abc import Iterator

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
    lines = [
        phrase((f"{verb.capitalize()}: ", f"bold {colour}"), finding.problem)
        for _, verb, findings, colour in effects(consequence)
        for finding in findings
    ]
    return lines or [phrase(("Breaks nothing, mends nothing.", "$text-muted"))]
