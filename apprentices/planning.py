"""How the planner is asked and how its answer is told: in the same words on screen and command line."""

from collections.abc import Iterable, Iterator

from apprentices.planner.problem import Keep
from apprentices.planner.proposal import Proposal, Relaxation, Status
from apprentices.rules.words import count

SECONDS = 60.0  # when to stop looking, unless said otherwise
LEAST_SECONDS = 0.1
SEED = 1
PROOFS = {
    Status.OPTIMAL: "proved best",
    Status.FEASIBLE: "not proved best in the time",
    Status.INCOMPLETE: "a plan with fewer gaps may exist",
    Status.INFEASIBLE: "fewer gaps are proved impossible",
}


def words_of(given: Iterable[str]) -> Iterator[str]:
    """Words given one by one or with commas between them."""
    return (word for text in given for word in text.split(",") if word.strip())


def headline(proposal: Proposal) -> str:
    """A plan in a few words: full plan, score 386."""
    gaps = "full plan" if not proposal.gaps else f"plan with {count(proposal.gaps, 'gap')}"
    return f"{gaps}, score {proposal.score}"


def label_of(keep: Keep, proposal: Proposal) -> str:
    """What the history calls a plan that was applied."""
    return f"Planned ({keep}): {headline(proposal)}"


def verdict(proposal: Proposal) -> str:
    """A plan and what is proved about it, in a sentence."""
    bound = "" if proposal.bound in (None, proposal.score) else f", at most {proposal.bound}"
    head = headline(proposal)
    proof = PROOFS[proposal.status]
    return f"{head[0].upper()}{head[1:]}{bound}: {proof}, in {proposal.seconds:.1f} s."


def to_give(full: bool, proved: bool) -> str:
    """The heading of what has to give."""
    what = "A full plan needs" if full else "Fewest gaps need"
    return f"{what}, and less would not do:" if proved else f"{what} (less may do):"


def no_full_plan(ruled_out: str) -> str:
    """Where even allowing things leaves gaps; `ruled_out` names the option that forbade some, if it was used."""
    if not ruled_out:
        return "No full plan is possible, whatever gives."
    return f"No full plan is possible without what you ruled out ({ruled_out})."


def said(relaxation: Relaxation) -> str:
    """One thing to give, and whom to ask."""
    owner = f" Ask {relaxation.owner}." if relaxation.owner else ""
    return f"{relaxation.message}{owner}"
