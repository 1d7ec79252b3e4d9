"""What the help page says: the first steps on a screen, then the keys of what is in front."""

from collections.abc import Iterator, Mapping

from textual.widgets import Input

from screens.agreement.commands import AGREEMENT
from screens.findings.commands import FINDINGS
from screens.plan.commands import PLAN
from screens.shared.command import Commanded
from screens.shared.frame import ModeScreen
from screens.shared.help import MARKS, Lines, Part, keys_told
from screens.shared.the_app import TheApp

# What a newcomer does, in order; each with the commands whose keys lead there.
FIRST_STEPS: Mapping[tuple[str, ...], str] = {
    ("app.import",): "Import a folder or workbook; a preview says what it would do before it is written.",
    ("mode.findings",): "Look at what there is to mend: a line each, by whom and by when.",
    ("mode.findings", "findings.mend"): "Mend it: to the field of a form, or to the sign-off.",
    (
        "mode.plan",
        "plan.start",
    ): "Let the planner propose who goes where; nothing changes before you apply it.",
    (
        "mode.agreement",
        "agreement.publish",
    ): "Publish: the draft becomes what hosts and apprentices are told.",
    ("app.export",): "Write packs for hosts, letters for apprentices, and whatever else is handed out.",
}
TYPED: Lines = (
    ("letters", "Are words in the line that is typed in, and no commands, until enter or esc."),
    ("ctrl+u", "Empty the line as far as the cursor."),
)


def parts(screen: Commanded, app: TheApp, focused: object) -> Iterator[Part]:
    """What the page says of a screen or dialog; of the line that is typed in, where one has the focus."""
    if isinstance(screen, ModeScreen):
        if app.wrong:
            yield Part(f"Left out of {app.config}", [(str(n), wrong) for n, wrong in enumerate(app.wrong, 1)])
        yield Part("The first steps", _first_steps(app))
    if isinstance(focused, Input):
        yield Part("While you type", TYPED)
    if isinstance(screen, ModeScreen):
        where = next(mode.where for mode in app.modes if mode.name == app.current_mode)
        yield Part(where, keys_told(screen.DECLARED, app.keys_of))
        yield Part("Everywhere", keys_told(app.DECLARED, app.keys_of))
    else:
        yield Part(screen.WHERE, keys_told(screen.all_declared(), app.keys_of))
    yield Part("Marks and mouse", MARKS)


def _first_steps(app: TheApp) -> Lines:
    known = {one.id: one for one in (*app.DECLARED, *FINDINGS, *PLAN, *AGREEMENT)}
    return [
        (", ".join(app.keys_of(known[name])[0] for name in names), does)
        for names, does in FIRST_STEPS.items()
    ]
