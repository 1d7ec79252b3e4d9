"""What follows if nothing is done about a finding, in half a sentence, with where that is said.

Only what a source says: where none is known, the words say so.
"""

from typing import NamedTuple

FUNDER = "{funder}"  # stands for who is responsible for apprenticeship funding on the day of judging


class Follows(NamedTuple):
    """What follows, to come after "if nothing is done", and its source."""

    what: str
    source: str

    def said(self, funder: str) -> str:
        """The half sentence with its source, in the days of a funder."""
        return f"{self.what.replace(FUNDER, funder)} ({self.source})."


NOT_FUNDED = Follows(
    f"the apprenticeship may be found not to meet the funding rules, for which {FUNDER} is responsible",
    "Funding rules of England",
)
NOT_TAKEN = Follows(
    "the host asks for it before day one, and need not take the person without it",
    "The host's own list: clearances in placements.csv",
)


def breach(source: str) -> Follows:
    """A breach of law of which no penalty is known here."""
    return Follows("the law is broken; what penalty that has is not known here", source)
