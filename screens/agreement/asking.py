"""What is said of a host and a cycle: signed, asked, withdrawn; with the checks of the commands."""

from apprentices.agreement.standing import Standing
from apprentices.calendar import say
from apprentices.rules.words import count, cycle_name, host_name
from apprentices.signing import ask, sign, told_to, usually_due, withdraw
from apprentices.statements import Ending, Request, SignOff
from apprentices.workspace import Workspace
from screens.agreement.about import cycle_of
from screens.shared.copy_of import own_host_of
from screens.shared.to_say import ToSay, asked

_NAMED = 8  # who comes, before the rest is counted


def to_sign(workspace: Workspace, one: Standing) -> ToSay:
    """Somebody agrees to a cycle for a host; says what is agreed to."""
    rows = told_to(workspace, one.host, one.cycle)
    who = "; ".join(f"{row.name} in {row.team}" for row in rows[:_NAMED])
    more = f"; and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    come = f"{count(len(rows), 'person comes', 'people come')}: {who}{more}." if rows else "Nobody comes."
    name = host_name(workspace.programme, one.host)
    words = [
        f"{name} agrees to {cycle_name(cycle_of(workspace, one))} exactly as it stands in the draft.",
        come,
    ]

    def say(**said: str | None) -> SignOff:
        return sign(workspace, one.host, one.cycle, own=own_host_of(workspace), **said)  # type: ignore[arg-type]

    fields = asked(SignOff, "by", "role", "note")
    return ToSay(f"Sign {one.cycle} for {one.host}", words, fields, "sign", say)


def to_ask(workspace: Workspace, one: Standing) -> ToSay:
    """Somebody asks a host to sign, by a day."""
    name = host_name(workspace.programme, one.host)
    due = usually_due(workspace, one.cycle)
    answer = f"Without a day, an answer is due on {say(due)}. " if due >= workspace.today else ""
    words = [
        f"{name} is asked to sign {cycle_name(cycle_of(workspace, one))}.",
        f"{answer}Time running out approves nothing.",
    ]

    def record(**said: object) -> Request:
        return ask(workspace, one.host, one.cycle, own=own_host_of(workspace), **said)  # type: ignore[arg-type]

    fields = asked(Request, "by", "due_on", "note")
    fields["due_on"] = fields["due_on"]._replace(needed=False, title="Due")
    return ToSay(f"Ask {one.host} to sign {one.cycle}", words, fields, "ask", record)


def to_withdraw(workspace: Workspace, one: Standing) -> ToSay:
    """Somebody withdraws the sign-off, or the request where there is none."""
    statement = one.signed or one.request
    assert statement is not None
    what = "The sign-off" if one.signed else "The request"
    words = [
        f"{what} of {say(statement.on)} by {statement.by}, for {one.host} and {one.cycle}. It stays kept."
    ]

    def end(**said: str) -> Ending:
        return withdraw(workspace, statement.statement, own=own_host_of(workspace), **said)

    fields = asked(Ending, "by", "role", "why")
    return ToSay(f"Withdraw {what.lower()}", words, fields, "withdraw", end)
