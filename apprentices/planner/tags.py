"""Why a cell could not stay as it was, in a word or two: what a list of moves has room for."""

NOT_ACTIVE, FILLED, PINNED, EDITED, GONE = "not active", "was empty", "pinned", "changed", "team gone"
ROOM, WISH, BETTER = "makes room", "better wish", "better plan"

# Where the name of a rule says less to a reader than these words.
_WORDS = {
    "PLAN-STAY": "length of stay",
    "PLAN-RUN": "long at a host",
    "PLAN-REQUIRES": "requirement",
    "PLAN-SEQUENCE": "order",
    "PLAN-APART": "kept apart",
    "PLAN-EXCLUDED": "exclusion",
    "PLAN-ACCESS": "step-free",
    "CAL-ABSENCE": "break",
    "FUND-FJAA": "away too long",
    "CLEAR-RTW": "right to work",
    "CLEAR-DBS": "DBS",
    "CLEAR-NHS6": "NHS checks",
    "CLEAR-PASSPORT": "NHS contract",
    "CLEAR-BPSS": "BPSS",
    "CLEAR-OTHER": "clearance",
    "CLEAR-HOST": "agreement",
}


def of_rule(rule: str) -> str:
    """The words for what a rule says: repeat, seats."""
    return _WORDS.get(rule) or rule.partition("-")[2].replace("-", " ").lower()
