"""What somebody may say in a name: what is said, what is to be filled in, and what keeps it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from apprentices.columns import Column
from apprentices.exchange.cells import reader
from apprentices.statements import TABLE_OF, Statement
from apprentices.workspace import Workspace
from screens.shared.column_words import as_filed

_TITLES = {"by": "Who says it", "role": "In which role", "why": "Why", "note": "Note"}
NEEDED = "This is needed."


class Ask(NamedTuple):
    """One thing to fill in: the column of a statement that says what it may be."""

    table: str
    column: Column
    title: str
    needed: bool
    value: str = ""  # what stands there to begin with
    names: Sequence[str] = ()  # what may be meant, as it is typed


def asked(kind: type[Statement], *names: str, **renamed: str) -> dict[str, Ask]:
    """Columns of a statement to be filled in, by the name that is given to what keeps it."""
    table = TABLE_OF[kind]
    columns = {column.name: column for column in table.columns}
    wanted = dict(zip(names, names, strict=True)) | renamed
    return {name: _ask(table.name, columns[column]) for name, column in wanted.items()}


def _ask(table: str, column: Column) -> Ask:
    words = column.name.removesuffix("_on").replace("_", " ")
    return Ask(table, column, _TITLES.get(column.name, words.capitalize()), column.required)


class ToSay(NamedTuple):
    """`words` is what will be said, in paragraphs; `say` keeps it, given the `fields` by name; a refusal is
    overruled by a reason in the field `overruled_by`."""

    title: str
    words: Sequence[str]
    fields: Mapping[str, Ask]
    verb: str
    say: Callable[..., Any]
    is_kept: bool = True  # False: it only chooses what is shown
    overruled_by: str = ""


def read_answer(ask: Ask, text: str) -> Any:
    """The value that a text says, None for none. Raises `ValueError` with what is wrong with it."""
    if ask.needed and not text:
        raise ValueError(NEEDED)
    if not text:
        return None
    try:
        return reader(ask.table, ask.column)(as_filed(ask.column.kind, text))
    except ValueError as error:
        raise ValueError(f"{error}.") from error


def known_names(workspace: Workspace) -> list[str]:
    """Who is known to speak for a host, and who has said something."""
    hosts = workspace.programme.hosts.values()
    known = [name for host in hosts for name in (host.hr_lead, host.sponsor)]
    return [*dict.fromkeys(filter(None, [*known, *(one.by for one in workspace.statements)]))]
