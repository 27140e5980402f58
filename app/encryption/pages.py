"""A file as SQLCipher 4 writes it, looked at page by page without SQLite.

The first page begins with 16 random bytes, the salt; every page ends with what its encryption
began with and a sum that only the right key gives. Nothing else in the file is plain.
"""

import hashlib
import hmac
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

PAGE = 4096
SALT = 16
_BEGIN, _SUM = 16, 64
_TAIL = _BEGIN + _SUM
_PLAIN = b"SQLite format 3\0"
_OTHERS = (b"PK\3\4", b"Rar!", b"7z\xbc\xaf", b"%PDF", b"\x89PNG", b"\xd0\xcf\x11\xe0")
"""How compressed files of other programs begin; the rest of them looks encrypted."""
_LOOKED_AT = 24
"""Pages looked at to tell what a file is, over all of its length."""
_VALUES = 240
"""A page of noise has nearly all of the 256 values a byte can have; one of records has not."""


class Kind(Enum):
    """What a file is, as far as can be told without a key."""

    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    OTHER = "other"


def kind_of(path: Path) -> Kind:
    """Tell what a file is. Not to be asked of one this process has open: that gives up its locks.

    Noise of another origin, of a program or of a disk, counts as encrypted: no key will fit.

    Raises:
        OSError: It cannot be read.
    """
    if salt_of(path) == _PLAIN:  # where an encrypted file has its salt
        return Kind.PLAIN
    pages = list(_sample(path))
    if not pages:
        return Kind.OTHER
    first = pages[0][1]
    written = [page for _number, page in pages if any(page)]  # what a power cut left out is zeros
    noise = sum(len(set(page)) >= _VALUES for page in written)
    encrypted = noise > 0 and not first.startswith(_OTHERS) and 4 * noise >= 3 * len(written)
    return Kind.ENCRYPTED if encrypted else Kind.OTHER


def is_plain(path: Path) -> bool:
    """Tell by its first bytes whether a file is an unencrypted SQLite file.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


def salt_of(path: Path) -> bytes:
    """Return the salt an encrypted file begins with.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(SALT)


class Pages:
    """The pages of a file under one key."""

    def __init__(self, raw: bytes, salt: bytes) -> None:
        self._raw = raw
        other = bytes(byte ^ 0x3A for byte in salt)
        self._summing = hashlib.pbkdf2_hmac("sha512", raw, other, 2, 32)

    def fit(self, path: Path) -> bool:
        """Tell whether one of some pages of a file was written under this key."""
        return any(self.sound(page, number) for number, page in _sample(path))

    def sound(self, page: bytes, number: int) -> bool:
        """Tell whether a page, counted from 1, is as it was written under this key."""
        begin = SALT if number == 1 else 0
        told = hmac.new(self._summing, page[begin:-_SUM], hashlib.sha512)
        told.update(number.to_bytes(4, "little"))
        return len(page) == PAGE and hmac.compare_digest(told.digest(), page[-_SUM:])

    def plain(self, page: bytes, number: int) -> bytes | None:
        """Return a page as an unencrypted file would have it; None where it is not sound."""
        if not self.sound(page, number):
            return None
        from Cryptodome.Cipher import AES

        begin = SALT if number == 1 else 0
        opening = AES.new(self._raw, AES.MODE_CBC, page[-_TAIL:-_SUM])
        return _PLAIN[:begin] + opening.decrypt(page[begin:-_TAIL]) + page[-_TAIL:]

    def all_plain(self, path: Path) -> bytes:
        """Return a whole file unencrypted, with zeros for every page that is not sound."""
        found: list[bytes] = []
        with path.open("rb") as file:
            while page := file.read(PAGE):
                found.append(self.plain(page, len(found) + 1) or bytes(PAGE))
        return b"".join(found)


def _sample(path: Path) -> Iterator[tuple[int, bytes]]:
    """Give some whole pages with their numbers, the first one always."""
    count = path.stat().st_size // PAGE
    with path.open("rb") as file:
        for index in sorted({n * count // _LOOKED_AT for n in range(_LOOKED_AT)} if count else ()):
            file.seek(index * PAGE)
            yield index + 1, file.read(PAGE)
