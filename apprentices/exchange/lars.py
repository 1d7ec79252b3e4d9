"""The numbers that the Learning Aim Reference Service (LARS) gives to apprenticeship standards."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def lars_codes() -> Mapping[str, str]:
    """The standard of each LARS code that is known, such as ST0070 of 196.

    The list that comes with the program holds only codes for which it can name a source.
    """
    text = (files("apprentices.exchange") / "data" / "lars_codes.csv").read_text(encoding="utf-8")
    return {row["lars_code"]: row["standard"] for row in csv.DictReader(text.splitlines())}
