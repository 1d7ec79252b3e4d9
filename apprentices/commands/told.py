"""Which board a command shows: the draft or a publication, as its options say."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from apprentices.commands.printing import say
from apprentices.errors import UsageError
from apprentices.rules.words import count
from apprentices.telling import Telling, telling_of, telling_of_draft
from apprentices.told import Head, Publication
from apprentices.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
DRAFT, LATEST = "draft", "latest"


def choice_of_board(command: F) -> F:
    """Give a command the options `--published [N]` and `--draft`."""
    published = click.option(
        "--published",
        metavar="[N]",
        is_flag=False,
        flag_value=LATEST,
        help="Publication N as it was told; without a number the latest.",
    )
    draft = click.option("--draft", is_flag=True, help="The draft as it is now.")
    return published(draft(command))


def telling(workspace: Workspace, published: str | None, draft: bool) -> Telling:
    """What these options ask for; the draft where they say nothing. Raises `UsageError`."""
    if published is None:
        return telling_of_draft(workspace.board)
    if draft:
        raise UsageError("Choose one of --published and --draft.")
    if published != LATEST:
        return telling_of(publication(workspace, published))
    if workspace.published is None:
        raise UsageError("Nothing has been published yet; leave out --published to see the draft.")
    return telling_of(workspace.published)


def publication(workspace: Workspace, text: str) -> Publication:
    """The publication with the number that a person typed. Raises `UsageError`."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise UsageError(f'"{text}" is not the number of a publication.')
    return workspace.publication(int(text))


def tell_who_was_forgotten(made: Publication | None) -> None:
    """Say on standard error that of some people in a publication nothing is kept any more."""
    if made and made.forgotten:
        say(
            f"Of publication {made.number}, {count(made.forgotten, 'person was', 'people were')} forgotten: "
            "a code stands in their place, and the digests of what they were told no longer match.",
            err=True,
        )


def tell_what_was_kept(head: Head | None) -> None:
    """Say on standard error that of an old publication no more than codes is known."""
    if head and head.codes_only:
        say(
            f"Publication {head.number} was made by an earlier version, which kept codes only: names, "
            "standards, employers, days, hosts, teams, sites and supervisors were not kept.",
            err=True,
        )
