"""What other hosts keep to themselves in the copy that one host has of a programme.

What is empty there is not missing: nobody here can tell, and the host whose it is can.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})


class NotTold(NamedTuple):
    """Rows of which no more is here than other hosts may see, by code, each with the host to ask.

    `signing` are the hosts whose sign-offs are told to the lead host alone.
    """

    people: Mapping[str, str] = _NOTHING
    placements: Mapping[str, str] = _NOTHING
    hosts: Mapping[str, str] = _NOTHING
    signing: frozenset[str] = frozenset()


EVERYTHING_TOLD = NotTold()
