"""The settings of a programme: what can be set, its default, and what it is for.

Settings that belong to a rule (`rule.ID.PARAMETER`, `rule.ID.severity`, `rule.ID.why`) are declared by
the rule itself; `rules/catalogue.py` knows them.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from apprentices.columns import beyond, whole


class Setting(NamedTuple):
    """One thing to set. `default` has the type of the value: text, whole number or yes/no.

    A whole number is from `least` to `most`.
    """

    key: str
    default: str | int | bool | None
    help: str
    least: int = 0
    most: int = 1_000


LEAD = "lead"
SETTINGS: tuple[Setting, ...] = (
    Setting("name", "", "Name of the programme, shown at the top of every screen."),
    Setting(LEAD, "", "Code of the lead host: the calendar, the draft and publications are its."),
    Setting("fairness_weight", 1, "How much the least satisfied person counts in the score.", most=10_000),
    Setting("host_change_weight", 0, "Points lost for each change of host between two cycles."),
    Setting("travel_weight", 0, "Points lost for each ten minutes of travel, rounded up."),
    Setting("notice_move_weight", 3, "How many moves a move inside a host's notice counts as.", least=1),
    Setting("max_run_at_host", None, "Most cycles in a row at one host; left out: no limit.", least=1),
    Setting("allow_repeat_placement", False, "May a person come back to the same placement?"),
    Setting(
        "retention_months",
        None,
        "Months for which people are kept after the practical period; left out: not known.",
        least=1,
    ),
    Setting(
        "local_postcodes", "", "Postcode districts and areas that measures call local, such as E8;EC1;N."
    ),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}
_YES_NO = {"yes": True, "no": False}


def wrong_value(key: str, text: str) -> str | None:
    """What is wrong with a stored value of one of SETTINGS, in words to follow it, or None."""
    setting = _BY_KEY[key]
    if isinstance(setting.default, str):
        return None
    if isinstance(setting.default, bool):
        return None if text in _YES_NO else "is neither yes nor no"
    number = whole(text)
    return "is not a whole number" if number is None else beyond(number, setting.least, setting.most)


class Settings:
    """The values set by the user, over the defaults, which hold in place of what can't be used."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = dict(values or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __repr__(self) -> str:
        return f"Settings({self._values!r})"

    def get(self, key: str) -> str | None:
        """The text as the user set it, or None."""
        return self._values.get(key)

    def items(self) -> Iterator[tuple[str, str]]:
        """What the user set, as text, in the order of entry."""
        return iter(self._values.items())

    @property
    def name(self) -> str:
        """Name of the programme, possibly empty."""
        return self._values.get("name", "")

    def whole(self, key: str) -> int:
        """A whole-number setting; its default where it is not set. Raises KeyError for others."""
        value = self.limit(key)
        return 0 if value is None else value

    def limit(self, key: str) -> int | None:
        """A whole-number setting that may be unset: None then."""
        text, default = self._usable(key), _BY_KEY[key].default
        if text:
            return int(text)
        return None if default is None else int(default)

    def yes(self, key: str) -> bool:
        """A yes/no setting."""
        text = self._usable(key)
        return _YES_NO[text] if text else bool(_BY_KEY[key].default)

    def _usable(self, key: str) -> str | None:
        text = self._values.get(key)
        return text if text and wrong_value(key, text) is None else None
