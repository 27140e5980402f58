"""Who gives a command: ``--as`` and the password, where the office asks for one."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from getpass import getpass
from typing import TYPE_CHECKING

from app.backups.office_file import file_version, newest_version
from app.backups.record import Doer
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.passwords import waiting_text
from app.domain.rights import Right
from app.domain.types import StaffId
from app.errors import AppError, StorageError
from app.i18n import _
from app.queries.sign_in import sign_in_used
from app.queries.sign_in_people import SignInPerson, people_to_sign_in

if TYPE_CHECKING:
    from app.services.door import Door
    from app.services.sign_in import Entrance

PASSWORD = "KEYOU_PASSWORD"  # noqa: S105 - the variable that holds it
Pause = Callable[[float], None]


def sign_in(
    folder: OfficeFolder, db: Database, name: str | None, pause: Pause = time.sleep
) -> StaffId | None:
    """Return who gives the command; None is nobody in particular, where no password is asked for.

    Raises:
        AppError: Nobody is named, the name is unknown, or the password is not right.
    """
    with db.read() as session:
        used, people = sign_in_used(session), people_to_sign_in(session)
    if not used and name is None:
        return None
    if name is None:
        raise AppError(
            _(
                "这个数据文件启用了登录密码：请加上 --as 姓名，"
                "密码写在环境变量 {variable} 里，或者在终端里输入。"
            ).format(variable=PASSWORD)
        )
    person = _named(people, name)
    if used:
        _check(folder, person, pause)
    return person.id


def sign_in_to_restore(folder: OfficeFolder, name: str | None) -> Doer | None:
    """Return who restores and may, asked before the office file is replaced; None where it cannot.

    Raises:
        AppError: As ``sign_in``.
        NotAllowedError: The person's post does not have the right.
    """
    try:
        if not folder.database.exists() or _is_older(folder):
            return None
        db = Database(folder.database, keys=folder.keys)
        try:
            desk = Desk(db, sign_in(folder, db, name))
            desk.require(Right.BACKUPS)
            return _doer(desk)
        finally:
            db.close()
    except StorageError:
        return None  # what cannot be read guards nothing, and a backup is all the more needed


def _doer(desk: Desk) -> Doer | None:
    with desk.db.read() as session:
        people = people_to_sign_in(session)
    return next((Doer(one.id, one.name) for one in people if one.id == desk.staff_id), None)


def _is_older(folder: OfficeFolder) -> bool:
    return file_version(folder.database, folder.keys) < newest_version()


def _named(people: Sequence[SignInPerson], name: str) -> SignInPerson:
    found = next((person for person in people if person.name == name.strip()), None)
    if found is None:
        raise AppError(_("人员名单里没有 {name}。").format(name=name))
    return found


def _check(folder: OfficeFolder, person: SignInPerson, pause: Pause) -> None:
    from app.services.door import Door

    password = _password(person)
    # counted beside an open window too, which holds the office's lock: SQLite keeps the two apart
    desk, door = Desk(Database(folder.database, keys=folder.keys)), Door()
    try:
        entrance = None
        while entrance is None:
            entrance = _try(desk, door, person, password, pause)
    finally:
        desk.db.close()
    if entrance.one_time:
        raise AppError(_("这是初始密码：请先在窗口里登录，改成自己的密码。"))


def _try(
    desk: Desk, door: "Door", person: SignInPerson, password: str, pause: Pause
) -> "Entrance | None":
    """Try the password once; None after a wait. Each process waits in full, however often begun."""
    from app.services.door import MustWaitError
    from app.services.sign_in import check_password

    try:
        return check_password(desk, door, person.id, password)
    except MustWaitError as error:
        told = _("密码连续错了多次，{time}后才检查…\n")
        sys.stderr.write(told.format(time=waiting_text(error.seconds)))
        sys.stderr.flush()
        pause(error.seconds)
        return None


def _password(person: SignInPerson) -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise AppError(_("没有密码：请写在环境变量 {variable} 里。").format(variable=PASSWORD))
    return getpass(_("{name} 的登录密码：").format(name=person.name))
