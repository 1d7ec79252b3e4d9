"""The rule about what the user has set: settings and dated figures that can't be used as they are."""

from collections.abc import Iterator

from apprentices.figures import RULE_DATA
from apprentices.rules.data import row_name
from apprentices.rules.facts import Facts
from apprentices.rules.rule import NOBODY, Params, programme_rule
from apprentices.rules.said import Said, SetAnew, Severity, TakeFigureAway
from apprentices.text import shown


@programme_rule(
    id="PLAN-SETTINGS",
    waivable=NOBODY,
    severity=Severity.WARNING,
    says="a setting or a figure of your own can't be used",
    source="The programme's own data (settings.csv, figures of your own)",
    help="What is out of bounds is refused where it comes in. What stands in the database all the same, from "
    "an earlier version or by hand, is left aside: the default or the shipped figure holds.",
    example="rule.PLAN-LENGTH.weeks is 9000, and 520 is the most: the default of 12 weeks holds.",
)
def unusable(facts: Facts, params: Params) -> Iterator[Said]:
    for key, wrong in facts.unusable.items():
        yield Said(
            f"The setting {shown(key)} is left aside: {wrong}.",
            "set it anew or remove it (settings.csv).",
            subject=key,
            step=SetAnew(key),
        )
    for row, wrong in facts.data.unusable():
        yield Said(
            f"Your own figure {shown(row_name(row))} is left aside: {wrong.rstrip('.')}.",
            "take it away or give it anew.",
            subject=" ".join(str(part) for part in RULE_DATA.key_of(row) if part),
            step=TakeFigureAway(row.kind, row.item, row.from_on),
        )
