"""What other hosts keep to themselves in the copy that one host has of a programme.

What is empty there is not missing: nobody here can tell, and the host whose it is can.
"""

from collections.abc import Mapping
from typing import NamedTuple


class NotTold(NamedTuple):
    """Rows that came in parcels, with no more than other hosts may see, by code, each with the host to ask.

    `signing` are the hosts whose sign-offs are told to the lead host alone. The copy `is_of_lead`: of the
    lead host, who fills gaps whatever it is told.
    """

    people: Mapping[str, str]
    placements: Mapping[str, str]
    hosts: Mapping[str, str]
    signing: frozenset[str]
    is_of_lead: bool = False


EVERYTHING_TOLD = NotTold({}, {}, {}, frozenset())
