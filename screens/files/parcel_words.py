"""A parcel of another host, as it is looked over before it is taken in: what it would do, in words."""

from collections.abc import Mapping
from pathlib import Path

from apprentices.errors import BadInput, ErrorKind, ProgramError, UsageError
from apprentices.exchange.incoming import read_file
from apprentices.exchange.parcels.merge import OURS, THEIRS, Collision
from apprentices.exchanging import Choices, TakenIn, own_key_here, taken_in
from apprentices.rules.words import count
from apprentices.text import shown
from apprentices.workspace import Workspace
from screens.shared.meanwhile import EMPTY

CHANGED_ON_BOTH = "Changed on both sides; what nobody chooses stays as it is here"


def looked_over(
    workspace: Workspace, path: Path, chosen: Mapping[str, str], dry_run: bool, restored: bool
) -> TakenIn | ProgramError:
    """What a parcel does or (`dry_run`) would do, or why it is refused.

    `chosen` has a side by the name of a row.
    """
    by_side = {side: [name for name, one in chosen.items() if one == side] for side in (OURS, THEIRS)}
    choices = Choices(by_side[OURS], by_side[THEIRS])
    try:
        parcel = read_file(path, shown(path.name))
        return taken_in(workspace, parcel, own_key_here(workspace), choices, dry_run, restored)
    except (UsageError, BadInput) as refused:
        return refused
    except OSError as error:
        return UsageError(f"{path} can't be read: {error.strerror}.")


def may_be_restored(refused: ProgramError | None) -> bool:
    """Whether it would be taken of a sender who has gone back to a backup."""
    return refused is not None and refused.kind is ErrorKind.BASE_NOT_KNOWN


def would_do(found: TakenIn) -> list[str]:
    """What a parcel would do, in sentences."""
    if found.older:
        return [f"Nothing to do: a later parcel of {found.sender} has been taken in already."]
    rows = [
        f"{table} {', '.join(f'{number} {kind}' for kind, number in kinds.items() if number)}"
        for table, kinds in found.counts.items()
    ]
    news = [f"publication {number}" for number in found.published]
    news += [count(found.said, "statement")] if found.said else []
    told = [f"From {found.sender}: {'; '.join([*rows, *news]) or 'it changes nothing'}."]
    for number in found.clashing:
        told.append(
            f"Publication {number} says something else here: it stays. Ask {found.sender} which was told."
        )
    if found.waiting:
        told.append(f"{count(len(found.waiting), 'row waits', 'rows wait')} for what is not here yet.")
    return told


def of_your_own(found: TakenIn) -> str:
    """What stands above the rows that they have otherwise than their owner."""
    return f"Rows of your own, as {found.sender} has them"


def side_said(one: Collision, text: str | None) -> str:
    """What stands on one side of a row that collides."""
    if text is not None:
        return text or EMPTY
    return "no row" if one.column is None else EMPTY


def sides(one: Collision) -> dict[str, str]:
    """A row that collides as it was, here and there."""
    texts = {"As it was": one.base, "Here": one.ours, "There": one.theirs}
    return {side: side_said(one, text) for side, text in texts.items()}


def done_said(done: TakenIn) -> str:
    """What was taken in."""
    left = f" {len(done.collisions)} still collide." if done.collisions else ""
    return f"Took in the parcel of {done.sender}.{left}"
