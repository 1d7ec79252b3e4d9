"""Proofs of plans: `verify` checks one, `plan --proof` has one written."""

from pathlib import Path

import click

from apprentices.commands.command import Command
from apprentices.commands.exits import DONE, NO
from apprentices.commands.printing import print_json, say
from apprentices.commands.session import Session
from apprentices.errors import UsageError
from apprentices.planner.proof.verifier import NotAProof, Wrong, said, verify


@click.command("verify", cls=Command, example="verify plan-proof.json")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def verify_command(session: Session, file: Path) -> int:
    """Check a proof that `plan --proof` wrote: in whole numbers, without a solver or a database.

    Leaves with 0 when the plan is proved best, with 1 when a step fails or only a bound is proved, with 2
    when FILE is no proof. The same check needs no installation: `python verifier.py FILE`, with the file
    apprentices/planner/proof/verifier.py.
    """
    try:
        found = verify(_text(file))
        lines = said(found)
    except Wrong as wrong:
        found, lines = {"proved": False, "wrong": str(wrong)}, [f"Not proved: {wrong}."]
    except NotAProof as error:
        raise UsageError(f"{file} is not a proof: {error}.") from error
    if session.json:
        print_json(found)
    else:
        for line in lines:
            say(line)
    return DONE if found["proved"] else NO


def _text(file: Path) -> str:
    if not file.is_file():
        raise UsageError(f"{file} is a device and no file.")
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise NotAProof("it is not text in UTF-8") from error
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}") from error
