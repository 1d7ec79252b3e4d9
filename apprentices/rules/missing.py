"""What of the papers that a placement asks for somebody does not hold, as people call them.

It says what is to be got, and no more about the person: no day of birth, no record, no reason.
"""

from contextlib import suppress
from itertools import chain

from apprentices.errors import ABSURD
from apprentices.programme import Apprentice, Placement
from apprentices.rules.binding import Binding, each
from apprentices.rules.clearances import title_of
from apprentices.rules.rule import Cells, Look

# Rules whose findings are not about one word of a placement's list; CLEAR-AGE asks for no paper.
_PAPERS = {
    "CLEAR-HOST": "the agreement of employer, host and apprentice",
    "CLEAR-PASSPORT": "an honorary contract, secondment or letter of authority",
    "CLEAR-YOUNG-WARD": "the trust's conditions for people under 18",
}
_NO_PAPER = "CLEAR-AGE"


def missing(binding: Binding, person: Apprentice, index: int, team: Placement) -> dict[str, str]:
    """What is missing, or due again, for a stay in that cycle (by index), as the CLEAR rules have it.

    By the word that placements ask for it with, or the rule's id where they don't; nothing of a stay that is
    over.
    """
    found = (
        _papers(active.rule.id, look, person, index, team)
        for active, look in binding.looks[Cells.PLACED]
        if active.rule.family == "CLEAR" and active.rule.id != _NO_PAPER
    )
    return dict(chain.from_iterable(found))


def _papers(rule: str, look: Look, person: Apprentice, index: int, team: Placement) -> list[tuple[str, str]]:
    with suppress(*ABSURD):
        found = each(look(person, index, team))
        return [(said.subject or rule, _PAPERS.get(rule) or title_of(said.subject)) for said in found]
    return []
