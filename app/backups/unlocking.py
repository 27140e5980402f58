"""Opening an encrypted file: whose password it is, and whether the file can be meant at all."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.backups.listing import backups
from app.backups.second_folder import second_backups
from app.config import OfficeFolder
from app.encryption.key import FileKey
from app.encryption.pages import Kind, kind_of, salt_of
from app.errors import AppError, InvalidInputError
from app.i18n import _

LONGEST_PASSWORD = 44
"""What is longer is meant as a recovery code, even with some characters missing."""
MOST_SALTS = 4
"""Each costs a third of a second."""


class WrongPasswordError(AppError):
    """Neither the password nor the recovery code of the file, which may be ``damaged`` too."""

    def __init__(self, *, damaged: bool = True) -> None:
        told = _("文件密码不对：请看看大小写、输入法和多余的空格；忘了密码可以输入恢复码。")
        if damaged:
            told += _("如果肯定没错，那么文件已损坏，请用备份恢复。")
        super().__init__(told)


def unlock(folder: OfficeFolder, path: Path, typed: str) -> None:
    """Keep the key of a file for this run of the program; takes a third of a second or more.

    ``typed`` is its password or its recovery code.

    Raises:
        WrongPasswordError: It is neither.
        InvalidInputError: It is a recovery code with a slip in it.
        StorageError: The file cannot be read.
    """
    folder.keys.add(fitting_key(folder, path, typed))
    folder.keys.forget(path)


def fitting_key(folder: OfficeFolder, path: Path, typed: str) -> FileKey:
    """Return the key that a password or a recovery code is; raises as ``unlock`` does."""
    slip = None
    for salt in _salts(folder, path):
        key, slip = _meant(typed, salt)
        if key.fits(path):
            return key
    raise slip or WrongPasswordError


def check_present(key: FileKey, typed: str) -> None:
    """Make sure that somebody knows the key in use; the office file itself is left alone.

    Raises:
        WrongPasswordError: Neither its password nor its recovery code.
        InvalidInputError: It is a recovery code with a slip in it.
    """
    given, slip = _meant(typed, key.salt)
    if given != key:
        raise slip or WrongPasswordError(damaged=False)


def is_doubtful(folder: OfficeFolder) -> bool:
    """Tell whether what looks encrypted is rather damaged: no backup ever had its key."""
    with suppress(OSError):
        if kind_of(folder.database) is not Kind.ENCRYPTED:
            return False
        kept = [one.path for one in (*backups(folder), *second_backups(folder))]
        kinds = {kind_of(path) for path in kept}
        return Kind.PLAIN in kinds and salt_of(folder.database) not in map(salt_of, kept)
    return False


def _salts(folder: OfficeFolder, path: Path) -> Iterator[bytes]:
    """Give the salt of a file; where its beginning may be damaged, those of the backups too."""
    try:
        own = salt_of(path)
    except OSError:
        return
    yield own
    others = []
    for one in (*backups(folder), *second_backups(folder)):
        with suppress(OSError):
            if kind_of(one.path) is Kind.ENCRYPTED and (salt := salt_of(one.path)) not in others:
                others.append(salt)
    if path == folder.database and own not in others:
        yield from others[:MOST_SALTS]


def _meant(typed: str, salt: bytes) -> tuple[FileKey, InvalidInputError | None]:
    """Return the key of a recovery code or a password, and what slipped in what looks a code."""
    try:
        return FileKey.from_code(typed, salt), None
    except InvalidInputError as error:
        return FileKey.from_password(typed, salt), error if _is_meant_as_code(typed) else None


def _is_meant_as_code(typed: str) -> bool:
    return len(typed) > LONGEST_PASSWORD and typed.isascii()
