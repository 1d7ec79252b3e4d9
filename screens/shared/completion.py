"""A field completes what is typed, to one of its offers."""

from textual.suggester import Suggester

from screens.shared.offered import Offered


class Completion(Suggester):
    """Completes what begins like one of the offers, whatever its capitals."""

    def __init__(self, offers: Offered) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._offers = [(offer.casefold(), offer) for offer in offers]

    async def get_suggestion(self, value: str) -> str | None:
        """What the line shows behind what is typed."""
        return self.going_on(value)

    def going_on(self, value: str) -> str | None:
        """The first offer that goes on from the text."""
        begun = value.casefold()
        return next((offer for folded, offer in self._offers if folded.startswith(begun)), None)

    def to_take(self, value: str) -> str | None:
        """The same, where the text is not one of the offers already, as A1 is though A10 goes on from it."""
        is_one = any(folded == value.casefold() for folded, _ in self._offers)
        return None if is_one or not value else self.going_on(value)
