"""What is said of a host and a cycle: signed, asked, withdrawn; with the checks of the commands."""

from functools import partial

from apprentices.agreement.standing import Standing
from apprentices.calendar import say
from apprentices.rules.words import count, cycle_name, host_name
from apprentices.signing import ask, sign, told_to, withdraw
from apprentices.statements import Ending, Request, SignOff, Statement
from screens.agreement.about import cycle_of
from screens.shared.copy_of import own_host_of
from screens.shared.frame import ModeScreen
from screens.shared.saying import Saying, asked

_NAMED = 8  # who comes, before the rest is counted


def ask_to_sign(screen: ModeScreen, one: Standing) -> None:
    """Ask who agrees to a cycle for a host; says what is agreed to."""
    workspace = screen.workspace
    rows = told_to(workspace, one.host, one.cycle)
    who = "; ".join(f"{row.name} in {row.team}" for row in rows[:_NAMED])
    more = f"; and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    name = host_name(workspace.programme, one.host)
    words = [
        f"{name} agrees to {cycle_name(cycle_of(workspace, one))} exactly as it stands in the draft.",
        f"{count(len(rows), 'person comes', 'people come')}{f': {who}{more}' if who else ''}.",
    ]

    def say(**said: str | None) -> SignOff:
        return sign(workspace, one.host, one.cycle, own=own_host_of(workspace), **said)  # type: ignore[arg-type]

    fields = asked(SignOff, "by", "role", "note")
    push(screen, Saying(screen.frame, f"Sign {one.cycle} for {one.host}", words, fields, "sign", say))


def ask_for_signature(screen: ModeScreen, one: Standing) -> None:
    """Ask who asks a host to sign, and by when."""
    workspace = screen.workspace
    name = host_name(workspace.programme, one.host)
    words = [
        f"{name} is asked to sign {cycle_name(cycle_of(workspace, one))}.",
        "Without a day, an answer is due as SIGN-MISSING says. Time running out approves nothing.",
    ]

    def say(**said: object) -> Request:
        return ask(workspace, one.host, one.cycle, own=own_host_of(workspace), **said)  # type: ignore[arg-type]

    fields = asked(Request, "by", "due_on", "note")
    fields["due_on"] = fields["due_on"]._replace(needed=False, title="Due")
    push(screen, Saying(screen.frame, f"Ask {one.host} to sign {one.cycle}", words, fields, "ask", say))


def ask_to_withdraw(screen: ModeScreen, one: Standing) -> None:
    """Ask who withdraws the sign-off, or the request where there is none."""
    workspace = screen.workspace
    statement = one.signed or one.request
    assert statement is not None
    what = "The sign-off" if one.signed else "The request"
    words = [
        f"{what} of {say(statement.on)} by {statement.by}, for {one.host} and {one.cycle}. It stays kept."
    ]

    def end(**said: str) -> Ending:
        return withdraw(workspace, statement.statement, own=own_host_of(workspace), **said)

    fields = asked(Ending, "by", "role", "why")
    push(screen, Saying(screen.frame, f"Withdraw {what.lower()}", words, fields, "withdraw", end))


def push(screen: ModeScreen, form: Saying) -> None:
    """Have something said, and say what was."""
    screen.app.push_screen(form, partial(said_of, screen))


def said_of(screen: ModeScreen, made: Statement | None) -> None:
    """Show what follows from a statement that was made, and say it in the line of news."""
    from apprentices.reviewing import in_words as statement_in_words

    if made is not None:
        screen.frame.show_change(f"{statement_in_words(made, screen.workspace)}.")
