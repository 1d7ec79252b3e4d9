"""How a row can leave the programme, in words."""

from apprentices.removing import Removal, stands_in_the_way
from apprentices.rules.words import join

# By table: what says that a row has had its time, and the column that asks for the last day.
LAST_DAY: dict[str, tuple[dict[str, str], str]] = {
    "apprentices": ({"status": "withdrawn"}, "ends_on"),
    "placements": ({}, "closes_on"),
    "standards": ({}, "withdrawn_on"),
    "clearances": ({}, "expires_on"),
}
_STAYS = {
    "apprentices": "Retire: they stay, as withdrawn, with the last day that you fill in.",
    "placements": "Retire: it stays, and takes nobody after the day that you fill in.",
    "standards": "Retire: it stays, and takes no new starts from the day that you fill in.",
    "clearances": "Retire: it stays, and ends on the day that you fill in.",
}


def ways_to_leave(name: str, recorded: str, planned: Removal) -> list[str]:
    """What refers to a row, and what each way to leave comes to, in paragraphs."""
    table = planned.table.name
    refers = f"{name} has {recorded}." if recorded else f"Nothing else refers to {name}."
    return [refers, *([_STAYS[table]] if table in LAST_DAY else []), _removes(planned)]


def removed_said(name: str, planned: Removal) -> str:
    """What was removed, in a sentence."""
    return f"{name} removed{f', with {join(planned.counted)}' if planned.counted else ''}."


def _removes(planned: Removal) -> str:
    if planned.in_the_way:
        return f"It can't be removed: {stands_in_the_way(planned)}"
    if planned.counted:
        gone = join(planned.counted)
        return f"Remove: taken out of the programme, and with it {gone}. What was told in publications stays."
    return "Remove: taken out of the programme."
