"""Texts as they can be kept: one line, without what could steer a terminal, and no error of a spreadsheet."""

from hypothesis import strategies as st

from apprentices.exchange.damage import damaged
from apprentices.text import one_line, unfit

texts = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=100)
    .map(one_line)
    .filter(lambda text: text and unfit(text) is None and damaged(text) is None)
)
