"""In whose name changes are recorded where nobody is named."""

import os

from apprentices.errors import UsageError
from apprentices.text import one_line, unfit


def default_actor() -> str:
    """$APPRENTICES_USER, else the name of the computer's user; `UsageError` for what can't be shown."""
    name = one_line(os.environ.get("APPRENTICES_USER", "")) or one_line(_computer_user())
    wrong = unfit(name)
    if wrong:
        raise UsageError(f"Your name {wrong}; set APPRENTICES_USER to the name to record changes under.")
    return name


def _computer_user() -> str:
    import getpass  # slow to import

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name, as in some containers
        return "unknown"
