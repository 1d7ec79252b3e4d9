"""A parcel is opened by its receiver alone, as it was sealed, and by nobody else; keys are told apart."""

import re
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from nacl.public import PublicKey as BoxKey
from nacl.public import SealedBox
from nacl.signing import SigningKey

from apprentices.errors import ParcelRefused, UsageError
from apprentices.exchange.parcels.keys import OwnKey, PublicKey, new_key, own_key, save
from apprentices.exchange.parcels.payload import Content, from_bytes
from apprentices.exchange.parcels.sealing import seal, unseal
from apprentices.shared import key_file

COL, ELFT, LBH = map(new_key, ("COL", "ELFT", "LBH"))
EMPTY = Content(
    sender="COL",
    receiver="ELFT",
    lead=None,
    base=None,
    after=(),
    owned={},
    introduced={},
    offered=(),
    said={},
    published=[],
).as_bytes
SENDERS = {COL.public.signing: COL.public, LBH.public.signing: LBH.public}


def opened(parcel: bytes, own: OwnKey = ELFT) -> tuple[PublicKey, bytes]:
    return unseal(parcel, own, SENDERS)


def test_what_was_sealed_is_what_is_opened() -> None:
    assert opened(seal(EMPTY, COL, ELFT.public)) == (COL.public, EMPTY)


def test_every_single_bit_that_is_turned_on_the_way_has_it_refused() -> None:
    parcel = seal(EMPTY, COL, ELFT.public)
    for place in range(8 * len(parcel)):
        turned = bytearray(parcel)
        turned[place // 8] ^= 1 << place % 8
        with pytest.raises(ParcelRefused):
            opened(bytes(turned))


def test_every_part_and_what_is_longer_is_refused() -> None:
    parcel = seal(EMPTY, COL, ELFT.public)
    for data in (*(parcel[:length] for length in range(len(parcel))), parcel + b"\0"):
        with pytest.raises(ParcelRefused):
            opened(data)


def sealed_by_hand(inside: bytes) -> bytes:
    """Sealed for ELFT as anybody could who has its public key."""
    return bytes(SealedBox(BoxKey(ELFT.public.sealing)).encrypt(inside))


def test_every_single_bit_turned_by_who_can_seal_has_it_refused() -> None:
    """Under the seal the signature holds, over type and payload; the key is that of a sender."""
    inside = COL.public.signing + bytes(
        SigningKey(COL.signing).sign(b"rotating-apprenticeships parcel 1\n" + EMPTY)
    )
    assert opened(sealed_by_hand(inside)) == (COL.public, EMPTY)
    for place in range(8 * len(inside)):
        turned = bytearray(inside)
        turned[place // 8] ^= 1 << place % 8
        with pytest.raises(ParcelRefused):
            opened(sealed_by_hand(bytes(turned)))


def test_what_was_signed_for_another_use_is_no_parcel() -> None:
    for words in (EMPTY, b"rotating-apprenticeships parcel 2\n" + EMPTY):
        inside = COL.public.signing + bytes(SigningKey(COL.signing).sign(words))
        with pytest.raises(ParcelRefused, match="no parcel that this version can read"):
            opened(sealed_by_hand(inside))


def test_it_is_for_its_receiver_alone() -> None:
    with pytest.raises(ParcelRefused, match="not sealed for the key of this computer"):
        opened(seal(EMPTY, COL, ELFT.public), LBH)


def test_nobody_signs_in_the_name_of_another() -> None:
    forged = COL.public.signing + bytes(
        SigningKey(LBH.signing).sign(b"rotating-apprenticeships parcel 1\n" + EMPTY)
    )
    with pytest.raises(ParcelRefused, match="Its signature is not that of COL"):
        opened(sealed_by_hand(forged))


def test_a_sender_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ParcelRefused, match="nobody here knows"):
        opened(seal(EMPTY, new_key("COL"), ELFT.public))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        EMPTY + b" ",
        EMPTY.replace(b'"base":null', b'"base":1'),
        EMPTY.replace(b'"owned":{}', b'"owned":{"hosts":[{"host":1}]}'),
        EMPTY.replace(b'"owned":{}', b'"owned":{"hosts":{"host":"COL"}}'),
        EMPTY.replace(b'"owned":{}', b'"owned":[]'),
        EMPTY.replace(b'"offered":[]', b'"offered":[{"table":"hosts","cells":{},"base":{"host":[]}}]'),
        EMPTY.replace(b'"after":[]', b'"after":[[]]'),
        EMPTY.replace(b'"sender"', b'"from"'),
        b"[" * 100_000,
    ],
)
def test_what_no_program_of_ours_wrote_is_refused_though_it_is_signed(payload: bytes) -> None:
    with pytest.raises(ParcelRefused, match="can't be read"):
        from_bytes(payload)


# -- keys


def test_the_words_of_a_key_are_those_of_bip_39() -> None:
    """Twelve words say 128 bits and four of a checksum, eleven a word: worked out without the library."""
    digest = sha256(str(COL.public).encode()).digest()[:16]
    bits = f"{int.from_bytes(digest):0128b}{sha256(digest).digest()[0] >> 4:04b}"
    import mnemonic

    folder = Path(mnemonic.__file__).parent
    words = (folder / "wordlist" / "english.txt").read_text("utf-8").split()
    assert (words[0], words[-1], len(words)) == ("abandon", "zoo", 2048)
    assert COL.public.words == " ".join(words[int(eleven, 2)] for eleven in re.findall(".{11}", bits))


def test_a_key_is_read_as_it_was_given() -> None:
    line = str(COL.public)
    assert PublicKey.read(line) == COL.public
    assert PublicKey.read(f"  {line[:60]}\n {line[60:]}\r\n") == COL.public  # as a letter may break it


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-6],
        lambda line: line.replace("apprentices-key", "ssh-rsa"),
        lambda line: line.replace(" COL ", " a/b "),
        lambda line: line.replace(" COL ", " "),
        lambda line: line[:-3] + "!==",
        lambda line: "",
    ],
)
def test_what_is_no_key_is_refused(spoil: object) -> None:
    with pytest.raises(UsageError, match="This is no key"):
        PublicKey.read(spoil(str(COL.public)))  # type: ignore[operator]


def test_a_key_of_ones_own_is_kept_for_oneself(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with pytest.raises(UsageError, match="no key of a host yet"):
        own_key(path)
    save(COL, path)
    assert own_key(path) == COL
    assert stat.S_IMODE(key_file(path).stat().st_mode) == 0o600
    key_file(path).write_text(str(COL.public))  # the public half does not do
    with pytest.raises(UsageError, match="holds no key"):
        own_key(path)
    key_file(path).write_bytes(b"\xff")
    with pytest.raises(UsageError, match="can't be read"):
        own_key(path)


@pytest.mark.parametrize("data", [b"", b"no parcel", b"apprentice,name\nA1,Zo\xc3\xab\n" * 20, bytes(177)])
def test_what_is_too_short_or_text_is_told_to_be_no_parcel(data: bytes) -> None:
    """An empty payload makes 178 bytes: seal 48, key 32, signature 64, type 34."""
    assert len(seal(b"", COL, ELFT.public)) == 178
    with pytest.raises(ParcelRefused, match="This is no parcel"):
        opened(data)
