"""The password of an encrypted file, for a command: from the environment, or from the terminal."""

import os
import sys
from getpass import getpass
from pathlib import Path

from app.backups.unlocking import is_doubtful, unlock
from app.config import OfficeFolder
from app.encryption.key import check_new_password
from app.errors import AppError, DamagedFileError
from app.i18n import _

VARIABLE = "KEYOU_FILE_PASSWORD"
BACKUP_VARIABLE = "KEYOU_BACKUP_PASSWORD"
TRIES = 3


def unlock_office(folder: OfficeFolder) -> None:
    """Make sure that the office file can be opened, asking for its password if it is encrypted.

    Raises:
        AppError: There is no password, or it is wrong.
        DamagedFileError: What looks encrypted is damaged.
    """
    if folder.keys.opens(folder.database):
        return
    if is_doubtful(folder):
        raise DamagedFileError(folder.database)
    unlock_file(folder, folder.database)


def unlock_file(folder: OfficeFolder, path: Path) -> None:
    """Make sure that a file of the office can be opened.

    Raises:
        AppError: There is no password, or it is wrong.
    """
    if folder.keys.opens(path):
        return
    given = os.environ.get(VARIABLE)
    if given is not None:
        unlock(folder, path, given)
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise AppError(
            _("{file} 加了密：请把文件密码（或恢复码）写在环境变量 {variable} 里。").format(
                file=path, variable=VARIABLE
            )
        )
    asked = _("{file} 的文件密码（或恢复码）：").format(file=path.name)
    for left in reversed(range(TRIES)):
        try:
            unlock(folder, path, getpass(asked))
        except AppError as error:
            if not left:
                raise
            sys.stderr.write(f"{error}\n")
        else:
            return


def new_backup_password() -> str:
    """Return the password a zip gets, from the environment or typed twice.

    Raises:
        AppError: There is none, it is too short, or the two are not the same.
    """
    given = os.environ.get(BACKUP_VARIABLE)
    first = _asked(_("备份的密码：")) if given is None else given
    again = _asked(_("再输一次：")) if given is None else given
    check_new_password(first, again)
    return first


def backup_password(path: Path) -> str:
    """Return the password of a zip, from the environment or from the terminal.

    Raises:
        AppError: There is none.
    """
    given = os.environ.get(BACKUP_VARIABLE)
    return _asked(_("{file} 的密码：").format(file=path.name)) if given is None else given


def _asked(text: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        told = _("没有备份的密码：请写在环境变量 {variable} 里。")
        raise AppError(told.format(variable=BACKUP_VARIABLE))
    return getpass(text)
