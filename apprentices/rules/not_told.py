"""The rule about what other hosts keep to themselves in a copy of the programme that is one host's."""

from collections import Counter
from collections.abc import Iterator

from apprentices.rules.facts import Facts
from apprentices.rules.rule import HOST, NOBODY, Params, programme_rule
from apprentices.rules.said import Said, Severity
from apprentices.rules.words import count, join
from apprentices.text import natural


@programme_rule(
    id="PERSON-NOT-TOLD",
    owner=HOST,
    waivable=NOBODY,
    severity=Severity.WARNING,
    says="another host keeps to itself what would tell, so that it can't be judged here",
    source="What travels in a parcel: of another host's people and teams no more than the rotation needs",
    help="In a copy that is one host's (it has a key), what is empty of another host's person, team or line "
    "that came in a parcel is not missing: it was never told. Nothing of FUND, PAY, CLEAR and PERSON is said "
    "of such a person; the host that is named here can say. Of somebody of whom more is entered here, or who "
    "came in no parcel, what is empty is missing.",
    example="LBH's parcel tells of its person the name, the standard and the days: in ELFT's copy one "
    "warning says that LBH knows the rest, and no clearance is missing.",
)
def kept(facts: Facts, params: Params) -> Iterator[Said]:
    told = facts.not_told
    people, teams = Counter(told.people.values()), Counter(told.placements.values())
    for host in sorted({*people, *teams, *told.hosts.values()}, key=natural):
        found = ((people[host], "person", "people"), (teams[host], "team", "teams"))
        of = join(count(number, *words) for number, *words in found if number) or "itself"
        yield Said(
            f"{host} tells of {of} no more than the rotation needs: what goes by pay, age, papers, absences, "
            "hours or access can't be judged here.",
            f"ask {host}, whose own copy says it.",
            host=host,
            judged=False,
        )
