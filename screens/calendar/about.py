"""What the panel tells of a cell of the calendar: all that is on in these days, and what comes next."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from apprentices.calendar import ONE_DAY, Days, say
from apprentices.diary import Entry, What
from apprentices.programme import Apprentice
from apprentices.rules.words import join, team_name
from apprentices.workspace import Workspace
from screens.calendar.scale import MARKS, One, Scale
from screens.shared.paragraph import Paragraph
from screens.shared.phrase import Phrase, phrase
from screens.shared.words import day_month, days_short

if TYPE_CHECKING:
    from screens.calendar.sheet import Sheet

NEXT = 4  # entries that are told ahead
TITLES = {
    What.STAY: "In a placement",
    What.GAP: "No placement",
    What.ENDING: "A clearance ends",
    What.ABSENCE: "Away",
    What.CLOSURE: "Closed",
    What.TRAINING: "Training",
}


def about(workspace: Workspace, sheet: "Sheet", row: int, column: int) -> list[Paragraph]:
    """One cell in words."""
    one, days = sheet.ones[row], sheet.columns[column]
    told = [Paragraph((_who(one), phrase((_when(sheet.scale, days), "bold"))))]
    told += [
        Paragraph((_said(workspace, what, found),), pressing=what is not What.TRAINING)
        for what, found in _by_kind(sheet.entries(one, days))
    ]
    told += [_calendar(workspace, days), _unknown(one), _next(workspace, sheet, one, days)]
    return [paragraph for paragraph in told if paragraph.parts]


def _who(one: One) -> Phrase:
    if isinstance(one, Apprentice):
        return phrase((one.name, "bold"), (f" {one.apprentice}", "$text-muted"))
    return phrase((team_name(one), "bold"), (f" {one.placement}", "$text-muted"))


def _when(scale: Scale, days: Days) -> str:
    return days_short(days.first, days.last) if scale is Scale.WEEKS else f"{days.first:%B %Y}"


def _by_kind(entries: Sequence[Entry]) -> Iterator[tuple[What, list[Entry]]]:
    """Where somebody is comes first, then what matters most."""
    for what in (What.STAY, What.GAP, *MARKS):
        found = [entry for entry in entries if entry.what is what]
        if found:
            yield what, found


def _said(workspace: Workspace, what: What, found: Sequence[Entry]) -> Phrase:
    """A kind of entry with its mark; the training days of one person are told together."""
    title = f"{MARKS.get(what, '')} {TITLES[what]}: ".lstrip()
    lines = [entry_said(workspace, entry) for entry in found]
    if what is What.TRAINING:
        lines = []
        for who in dict.fromkeys(entry.apprentice for entry in found):
            days = join(day_month(entry.days.first) for entry in found if entry.apprentice == who)
            lines.append(", ".join(filter(None, (_name(workspace, who), days))))
    return phrase((title, "$text-muted"), "; ".join(lines))


def entry_said(workspace: Workspace, entry: Entry) -> str:
    """What it is, of whom, and on which days."""
    days = entry.days
    when = f"on {say(days.first)}" if days.first == days.last else days_short(days.first, days.last)
    where = team_name(entry.placement) if entry.placement and not entry.apprentice else ""
    words = filter(None, (_name(workspace, entry.apprentice), entry.about or where, when))
    return ", ".join(words)


def _name(workspace: Workspace, apprentice: str | None) -> str:
    return workspace.name_of(apprentice) if apprentice else ""


def _calendar(workspace: Workspace, days: Days) -> Paragraph:
    """Cycles and bank holidays: the same for everybody."""
    programme = workspace.programme
    parts = [
        phrase((f"{cycle.cycle}: ", "$text-muted"), days_short(cycle.starts_on, cycle.ends_on))
        for cycle in programme.cycles
        if cycle.span.clip(days)
    ]
    parts += [
        phrase(("Bank holiday: ", "$text-muted"), f"{name}, {day_month(day)}")
        for day, name in programme.bank_holidays.items()
        if day in days
    ]
    return Paragraph(tuple(parts))


def _unknown(one: One) -> Paragraph:
    if isinstance(one, Apprentice) and not one.training_days:
        return Paragraph((phrase(("Training days: not known", "$text-muted")),))
    return Paragraph(())


def _next(workspace: Workspace, sheet: "Sheet", one: One, days: Days) -> Paragraph:
    """What begins after these days, training days aside."""
    rest = Days(days.last + ONE_DAY, sheet.span.last)
    ahead = [] if rest.last < rest.first else sheet.entries(one, rest, with_training=False)
    begins = [entry for entry in ahead if entry.days.first > days.last]
    if not begins:
        return Paragraph(())
    lines = (
        phrase((f"  {TITLES[entry.what]}: ", "$text-muted"), entry_said(workspace, entry))
        for entry in begins[:NEXT]
    )
    return Paragraph((phrase(("What comes next", "bold")), *lines), joined=False)
