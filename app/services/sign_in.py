"""Passwords and the recovery code: set, checked, given, lost. Hashes are never journalled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe, touch
from app.domain.passwords import (
    bare_code,
    new_one_time_password,
    new_recovery_code,
    normalised,
    password_problem,
    recovery_code_problem,
    waiting_text,
    warning_after,
)
from app.domain.rights import Right, refusal
from app.domain.types import Post, StaffId
from app.errors import AppError, InvalidInputError, NotAllowedError
from app.i18n import _
from app.models import RecoveryCode, SignIn, Staff
from app.queries.office import setting
from app.queries.sign_in import SETTINGS, sign_in_used
from app.queries.sign_in_record import RECOVERED, REFUSED, SIGNED_IN, UNLOCKED
from app.services.door import Door, MustWaitError, WrongPasswordError, matches
from app.services.office import keep_setting

RECOVERY = "recovery"
MOST_IDLE_MINUTES = 480
Secret = TypeVar("Secret", SignIn, RecoveryCode)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody came in. ``one_time``: another password must be chosen now."""

    staff_id: StaffId
    one_time: bool


def begin_sign_in(desk: Desk, door: Door, staff_id: StaffId, password: str) -> str:
    """Set the office's first password and return the recovery code, which is told only now.

    Raises:
        InvalidInputError: The password is too weak.
        AppError: Somebody has a password already, or this person does not supervise.
    """
    code = new_recovery_code()
    kept, kept_code = _hash_of_new(desk, door, staff_id, password), door.hash_of(bare_code(code))
    with _at(desk, staff_id).write(_("已启用登录密码"), undoable=False) as session:
        if sign_in_used(session):
            raise AppError(_("登录密码已经启用了。"))
        if _person(session, staff_id).post not in _posts_in_charge(session):
            raise AppError(_("请由营销总监或销售部经理先设置自己的密码。"))
        _keep(session, desk, staff_id, kept)
        _renew_code(session, desk, kept_code)
    return code


def check_password(
    desk: Desk, door: Door, staff_id: StaffId, password: str, *, unlocking: bool = False
) -> Entrance:
    """Let a person in by the password; every try is counted in the file before it is made.

    So a program that is killed over it has counted all the same. The right one ends the counting.

    Raises:
        MustWaitError: Too many were wrong before; nothing was tried.
        WrongPasswordError: It is not the password.
        AppError: The person has none, or is gone.
    """
    kept = _try(desk, door, staff_id, password)
    told = (UNLOCKED if unlocking else SIGNED_IN) + kept.name
    if kept.one_time:
        told = _("{told}（初始密码，还要换成自己的）").format(told=told)
    with _at(desk, staff_id).write(told, undoable=False) as session:
        _kept(session, staff_id).failures = 0
    return Entrance(staff_id, kept.one_time)


def wait_left(desk: Desk, door: Door, staff_id: StaffId) -> float:
    """Return for how many seconds a person's next try must wait."""
    with desk.db.read() as session:
        kept = session.get(SignIn, staff_id)
        return 0.0 if kept is None else door.delays.left(str(staff_id), kept.failures)


def change_password(desk: Desk, door: Door, staff_id: StaffId, old: str, new: str) -> None:
    """Give a person another password, who knows the old one.

    Raises:
        InvalidInputError: The new one is too weak, or the old one.
        MustWaitError: Too many were wrong before; nothing was tried.
        WrongPasswordError: The old one is not the password.
    """
    if normalised(old) == normalised(new):
        raise InvalidInputError({"password": _("新密码和原来的一样，请换一个。")})
    kept = _hash_of_new(desk, door, staff_id, new)
    _try(desk, door, staff_id, old)
    with _at(desk, staff_id).write(_("已修改自己的登录密码"), undoable=False) as session:
        _keep(session, desk, staff_id, kept)


def give_password(desk: Desk, door: Door, staff_id: StaffId) -> str:
    """Give a person a password to be changed at the first sign-in, and return it.

    It serves who has none yet and who forgot theirs; a supervisor tells it to the person.

    Raises:
        NotAllowedError: Whoever sits here does not supervise.
        AppError: Sign-in is not in use.
    """
    given = new_one_time_password()
    kept = door.hash_of(bare_code(given))
    _require_charge(desk)
    with desk.write(undoable=False) as session:
        if not sign_in_used(session):
            raise AppError(_("还没有启用登录密码：请先设置您自己的密码。"))
        name = _person(session, staff_id).name
        _keep(session, desk, staff_id, kept, one_time=True)
        describe(session, _("已给 {name} 初始密码，第一次登录时要改掉").format(name=name))
    return given


def remove_password(desk: Desk, door: Door, staff_id: StaffId, password: str) -> None:
    """Do without a password again, where only one person works.

    Raises:
        AppError: Several people work here.
        MustWaitError: Too many were wrong before; nothing was tried.
        WrongPasswordError: It is not the password.
    """
    with desk.db.read() as session:
        if (session.scalar(select(func.count()).where(Staff.active)) or 0) > 1:
            raise AppError(_("销售部不止一个人，登录密码不能取消。"))
    _try(desk, door, staff_id, password)
    with _at(desk, staff_id).write(_("已取消登录密码"), undoable=False) as session:
        for table in (SignIn, RecoveryCode):
            session.execute(delete(table))


def recover(desk: Desk, door: Door, staff_id: StaffId, code: str, password: str) -> str:
    """Give a supervisor another password by the printed recovery code; return a new code.

    Raises:
        InvalidInputError: The code was copied wrongly, or the password is too weak.
        MustWaitError: Too many were wrong before; nothing was tried.
        WrongPasswordError: It is not the code.
        AppError: There is none, or the person does not supervise.
    """
    if problem := recovery_code_problem(code):
        raise InvalidInputError({"code": problem})
    kept = _hash_of_new(desk, door, staff_id, password)
    fresh = new_recovery_code()
    kept_code = door.hash_of(bare_code(fresh))
    _try_code(desk, door, staff_id, code)
    told = _("{begin}{name}，旧恢复码作废")
    with _at(desk, staff_id).write(undoable=False) as session:
        describe(session, told.format(begin=RECOVERED, name=_person(session, staff_id).name))
        _keep(session, desk, staff_id, kept)
        _renew_code(session, desk, kept_code)
    return fresh


def renew_recovery_code(desk: Desk, door: Door) -> str:
    """Make a new recovery code, where the paper is lost, and return it; the old one ends.

    Raises:
        NotAllowedError: Whoever sits here does not supervise.
        AppError: Sign-in is not in use.
    """
    code = new_recovery_code()
    kept = door.hash_of(bare_code(code))
    _require_charge(desk)
    with desk.write(_("已生成新的恢复码，旧的作废"), undoable=False) as session:
        if not sign_in_used(session):
            raise AppError(_("还没有启用登录密码：请先设置您自己的密码。"))
        _renew_code(session, desk, kept)
    return code


def set_idle_minutes(desk: Desk, minutes: int) -> None:
    """Lock the window after so many minutes without a key or a click; 0 is never.

    Raises:
        InvalidInputError: It is not between 0 and the most.
        NotAllowedError: Whoever sits here does not supervise.
    """
    if not 0 <= minutes <= MOST_IDLE_MINUTES:
        told = _("请填写 0 到 {most} 之间的分钟数。").format(most=MOST_IDLE_MINUTES)
        raise InvalidInputError({"idle_minutes": told})
    _require_charge(desk)
    with desk.write(_("已修改自动锁定的时间")) as session:
        stored = setting(session, SETTINGS)
        kept = stored if isinstance(stored, dict) else {}
        keep_setting(session, SETTINGS, {**kept, "idle_minutes": minutes})


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    one_time: bool


def _try(desk: Desk, door: Door, staff_id: StaffId, password: str) -> _Known:
    """Check a password: counted first, then tried, told in the record when it is wrong."""

    def count(session: Session) -> tuple[SignIn, str]:
        name = _person(session, staff_id).name
        return _kept(session, staff_id), name

    kept, name = _count(desk, door, str(staff_id), count)
    typed = bare_code(password) if kept.one_time else normalised(password)
    if not matches(kept.password_hash, typed):
        raise _refused(desk, door, str(staff_id), kept.failures, name)
    return _Known(name, kept.one_time)


def _try_code(desk: Desk, door: Door, staff_id: StaffId, code: str) -> None:
    def count(session: Session) -> tuple[RecoveryCode, str]:
        person = _person(session, staff_id)
        if person.post not in _posts_in_charge(session):
            raise AppError(_("恢复码只给营销总监或销售部经理用；其他人的密码由他们重设。"))
        newest = select(RecoveryCode).where(RecoveryCode.used_at.is_(None))
        found = session.scalar(newest.order_by(RecoveryCode.id.desc()).limit(1))
        if found is None:
            raise AppError(_("没有可用的恢复码。"))
        return found, _("{name}（恢复码）").format(name=person.name)

    kept, name = _count(desk, door, RECOVERY, count)
    if not matches(kept.code_hash, bare_code(code)):
        raise _refused(desk, door, RECOVERY, kept.failures, name)


def _count(
    desk: Desk, door: Door, whose: str, find: Callable[[Session], tuple[Secret, str]]
) -> tuple[Secret, str]:
    with desk.write() as session:
        kept, name = find(session)
        if (left := door.delays.left(whose, kept.failures)) > 0:
            raise MustWaitError(left)
        kept.failures += 1
    return kept, name


def _refused(desk: Desk, door: Door, whose: str, failures: int, name: str) -> WrongPasswordError:
    told = _("{begin}{name}，连续第 {n} 次")
    with desk.write(told.format(begin=REFUSED, name=name, n=failures), undoable=False):
        pass
    left = door.delays.left(whose, failures)  # the wait begins now
    wrong = _("恢复码不对。") if whose == RECOVERY else _("密码不对。")
    more = warning_after(failures)
    if left:
        more = _("请等 {time}再试。").format(time=waiting_text(left))
    return WrongPasswordError(wrong + more, left)


def _hash_of_new(desk: Desk, door: Door, staff_id: StaffId, password: str) -> str:
    with desk.db.read() as session:
        name = _person(session, staff_id).name
    if problem := password_problem(password, name):
        raise InvalidInputError({"password": problem})
    return door.hash_of(normalised(password))


def _keep(
    session: Session, desk: Desk, staff_id: StaffId, kept: str, *, one_time: bool = False
) -> None:
    found = session.get(SignIn, staff_id)
    if found is None:
        found = SignIn(staff_id=staff_id)
        session.add(found)
    found.password_hash, found.one_time, found.failures = kept, one_time, 0
    found.changed_at = desk.now().astimezone(UTC)
    touch(session, "sign_in")


def _renew_code(session: Session, desk: Desk, kept: str) -> None:
    now = desk.now().astimezone(UTC)
    for old in session.scalars(select(RecoveryCode).where(RecoveryCode.used_at.is_(None))):
        old.used_at = now
    session.add(RecoveryCode(code_hash=kept, made_at=now))


def _kept(session: Session, staff_id: StaffId) -> SignIn:
    found = session.get(SignIn, staff_id)
    if found is None:
        told = _("这里还没有您的密码：请营销总监或销售部经理在 设置 → 人员 里给您一个初始密码。")
        raise AppError(told)
    return found


def _person(session: Session, staff_id: StaffId) -> Staff:
    found = session.get(Staff, staff_id)
    if found is None or not found.active:
        raise AppError(_("这位已经不在人员名单里了，请重新选择。"))
    return found


def _posts_in_charge(session: Session) -> set[Post]:
    """Return the posts that supervise, or all where nobody who works here does."""
    posts = set(session.scalars(select(Staff.post).where(Staff.active)))
    return {post for post in posts if post.supervises} or posts


def _require_charge(desk: Desk) -> None:
    """Let only who manages people do it; nobody in particular, only while nobody is asked."""
    with desk.db.read() as session:
        if desk.staff_id is None and sign_in_used(session):
            raise NotAllowedError(refusal(Right.STAFF))
    desk.require(Right.STAFF)


def _at(desk: Desk, staff_id: StaffId) -> Desk:
    return replace(desk, staff_id=staff_id)
