"""The rule about waivers that are past their end."""

from collections.abc import Iterable

from apprentices.calendar import say
from apprentices.rules.facts import Facts
from apprentices.rules.rule import Params, programme_rule
from apprentices.rules.said import Finding, Said, Severity
from apprentices.statements import Waiver


@programme_rule(
    id="WAIVER-ENDED",
    severity=Severity.CONFLICT,
    says="a waiver is past its end, and what it accepted still stands",
    source="The programme's waivers: each is for a time",
    help="What somebody accepts for a time stands again on the day after. It is told beside what stands "
    "again, until that is mended or somebody accepts it anew.",
    example="A repeat is accepted until 4 December 2026, and stands on 5 December.",
)
def ended(facts: Facts, params: Params) -> Iterable[Said]:
    """Nothing by itself: `beside` says it where a finding stands again."""
    return ()


def beside(finding: Finding, waiver: Waiver) -> Said:
    """What is said beside a finding whose waiver is past its end."""
    return Said(
        f"The waiver of {finding.rule} by {waiver.by} held until {say(waiver.until_on)}, and what it "
        f"accepted still stands: {finding.problem}",
        "mend that, or let somebody who may do so accept it anew, with a reason and a day.",
        apprentice=finding.apprentice,
        cycle=finding.cycle,
        placement=finding.placement,
        host=finding.host,
        subject=waiver.statement,
    )
