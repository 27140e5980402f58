"""The key of an encrypted file: from its password, or from the recovery code on paper."""

import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from app.encryption.pages import SALT, Pages
from app.errors import InvalidInputError
from app.i18n import _

ROUNDS = 256_000
"""As SQLCipher 4 does by itself, so that other programs open the file by its password."""
RAW = 32
SHORTEST = 8
"""Characters a new password of a file or backup must have at least."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U: none is taken for another on paper."""
_MEANT = str.maketrans("ILO", "110", " -\n\r\t　")
_CHECK = 3
_GROUP = 4
_CHARACTERS = 8 * (RAW + _CHECK) // 5


@dataclass(frozen=True, slots=True)
class FileKey:
    """A key: ``raw`` are its 32 bytes, ``salt`` the first 16 bytes of the files it is for."""

    raw: bytes = field(repr=False)
    salt: bytes

    @classmethod
    def from_password(cls, password: str, salt: bytes) -> "FileKey":
        """Compute the key of a password; takes a third of a second, not for the GUI thread."""
        return cls(hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, RAW), salt)

    @classmethod
    def from_code(cls, code: str, salt: bytes) -> "FileKey":
        """Read a recovery code as a person types it.

        Raises:
            InvalidInputError: It is not complete, or mistyped.
        """
        typed = code.upper().translate(_MEANT)
        if len(typed) != _CHARACTERS or set(typed) - set(_LETTERS):
            sentence = _("恢复码是 {n} 个字母和数字，现在是 {typed} 个。")
            told = sentence.format(n=_CHARACTERS, typed=len(typed))
            if len(typed) == _CHARACTERS:
                told = _("恢复码里没有这样的字符：{wrong}。").format(
                    wrong=" ".join(sorted(set(typed) - set(_LETTERS)))
                )
            raise InvalidInputError({"code": told})
        number = 0
        for letter in typed:
            number = number * len(_LETTERS) + _LETTERS.index(letter)
        both = number.to_bytes(RAW + _CHECK)
        if _sum(both[:RAW]) != both[RAW:]:
            raise InvalidInputError({"code": _("恢复码抄错了一处，请与纸上逐组核对。")})
        return cls(both[:RAW], salt)

    @classmethod
    def new(cls, password: str) -> "FileKey":
        """Make the key of a password for a file that is encrypted from now on."""
        return cls.from_password(password, secrets.token_bytes(SALT))

    @classmethod
    def random(cls) -> "FileKey":
        """Make a key that has no password."""
        return cls(secrets.token_bytes(RAW), secrets.token_bytes(SALT))

    @property
    def spec(self) -> str:
        """How SQLCipher is told this key."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    @property
    def pages(self) -> Pages:
        """Return what knows a page written under this key."""
        return Pages(self.raw, self.salt)

    def fits(self, path: Path) -> bool:
        """Tell whether a file was encrypted by this key, be it damaged in places."""
        try:
            return self.pages.fit(path)
        except OSError:
            return False

    @property
    def code(self) -> str:
        """Return the recovery code: groups of letters and digits, the last ones a check."""
        number = int.from_bytes(self.raw + _sum(self.raw))
        letters = ""
        while len(letters) < _CHARACTERS:
            number, last = divmod(number, len(_LETTERS))
            letters = _LETTERS[last] + letters
        return "-".join(letters[n : n + _GROUP] for n in range(0, _CHARACTERS, _GROUP))


def check_new_password(password: str, again: str) -> None:
    """Refuse a password of a file or backup that is too weak or typed in two ways.

    Raises:
        InvalidInputError: It is.
    """
    if len(password) < SHORTEST:
        told = _("密码至少 {n} 个字符；几个词连起来的一句话既好记又难猜。")
        raise InvalidInputError({"password": told.format(n=SHORTEST)})
    if password != password.strip():
        raise InvalidInputError({"password": _("密码开头和结尾不要有空格。")})
    if password != again:
        raise InvalidInputError({"again": _("两次输入的密码不一样。")})


def _sum(raw: bytes) -> bytes:
    return hashlib.sha256(b"keyou" + raw).digest()[:_CHECK]
