"""Questions one after the other: the fields of a row, and what is said in somebody's name."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from apprentices.called import called
from apprentices.columns import Column, Table, title
from apprentices.errors import NotPublished, UsageError
from apprentices.exchange.cells import reader, write_cell
from apprentices.exchange.one_row import check_row
from apprentices.programme import CODED
from apprentices.saving import save
from apprentices.text import plain_letters
from plainly.desk import Desk
from plainly.talk import ANSWERS, BACK, LITERAL, Back, Left, literal
from screens.records.row_words import saved_said, title_of, title_of_new
from screens.shared.advice import said
from screens.shared.column_words import OPEN, as_filed, choices, help_of, read_as
from screens.shared.offered import named, offered
from screens.shared.to_say import ToSay, known_names, read_answer

EMPTY, KEEP, REST = ".", "-", "="
HOW = (
    f"Enter or {KEEP} keeps what stands there, {EMPTY} empties it, {REST} keeps all the rest and saves, "
    f"{BACK} goes back without saving. As a text, each of these is typed behind a backslash: {LITERAL}{BACK}."
)
NO_TEXTS: Mapping[str, str] = {}


def fill_in(
    desk: Desk, table: Table, row: Any | None, texts: Mapping[str, str] = NO_TEXTS, only: str | None = None
) -> Any | None:
    """Ask for the fields of a row (None: a new one) and save it; gives the row, None where nothing differs.

    `texts` stand there already, by column; `only` names the one column that is asked for. What is wrong is
    said, and asked again.
    """
    programme = desk.workspace.programme
    desk.talk.say(title_of_new(table) if row is None else title_of(programme, table, row), HOW)
    new = _Form(desk, table, row, texts).filled_in(only)
    if new == row:
        desk.talk.say("Nothing was changed.")
        return None
    names = desk.try_to(lambda: save(desk.workspace, table, row, new))
    desk.talk.say(saved_said(row is None, called(desk.workspace.programme, table, new), names))
    return new


class _Form:
    """The texts of a row, as a file has them, and the questions that fill them in."""

    def __init__(self, desk: Desk, table: Table, row: Any | None, texts: Mapping[str, str]) -> None:
        self._desk, self._table, self._row = desk, table, row
        fixed = table.key if row is not None and table.name in CODED else ()
        self._asked = [column for column in table.columns if column.name not in fixed]
        self._texts = {column.name: self._text_of(column) for column in table.columns} | dict(texts)
        self._filled_in = False

    def _text_of(self, column: Column) -> str:
        return write_cell(column.kind, None if self._row is None else getattr(self._row, column.name))

    def filled_in(self, only: str | None) -> Any:
        """The row, once nothing is wrong with it."""
        for column in self._asked:
            if only in (None, column.name) and not self._ask(column):
                break
        while True:
            rows = self._desk.workspace.rows
            row, problems = check_row(self._table, self._texts, rows, self._row)
            if not problems:
                return row
            for name, message in problems:
                self._say_wrong(name, message)
            self._ask_again([name for name, _ in problems])

    def _ask_again(self, wrong: Collection[str]) -> None:
        """Ask for the field that somebody names, or for the first that is wrong."""
        first = next((column for column in self._asked if column.name in wrong), self._asked[0])
        while True:
            answer = self._answer(f"Which field is to be filled in again? Enter takes {title(first.name)}:")
            found = self._named(answer) if answer else [first]
            if len(found) == 1:
                self._ask(found[0])
                return
            titles = ", ".join(title(column.name) for column in found or self._asked)
            none = f"There is no field {answer}; there are"
            self._desk.talk.say(f"{'It could be' if found else none} {titles}.")

    def _named(self, words: str) -> list[Column]:
        """The field of that title; else those that begin with the words, or have them anywhere."""
        titles = {plain_letters(title(column.name)): column for column in self._asked}
        plain = plain_letters(words)
        begun = [column for name, column in titles.items() if name.startswith(plain)]
        has = [column for name, column in titles.items() if plain in name]
        return [titles[plain]] if plain in titles else begun or has

    def _say_wrong(self, name: str, message: str) -> None:
        column = next((column for column in self._table.columns if column.name == name), None)
        self._desk.talk.say(f"{title(column.name)}: {message}" if column else message)

    def _ask(self, column: Column) -> bool:
        """Ask for one field until what was said can stand there by itself; False where no other is wanted."""
        offers = offered(self._desk.workspace.programme, self._table, column)
        told = "\n".join(filter(None, (help_of(column), _to_choose(self._table, column))))
        self._desk.talk.say(*filter(None, [told]))
        while True:
            answer = self._answer(self._question(column), f"{told}\n{HOW}".lstrip())
            if answer in ("", KEEP, REST):
                return answer != REST
            typed = "" if answer in (EMPTY, OPEN) else literal(answer)
            text = named(typed, offers) or as_filed(column.kind, typed)
            meant = read_as(self._table, column, text, offers)
            try:
                reader(self._table.name, column)(text) if text else None
            except ValueError as error:
                self._say_wrong(column.name, f"{error}.{f' Is it {meant}?' if meant else ''}")
                continue
            if meant:
                self._desk.talk.say(f"That is {meant}.")
            self._filled_in |= text != self._texts[column.name]
            self._texts[column.name] = text
            return True

    def _answer(self, question: str, help_: str = ANSWERS) -> str:
        """The answer; who goes away from what was filled in is asked first, as in a form of the screens."""
        while True:
            try:
                return self._desk.talk.ask(question, help_)
            except (Back, Left):
                if not self._filled_in or self._desk.talk.is_sure("Leave without saving what was filled in?"):
                    raise

    def _question(self, column: Column) -> str:
        there = self._texts[column.name]
        stands = f"now {there}" if there else "needed" if column.required else OPEN
        return f"{title(column.name)} ({stands}):"


def _to_choose(table: Table, column: Column) -> str:
    names = choices(table, column)
    return f"One of: {', '.join(name for name in names if name != OPEN)}." if names else ""


def have_said(desk: Desk, to_say: ToSay, then: Callable[[Any], str]) -> Any:
    """Have something said in somebody's name, asking again where it is refused; `then` puts in words what
    was made, which is given."""
    talk = desk.talk
    talk.say(to_say.title, *to_say.words, "Enter takes what stands there or leaves it empty, b goes back.")
    names = known_names(desk.workspace)
    if names:
        talk.say(f"Known here: {', '.join(names)}.")
    values = {name: ask.value or next(iter(ask.column.choices), "") for name, ask in to_say.fields.items()}
    while True:
        read = {name: _heard(desk, to_say, name, values) for name in to_say.fields}
        try:
            made = desk.try_to(lambda: to_say.say(**read))  # noqa: B023 - done before the next round
        except (UsageError, NotPublished) as refused:
            talk.say(said(refused))
            continue
        talk.say(then(made))
        return made


def _heard(desk: Desk, to_say: ToSay, name: str, values: dict[str, str]) -> Any:
    """The answer to one question, asked until it can be read; what was said is kept for another round."""
    ask = to_say.fields[name]
    help_ = f"One of: {', '.join(ask.column.choices)}." if ask.column.choices else ask.column.help
    words = ask.title if help_.rstrip(".") == ask.title else f"{ask.title}. {help_}"
    while True:
        stands = f"now {values[name]}" if values[name] else "needed" if ask.needed else "may be empty"
        answer = desk.talk.ask(f"{words} ({stands}):")
        if answer == EMPTY:
            values[name] = ""
        elif answer not in ("", KEEP):
            values[name] = literal(answer)
        try:
            return read_answer(ask, values[name])
        except ValueError as error:
            desk.talk.say(str(error))
            values[name] = ask.value
