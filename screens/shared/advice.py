"""What to do about what went wrong, where it is something else than what the error says by itself."""

from apprentices.errors import ErrorKind, ProgramError

_RESTORE = (
    "Leave with ctrl+q; on the command line, `apprentices restore FILE` puts a backup in its place, and "
    "keeps what is there now, with the files beside it."
)
ADVICE = {
    ErrorKind.DAMAGED: _RESTORE,
    ErrorKind.NOT_WHOLE: f"If it was one: {_RESTORE[0].lower()}{_RESTORE[1:]}",
    ErrorKind.CHANGED_BY_HAND: f"Mend it with the tool that did it, or restore a backup. {_RESTORE}",
}


def said(error: ProgramError) -> str:
    """What happened, and what can be done about it from within the app."""
    advice = ADVICE.get(error.kind)
    return f"{error} {advice}" if advice else str(error)
