"""Finding what a person means by a name: codes in any case, unique names, and "did you mean".

What is written just so, but for its capitals, goes before what differs from it by accents, apostrophes or
hyphens.
"""

from collections.abc import Callable, Iterable, Mapping

from apprentices.errors import UsageError
from apprentices.programme import Programme
from apprentices.text import closest, one_line, plain_name, shown


def find_apprentice(programme: Programme, text: str, told: Iterable[str] = ()) -> str:
    """The code of a person: a code, or a (part of a) name that only one has; or a code that was `told`."""
    people = programme.apprentices.values()
    return _find(
        "apprentice",
        text,
        dict.fromkeys([*programme.apprentices, *told]),
        [
            {p.apprentice: p.name for p in people},
            {p.apprentice: p.family_name for p in people},
            {p.apprentice: p.given_names for p in people},
            {p.apprentice: f"{p.family_name}, {p.given_names}" for p in people},
            {p.apprentice: _parts(p.family_name)[0] for p in people},
            {p.apprentice: _parts(p.family_name)[-1] for p in people},
        ],
    )


def find_cycle(programme: Programme, text: str, told: Iterable[str] = ()) -> str:
    """The code of a cycle: a code, its number in order of time, or its name; or a code that was `told`."""
    codes = [cycle.cycle for cycle in programme.cycles]
    numbers = {code: str(number) for number, code in enumerate(codes, start=1)}
    names = {cycle.cycle: cycle.name for cycle in programme.cycles if cycle.name}
    return _find("cycle", text, dict.fromkeys([*codes, *told]), [names, numbers])


def find_host_and_cycle(programme: Programme, host: str, cycle: str) -> tuple[str, str]:
    """The codes of a host and of a cycle that are meant, each by itself."""
    return find_host(programme, host), find_cycle(programme, cycle)


def find_placement(programme: Programme, text: str, told: Iterable[str] = ()) -> str:
    """The code of a placement: a code, or a team's name that only one has; or a code that was `told`."""
    teams = {code: team.team for code, team in programme.placements.items()}
    return _find("placement", text, dict.fromkeys([*programme.placements, *told]), [teams])


def find_supervisor(told: Iterable[str], text: str) -> str:
    """The name of a supervisor as it was told."""
    return _find("supervisor", text, dict.fromkeys(told), [])


def find_host(programme: Programme, text: str, told: Iterable[str] = ()) -> str:
    """The code of a host: a code or its name; or a code that was `told`."""
    names = {code: host.name for code, host in programme.hosts.items()}
    return _find("host", text, dict.fromkeys([*programme.hosts, *told]), [names])


def find_rule(ids: Iterable[str], text: str) -> str:
    """The id of a rule, in any case."""
    return _find("rule", text, list(ids), [])


def _find(noun: str, text: str, codes: Iterable[str], names: list[Mapping[str, str]]) -> str:
    codes = list(codes)
    if text in codes:
        return text
    namings = [{code: code for code in codes}, *names]
    found = _meant(text, namings, _lower) or _meant(text, namings, plain_name)
    if len(found) == 1:
        return found[0]
    if found:
        told = names[0] if names else namings[0]
        who = ", ".join(f"{code} ({told[code]})" for code in found)
        raise UsageError(f'"{shown(text)}" could be {who}: give the code.')
    raise UsageError(f'There is no {noun} "{shown(text)}".{_did_you_mean(text, codes, names)}')


def _meant(text: str, namings: list[Mapping[str, str]], alike: Callable[[str], str]) -> list[str]:
    """The codes that go by the text in the first way of naming in which any do."""
    wanted = alike(text)
    matches = ([code for code, name in naming.items() if alike(name) == wanted] for naming in namings)
    return next(filter(None, matches), [])


def _did_you_mean(text: str, codes: list[str], names: list[Mapping[str, str]]) -> str:
    offers = {code: code for code in codes}
    for naming in names:
        for code, name in naming.items():
            offers.setdefault(name, code)
    close = dict.fromkeys(offers[name] for name in closest(text, offers))
    if close:
        told = names[0] if names else {}
        return f" Did you mean {' or '.join(f'{told[c]} ({c})' if c in told else c for c in close)}?"
    return f" There are {', '.join(codes)}." if 0 < len(codes) <= 12 else ""


def _parts(name: str) -> list[str]:
    return name.replace("-", " ").split() or [name]


def _lower(text: str) -> str:
    return one_line(text).casefold()
