"""A field completes what is typed, to one of its offers."""

from textual.suggester import Suggester

from screens.shared.offered import Offered


class Completion(Suggester):
    """Completes what begins like one of the offers, whatever its capitals."""

    def __init__(self, offers: Offered) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._offers = [(offer.casefold(), offer) for offer in offers]

    async def get_suggestion(self, value: str) -> str | None:
        """The first offer that goes on from the text."""
        begun = value.casefold()
        return next((offer for folded, offer in self._offers if folded.startswith(begun)), None)
