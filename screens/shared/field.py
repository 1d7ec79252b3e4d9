"""Fields to fill in: a line for each, and beside or below it what it means or what is wrong."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from apprentices.columns import Kind
from screens.shared import plain
from screens.shared.drawn import drawn
from screens.shared.phrase import clean
from screens.shared.typed_line import TypedLine

DAY = (
    r"[0-9A-Za-z/. -]*"  # as days are typed: 2027-01-05, 5/1/2027, Tue 5 Jan 2027; dots are refused in words
)
DAY_LETTERS = len("Wednesday 30 September 2027")
COMPACT = "-textual-compact"  # the class that Textual gives to lines without a border


class Field(Widget):
    """One of them: its name, what to fill in or choose, and a note beside it, or (`wide`) below."""

    def __init__(self, title: str, control: Widget | Callable[[], Widget], wide: bool = False) -> None:
        """`control` may be what makes it: that waits until the field is made, or somebody asks for it."""
        super().__init__(classes="-wide-control" if wide else None)
        self._title = title
        self._control = control
        self._note = plain.Words(classes="field--note")
        self._said = ("", False)

    @property
    def is_made(self) -> bool:
        """Whether there is a control already."""
        return isinstance(self._control, Widget)

    @property
    def control(self) -> Widget:
        """What is filled in or chosen."""
        if not isinstance(self._control, Widget):
            self._control = self._control()
        return self._control

    @property
    def is_here(self) -> bool:
        """Whether it has the focus."""
        return self.is_made and self.control.has_focus

    def compose(self) -> ComposeResult:
        """All three."""
        with Horizontal(classes="field--line"):
            yield plain.Words(plain.text(self._title), classes="field--title")
            yield self.control
        yield self._note

    def note(self, text: str, wrong: bool = False) -> None:
        """Say what it means as it stands, or what is wrong with it."""
        if (text, wrong) == self._said:
            return  # a new text has the whole screen laid out again
        self._said = (text, wrong)
        self.set_class(wrong, "-wrong")
        style = "$text-error" if wrong else "$text-muted"
        self._note.update(plain.text((f"! {text}" if wrong else text, style)))

    @property
    def said(self) -> str:
        """The note, as it stands beside it."""
        return self._note.text


class Fields(Vertical):
    """Fields one below the other, by name; it scrolls where there are more than fit."""

    CRAMPED: ClassVar[int] = 50  # columns below which titles and choices have no room beside each other
    STACKED: ClassVar[int] = 0  # columns below which notes stand below their lines

    def __init__(self, fields: Mapping[str, Field], at_once: int | None = None) -> None:
        """Of many, so many are made `at_once`; the others follow by as many, so that no key waits for all."""
        super().__init__()
        self.fields = fields
        self._at_once = at_once or len(fields)
        self._wanted: Field | None = None  # gone to before it was made
        self._terminal: Size | None = None  # what it was last laid out for

    def compose(self) -> ComposeResult:
        """Line by line, laid out for a terminal of this width: as wide as they can be."""
        self._take_classes(self.app.size.width, update=False)
        yield from list(self.fields.values())[: self._at_once]

    def on_mount(self) -> None:
        """Go on with the others."""
        # As a function: made here, it would be left over where the form is left before it begins.
        self.run_worker(self._make_others)  # type: ignore[arg-type]

    async def _make_others(self) -> None:
        fields = list(self.fields.values())
        for made in range(self._at_once, len(fields), self._at_once):
            await drawn(self)
            more = fields[made : made + self._at_once]
            await self.mount(*more)
            if self._wanted in more:
                self._focus(self._wanted)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody went to a field that is not made yet."""
        return self._wanted is not None

    @property
    def is_whole(self) -> bool:
        """Whether all of them are made."""
        return len(self.children) == len(self.fields)

    def on_resize(self) -> None:
        """Where there is little room, what belongs to a field stands one below the other."""
        self._take_classes(self.size.width)
        if self._terminal != self.app.size:  # else only notes have become longer, or shorter
            self._terminal = self.app.size
            self.call_after_refresh(self.show_here)

    def _take_classes(self, width: int, update: bool = True) -> None:
        self.set_class(width < self.CRAMPED, "-cramped", update=update)
        self.set_class(self.CRAMPED <= width < self.STACKED, "-stacked", update=update)

    def go_to_first(self) -> None:
        """To the first field."""
        self._focus(self._shown[0])

    def go_to(self, name: str) -> None:
        """To the field of that name."""
        self._focus(self.fields[name])

    def go(self, by: int) -> None:
        """To another field, further down or up."""
        fields = self._shown
        self._focus(fields[max(0, min(self._here + by, len(fields) - 1))])

    @property
    def is_at_first(self) -> bool:
        """Whether there is no field before the one in focus."""
        return self._here == 0

    def show_here(self) -> None:
        """Scroll to the field in focus, with its note."""
        self._shown[self._here].scroll_visible(animate=False)

    def show_first_wrong(self) -> None:
        """To the first field that is wrong."""
        wrong = next((field for field in self.fields.values() if field.has_class("-wrong")), None)
        if wrong is not None:
            self._focus(wrong)
            self.call_after_refresh(self.show_here)  # what is said of it may take more lines now

    @property
    def _here(self) -> int:
        return next((number for number, field in enumerate(self._shown) if field.is_here), 0)

    @property
    def _shown(self) -> list[Field]:
        # `display` of Textual's is false as well while a field is being taken away.
        return [field for field in self.fields.values() if field.styles.display != "none"]

    def _focus(self, field: Field) -> None:
        if not field.is_attached:
            self._wanted = field
            return
        self._wanted = None
        self.screen.set_focus(field.control, scroll_visible=False)  # at once: the next key goes there
        field.scroll_visible(animate=False)  # with its note


def line(empty: str = "", value: str = "") -> Input:
    """A line to type in; `empty` stands there while nothing does."""
    # Textual styles a line anew for each class that it gives it: for being compact, and for being valid.
    return TypedLine(clean(value), placeholder=clean(empty), compact=True, classes=COMPACT, validate_on=())


def line_for(kind: Kind, needed: bool, value: str) -> Input:
    """A line for a value of that kind: one for a day takes what days are typed with, and nothing else."""
    empty = "needed" if needed else ""
    if kind is not Kind.DATE:
        return line(empty, value)
    made = line(": ".join(filter(None, [empty, "yyyy-mm-dd"])), value)
    made.restrict, made.max_length = DAY, DAY_LETTERS
    return made
