"""Keys: a host's own, which never leaves its file, and the public halves that hosts give each other by hand.

One's own key lies beside the database, readable by its user alone, and never in it: no backup, export or
parcel carries it. Each key has two halves of Curve25519, one to sign with and one to be sealed for.
"""

import binascii
from base64 import b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from apprentices.errors import ErrorKind, UsageError
from apprentices.exchange.cells import read_code
from apprentices.exchange.files import PRIVATE, write_file
from apprentices.shared import SECRET_KEY, key_file

_PUBLIC = "apprentices-key"
_HALF, _WORDS_OF = 32, 16  # bytes of a half key; bytes of a digest that the twelve words say


@dataclass(frozen=True)
class PublicKey:
    """What others know of a host's key: what it signs with, and what is sealed for it."""

    host: str
    signing: bytes
    sealing: bytes

    def __str__(self) -> str:
        """One line of text, to be given by hand."""
        return _line(_PUBLIC, self.host, self.signing + self.sealing)

    @property
    def words(self) -> str:
        """Its fingerprint: twelve words (of the list that BIP-39 has) to be read over the telephone."""
        from mnemonic import Mnemonic

        return Mnemonic("english").to_mnemonic(sha256(str(self).encode()).digest()[:_WORDS_OF])

    @staticmethod
    def begins(text: str) -> bool:
        """Is a text meant as a key, and not as the name of a file that holds one?"""
        return text.split()[:1] == [_PUBLIC]

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """The key that a line of text says. Raises `UsageError`."""
        host, halves = _parts(_PUBLIC, text)
        return cls(host, halves[:_HALF], halves[_HALF:])


@dataclass(frozen=True)
class OwnKey:
    """A host's own key: two secrets."""

    host: str
    signing: bytes
    opening: bytes

    @cached_property
    def public(self) -> PublicKey:
        """Its public half."""
        from nacl.public import PrivateKey
        from nacl.signing import SigningKey

        verifying = bytes(SigningKey(self.signing).verify_key)
        return PublicKey(self.host, verifying, bytes(PrivateKey(self.opening).public_key))


def new_key(host: str) -> OwnKey:
    """A key that nobody has had before."""
    from nacl.public import PrivateKey
    from nacl.signing import SigningKey

    return OwnKey(host, bytes(SigningKey.generate()), bytes(PrivateKey.generate()))


def save(key: OwnKey, database: Path) -> None:
    """Write one's own key beside the database, for nobody else to read."""
    line = _line(SECRET_KEY, key.host, key.signing + key.opening)
    write_file(key_file(database), f"{line}\n", PRIVATE)


def own_key(database: Path) -> OwnKey:
    """One's own key. Raises `UsageError` where there is none, or it can't be read."""
    path = key_file(database)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise UsageError("This computer has no key of a host yet.", ErrorKind.NO_KEY) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The key in {path} can't be read.") from error
    with suppress(UsageError):
        host, halves = _parts(SECRET_KEY, text)
        return OwnKey(host, halves[:_HALF], halves[_HALF:])
    raise UsageError(f"{path} holds no key of a host.")


def own_host(database: Path) -> str | None:
    """The host that a copy is of; None where it has no key. Raises `UsageError` where that can't be read."""
    return own_key(database).host if key_file(database).exists() else None


def _line(kind: str, host: str, halves: bytes) -> str:
    return f"{kind} {host} {urlsafe_b64encode(halves).decode()}"


def _parts(kind: str, text: str) -> tuple[str, bytes]:
    """Host and halves in a line that begins with that kind; spaces and line ends of letters are forgiven."""
    begins, _, rest = " ".join(text.split()).partition(" ")
    host, _, code = rest.partition(" ")
    try:
        halves = b64decode(code.replace(" ", ""), altchars=b"-_", validate=True)
        host = read_code(host)
    except (ValueError, binascii.Error) as error:
        raise UsageError(f"This is no key: {error}.") from error
    if begins != kind or len(halves) != 2 * _HALF:
        raise UsageError(f"This is no key: a key is a line that begins with {kind}.")
    return host, halves
