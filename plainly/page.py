"""A page: what is said, and what can be chosen by number or by letter; and staying on one."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from apprentices.errors import ProgramError
from apprentices.rules.words import count
from apprentices.text import plain_letters
from plainly.desk import Desk
from plainly.talk import HELP, Back
from screens.shared.command import Command, named

MOST = 20  # lines of a list that are said at once
ENTER, AGAIN, MORE, FILTER, UNDO = "enter", "l", "m", "/", "u"
EVERYWHERE = (
    "A number does what stands behind it.",
    f"{AGAIN} says the page again, {MORE} says more of a long list.",
    f"{FILTER} and words show only what has them; {FILTER} alone shows all again.",
    f"{UNDO} undoes your latest change. b goes back, q leaves the program. Every change is saved at once.",
)
Do = Callable[[], object]


class Item(NamedTuple):
    """A numbered line; a `heading` is said where it differs from that of the line before."""

    title: str
    do: Do
    heading: str = ""
    found_by: str = ""  # what the filter looks at besides the title


class Letter(NamedTuple):
    """What a letter does."""

    key: str
    title: str
    do: Do
    help: str = ""


class Page(NamedTuple):
    """What is said first, then the numbered lines, then the letters.

    `find` gives the lines that have the words of a filter, where there are more than those given.
    """

    title: str
    told: Sequence[str] = ()
    items: Sequence[Item] = ()
    letters: Sequence[Letter] = ()
    find: Callable[[tuple[str, ...]], Sequence[Item]] | None = None


def letter(commands: Iterable[Command], name: str, do: Do, key: str = "") -> Letter:
    """A command of a screen, under the same letter and in the same words; `key` is for one without."""
    command = named(commands, name)
    return Letter(key or command.keys.partition(",")[0], command.title, do, command.help)


def nothing_more(desk: Desk) -> None:
    """What a line does that has nothing behind it."""
    desk.talk.say("There is no more to be said of it.")


def stay(desk: Desk, make: Callable[[], Page | None]) -> None:
    """Say a page and do what is chosen, until somebody goes back, or there is no such page any more."""
    _Stay(desk, make).stay()


class _Stay:
    def __init__(self, desk: Desk, make: Callable[[], Page | None]) -> None:
        self._desk, self._talk, self._make = desk, desk.talk, make
        self._words: tuple[str, ...] = ()
        self._first = 0  # the number of the first line that is said
        self._said: list[str] = []  # when it was last said in full

    def stay(self) -> None:
        """Until somebody goes back."""
        while True:
            try:
                self._desk.take_in_news()
                page = self._make()
                if page is None:
                    return
                items = self._left_of(page)
                self._say(page, items)
                answer = self._talk.ask(f"{page.title.rstrip('?:')}:", help_="")
            except Back:
                return
            except ProgramError as error:
                if self._is_over(error):
                    return
            else:
                self._do(page, items, answer)

    def _is_over(self, error: ProgramError) -> bool:
        """Tell what is in the way of the page; whether somebody goes back then."""
        self._desk.explain(error)
        try:
            self._talk.ask("Enter tries again, b goes back, q leaves:")
        except Back:
            return True
        return False

    # -- saying

    def _left_of(self, page: Page) -> list[Item]:
        """The items that have the words of the filter."""
        if not self._words:
            return list(page.items)
        if page.find is not None:
            return list(page.find(self._words))
        return [item for item in page.items if all(word in _text(item) for word in self._words)]

    def _say(self, page: Page, items: Sequence[Item]) -> None:
        """Say the page; one that is as it was when it was last said is only named, by the question."""
        if self._first >= len(items):
            self._first = 0
        lines = [page.title, *page.told, *self._list(items), *self._choices(page, items)]
        if lines != self._said:
            self._talk.say("", *lines)
            self._said = lines

    def _list(self, items: Sequence[Item]) -> Iterable[str]:
        if self._words:
            yield f"Only what has {' '.join(self._words)}: {count(len(items), 'line')}. / shows all again."
        heading = ""
        for number, item in enumerate(items[self._first : self._first + MOST], self._first + 1):
            if item.heading != heading:
                heading = item.heading
                yield heading
            yield f"{number}. {item.title}"
        more = len(items) - self._first - MOST
        if more > 0:
            yield f"{MORE} {more} more"

    def _choices(self, page: Page, items: Sequence[Item]) -> Iterable[str]:
        named = [f"{one.key} {one.title}" for one in page.letters]
        find = [f"{FILTER} filter"] if len(items) > MOST or self._words else []
        yield ", ".join([*named, *find, "b back", "q leave", f"{HELP} help"])

    def _help(self, page: Page) -> None:
        letters = [f"{one.key} {one.title}. {one.help}".rstrip() for one in page.letters]
        self._talk.say(*letters, *EVERYWHERE)

    # -- doing

    def _do(self, page: Page, items: Sequence[Item], answer: str) -> None:
        chosen = next((one.do for one in page.letters if one.key == (answer or ENTER)), None)
        if chosen is not None:
            self._try(chosen)
        elif answer.isascii() and answer.isdigit():
            self._take(items, int(answer[:9]))
        elif answer.startswith(FILTER):
            self._words, self._first = tuple(plain_letters(answer[1:]).split()), 0
        elif answer == MORE:
            self._first = self._first + MOST if self._first + MOST < len(items) else 0
            self._said = []
        elif answer == HELP:
            self._help(page)
        elif answer in ("", AGAIN):
            self._said = []
        elif answer == UNDO:
            self._try(self._desk.undo)
        else:
            self._talk.say(f"{answer}: there is no such choice here. ? tells what there is.")

    def _take(self, items: Sequence[Item], number: int) -> None:
        if 1 <= number <= len(items):
            self._try(items[number - 1].do)
        else:
            numbers = f"the numbers go to {len(items)}" if items else "there are no numbers"
            self._talk.say(f"There is no {number} here: {numbers}.")

    def _try(self, do: Do) -> None:
        """Do what was chosen; what goes wrong is told, and the page is still there."""
        try:
            do()
        except Back:
            self._talk.say("Nothing was changed.")
        except ProgramError as error:
            self._desk.explain(error)


def _text(item: Item) -> str:
    """What the filter looks at."""
    return plain_letters(f"{item.heading} {item.title} {item.found_by}")
