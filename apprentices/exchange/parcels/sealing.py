"""Signing and sealing a parcel, and opening one: no more than the calls of PyNaCl (libsodium).

Inside the seal stand the sender's public key, an Ed25519 signature and what was signed: the type of a parcel
and its payload. The seal (X25519 and XSalsa20-Poly1305, `SealedBox`) shows nothing of it to anybody else.
"""

from collections.abc import Mapping

from apprentices.errors import ParcelRefused
from apprentices.exchange.parcels.keys import OwnKey, PublicKey
from apprentices.exchange.parcels.payload import TYPE

_KEY, _TYPE = 32, f"{TYPE}\n".encode()  # the length of a public key; what is signed before the payload
_SEAL, _SIGNATURE = 48, 64  # the bytes that each adds
_LEAST = _SEAL + _KEY + _SIGNATURE + len(_TYPE)


def seal(payload: bytes, own: OwnKey, receiver: PublicKey) -> bytes:
    """The parcel: signed with one's own key over type and payload, and sealed for the receiver."""
    from nacl.public import PublicKey as BoxKey
    from nacl.public import SealedBox
    from nacl.signing import SigningKey

    signed = SigningKey(own.signing).sign(_TYPE + payload)
    return SealedBox(BoxKey(receiver.sealing)).encrypt(own.public.signing + bytes(signed))


def unseal(parcel: bytes, own: OwnKey, senders: Mapping[bytes, PublicKey]) -> tuple[PublicKey, bytes]:
    """Who signed a parcel, and its payload; `senders` are the keys that are taken, by their signing half.

    Raises `ParcelRefused` for what is no parcel, isn't sealed for this key, is damaged, or isn't signed by
    one of them.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox
    from nacl.signing import VerifyKey

    if len(parcel) < _LEAST or _is_text(parcel):
        raise ParcelRefused("This is no parcel, or no more than the beginning of one.")
    try:
        inside = SealedBox(PrivateKey(own.opening)).decrypt(parcel)
    except (CryptoError, ValueError) as error:
        raise ParcelRefused(
            "It is not sealed for the key of this computer, or it was damaged on its way."
        ) from error
    sender = senders.get(inside[:_KEY])
    if sender is None:
        raise ParcelRefused("It is signed with a key that nobody here knows.", about=inside[:_KEY].hex())
    try:
        signed = VerifyKey(sender.signing).verify(inside[_KEY:])
    except (CryptoError, ValueError) as error:
        raise ParcelRefused(f"Its signature is not that of {sender.host}.") from error
    if not signed.startswith(_TYPE):
        raise ParcelRefused(f"{sender.host} has signed it, but it is no parcel that this version can read.")
    return sender, signed[len(_TYPE) :]


def _is_text(parcel: bytes) -> bool:
    """Can it be read? What is sealed looks like chance, which makes no text of that length."""
    try:
        parcel.decode()
    except UnicodeDecodeError:
        return False
    return True
