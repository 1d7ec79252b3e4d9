"""A step as text: the command that does it, and the row of a file that it is about.

What stands around that is each front end's own: on a screen, some steps are done without a command.
"""

from apprentices.rules.said import (
    ChangeRow,
    EnterFigure,
    LookAtRule,
    SetAnew,
    SignCycle,
    Step,
    TakeFigureAway,
    Unpin,
)


def command(step: Step) -> str:
    """The command of a step, to be typed; of a row, the import once its file is changed."""
    return f"`apprentices {_words(step)}`"


def row_of_file(step: ChangeRow) -> str:
    """Which row is to be changed, or to go."""
    if step.column is None:
        return f"In {step.table}.csv, the row {step.row} would go"
    to = f" ({step.value})" if step.value else ""
    return f"In {step.table}.csv, row {step.row}, column {step.column}{to}"


def _words(step: Step) -> str:
    match step:
        case EnterFigure(kind, item, day):
            return f"rules data {kind} add {item} POUNDS --from {day}"
        case TakeFigureAway(kind, item, day):
            return f"rules data {kind} remove {item}{f' --from {day}' if day else ''}"
        case SetAnew():
            return "rules set"
        case LookAtRule(rule):
            return f"rules {rule}"
        case Unpin(apprentice, cycle):
            return f"unpin {apprentice} {cycle}"
        case SignCycle(host, cycle):
            return f"signoff {host} {cycle} --by NAME"
        case ChangeRow(table, column=column):
            return f"import {table}.csv{' --replace' if column is None else ''}"
