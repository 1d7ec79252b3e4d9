"""Saying something: a statement is made of what somebody saw, and kept."""

from collections.abc import Callable, Iterable, Sequence

from apprentices.errors import ErrorKind, UsageError
from apprentices.statements import ENDING, TABLE_OF, Ending, Said, Statement, codes_of, stated
from apprentices.store import STATE, Deed
from apprentices.text import shown
from apprentices.workspace import Workspace

_DIGITS = 9  # of a number that could be meant


def state(workspace: Workspace, make: Callable[[], Said]) -> Said:
    """Keep the statement that `make` makes of the workspace as it is, as one event; returns it.

    It is made again where somebody else was faster: what is said is said of what stands then. `make` raises
    what is in the way. Raises `UsageError` for texts that are empty or too long to be kept.
    """
    return state_in_place(workspace, lambda: (make(), ()))


def state_in_place(workspace: Workspace, make: Callable[[], tuple[Said, Sequence[Ending]]]) -> Said:
    """The same of a statement and what ends those whose place it takes."""

    def step() -> Said:
        workspace.reload()
        said, endings = make()
        _refuse_unfit(said)
        for ending in endings:
            _refuse_unfit(ending)
        rows: dict[str, Sequence[Statement]] = {ENDING.name: endings} if endings else {}
        rows[TABLE_OF[type(said)].name] = [said]
        ends = said.ends if isinstance(said, Ending) else None
        ended = next((one for one in workspace.statements if one.statement == ends), None)
        workspace.store.write(Deed(STATE, codes_of(said, ended)), rows, {}, {}, as_loaded=True)
        return said

    made = workspace.repeated(step)
    workspace.forget()
    return made


def end(workspace: Workspace, code: str, by: str, why: str, role: str | None = None) -> Ending:
    """End the statement with that code: a sign-off or request is withdrawn, a waiver ended, a barrier closed.

    Raises `UsageError` where there is no such statement, and where it has ended already.
    """

    def make() -> Ending:
        said = workspace.statements
        if code not in {one.statement for one in said}:
            raise UsageError(f"There is no statement {shown(code)}.")
        ended = said.ended.get(code)
        if ended:
            raise UsageError(f"{code} was ended already, by {ended.by}: {ended.why}")
        return stated(Ending, ends=code, why=why, by=by, role=role)

    return state(workspace, make)


def insist_on_whose(workspace: Workspace, own: str | None, host: str | None, what: str) -> None:
    """Raise `UsageError` where what is said is another host's to say than that of this copy.

    `own` is the host that has its key here, `host` the one that may say it, and `what` it then does, in
    words such as "signs". The lead host may record what another says; where either host is not known,
    anybody may.
    """
    if None in (own, host) or own in (host, workspace.lead_host):
        return
    recorded = "" if host == workspace.lead_host else ", or the lead host records it"
    raise UsageError(f"This copy is {own}'s: {host} {what} in its own{recorded}.")


def chosen(said: Iterable[Said], which: str, what: str) -> Said:
    """The statement that is meant by its number in the order in which they came in, from 1, or by its code.

    Raises `UsageError` where there is none; `what` is what is looked for, in words.
    """
    there = list(said)
    number = int(which) if which.isascii() and which.isdigit() and len(which) < _DIGITS else 0
    if 0 < number <= len(there):
        return there[number - 1]
    for one in there:
        if one.statement == which:
            return one
    raise UsageError(f"There is no {what} {shown(which)}.", ErrorKind.NO_SUCH_STATEMENT, what)


def _refuse_unfit(said: Statement) -> None:
    for column in TABLE_OF[type(said)].columns:
        value = getattr(said, column.name)
        if column.required and value == "":
            raise UsageError(f"{column.name} is empty: say {column.help[:1].lower()}{column.help[1:]}")
        if isinstance(value, str) and len(value) > column.longest:
            raise UsageError(f"{column.name} has {len(value):,} characters; {column.longest:,} are the most.")
