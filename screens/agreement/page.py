"""The pages of the Agreement screen."""

from enum import StrEnum


class Page(StrEnum):
    """One of the four."""

    SIGNING = "sign-offs"
    WAIVERS = "waivers"
    REGISTER = "register"
    PUBLICATIONS = "publications"

    @property
    def next(self) -> "Page":
        """The one after it; after the last the first."""
        every = list(Page)
        return every[(every.index(self) + 1) % len(every)]
