"""What can be done on the Agreement screen: keys, words and when."""

from typing import Protocol

from screens.agreement.page import Page
from screens.shared.command import Command, Way
from screens.shared.moves import steps


class Agreement(Protocol):
    """What the commands ask of the screen that has them."""

    page: Page

    @property
    def has_marked(self) -> bool:
        """Whether something is marked on the page in front."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether what is marked stands, and can be withdrawn, ended or closed."""
        ...

    @property
    def has_published(self) -> bool:
        """Whether anything was published."""
        ...


def _is_signing(screen: Agreement) -> bool:
    return screen.page is Page.SIGNING and screen.has_marked


def _has_more(screen: Agreement) -> bool:
    return screen.page in (Page.SIGNING, Page.PUBLICATIONS) and screen.has_marked


def _is_register(screen: Agreement) -> bool:
    return screen.page is Page.REGISTER


def _is_open_entry(screen: Agreement) -> bool:
    return screen.page is Page.REGISTER and screen.is_open


def _is_open_waiver(screen: Agreement) -> bool:
    return screen.page is Page.WAIVERS and screen.is_open


def _is_open(screen: Agreement) -> bool:
    return screen.is_open


def _is_published(screen: Agreement) -> bool:
    return screen.has_published


_TURN = Command(
    "agreement.turn",
    "tab",
    "Next page",
    "Sign-offs, waivers, the register and publications, one after the other.",
    footer="next page",
)
_TURNS = Way(_TURN, "turns the page")
_NOT_SIGNING = ("That is done on the page of sign-offs: ", _TURNS, ".")
_NOT_REGISTER = ("That is done to an open entry of the register: ", _TURNS, ".")
AGREEMENT = (
    Command(
        "agreement.sign",
        "s",
        "Sign",
        "Record that the host agrees to the cycle exactly as it stands in the draft.",
        footer="sign",
        when=_is_signing,
        lasting=False,
        why_not=_NOT_SIGNING,
    ),
    Command(
        "agreement.request",
        "r",
        "Request",
        "Record that the host was asked to sign the cycle, which starts the clock.",
        footer="request",
        when=_is_signing,
        lasting=False,
        why_not=_NOT_SIGNING,
    ),
    Command(
        "agreement.add",
        "a",
        "Add to the register",
        "Enter a barrier, a decision or a lesson.",
        footer="add",
        when=_is_register,
        lasting=False,
        why_not=("That is done in the register: ", _TURNS, "."),
    ),
    Command(
        "agreement.follow",
        "f",
        "Follow the entry",
        "Enter another of its kind, which takes the place of the marked one.",
        footer="follow",
        when=_is_open_entry,
        lasting=False,
        why_not=_NOT_REGISTER,
    ),
    Command(
        "agreement.prolong",
        "o",
        "Prolong the waiver",
        "Accept the same until a later day.",
        footer="prolong",
        when=_is_open_waiver,
        lasting=False,
        why_not=("That is done to a waiver that nobody has ended: ", _TURNS, "."),
    ),
    Command(
        "agreement.end",
        "x",
        "Withdraw, end or close",
        "Withdraw the sign-off or request, end the waiver, or close the entry that is marked, with a reason.",
        footer="end",
        when=_is_open,
        lasting=False,
        why_not=("Nothing marked can be withdrawn, ended or closed: ", _TURNS, "."),
    ),
    Command(
        "agreement.full",
        "enter",
        "In full",
        "Who comes to the host in the cycle, and what has moved; or who was told what by the publication.",
        footer="in full",
        when=_has_more,
        lasting=False,
    ),
    Command(
        "agreement.publish",
        "p",
        "Publish",
        "Make the draft what hosts and apprentices are told; says what stands in the way.",
        footer="publish",
    ),
    Command(
        "agreement.tell",
        "t",
        "Letters and packs",
        "Write the letters and packs of what was last published.",
        footer="letters",
        when=_is_published,
    ),
    _TURN,
    Command(
        "agreement.decision",
        "d",
        "Decision paper",
        "Read the paper for the host's sponsor: what is to be decided by when, and what waiting costs.",
        when=_is_signing,
        why_not=_NOT_SIGNING,
    ),
    Command(
        "agreement.review",
        "v",
        "Review sheet",
        "Read the sheet of a meeting: what is due, and what was said, published and changed since the last.",
    ),
    Command("agreement.panel", "space", "Larger panel", "Give the panel more room, or less again."),
    *steps("agreement"),
)
