"""What a user can do to several client files at once."""

from collections.abc import Iterable, Sequence
from datetime import UTC

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many, encode, recorder
from app.domain.clients import LONGEST_TAG
from app.domain.types import ClientId, ClientStatus, GradeSource, StaffId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Client, ClientTag, Staff

LONGEST_REASON = 300
ROWS_A_STATEMENT = 500


def set_manager(desk: Desk, client_ids: Sequence[ClientId], staff_id: StaffId | None) -> int:
    """Give these clients one account manager, or none; return how many changed."""
    with desk.write() as session:
        member = None if staff_id is None else session.get_one(Staff, staff_id)
        changed = change_many(session, Client, client_ids, {"manager_id": staff_id})
        text = (
            _("已将 {n:,} 个客户的客户经理改为 {name}")
            if member
            else _("已取消 {n:,} 个客户的客户经理")
        )
        _tell(session, changed, text, name=member.name if member else "")
        return changed


def set_grade(desk: Desk, client_ids: Sequence[ClientId], grade: str | None) -> int:
    """Grade these clients by hand, or take their grade away; return how many changed."""
    values = {"grade": grade, "grade_source": GradeSource.HAND if grade else None}
    with desk.write() as session:
        changed = change_many(session, Client, client_ids, values)
        text = _("已将 {n:,} 个客户评为 {name} 级") if grade else _("已取消 {n:,} 个客户的等级")
        _tell(session, changed, text, name=grade or "")
        return changed


def set_major(desk: Desk, client_ids: Sequence[ClientId], *, major: bool) -> int:
    """Call these clients 大客户 or 一般客户; return how many changed."""
    with desk.write() as session:
        changed = change_many(session, Client, client_ids, {"major": major})
        _tell(session, changed, _("已将 {n:,} 个客户设为{name}"), name=_major_label(major=major))
        return changed


def add_tag(desk: Desk, client_ids: Sequence[ClientId], tag: str) -> int:
    """Put a tag on these clients; return how many did not have it.

    Raises:
        InvalidInputError: The tag is empty or too long.
    """
    if not tag or len(tag) > LONGEST_TAG:
        raise InvalidInputError({"tag": _("标签要有 1 到 {most} 个字。").format(most=LONGEST_TAG)})
    with desk.write() as session:
        there = set(session.scalars(select(ClientTag.client_id).where(ClientTag.tag == tag)))
        rows = [{"client_id": id_, "tag": tag} for id_ in client_ids if id_ not in there]
        if rows:
            for row_id in session.scalars(insert(ClientTag).returning(ClientTag.id), rows):
                recorder(session).note_insert("client_tag", row_id)
        _tell(session, len(rows), _("已给 {n:,} 个客户加上标签「{name}」"), name=tag)
        return len(rows)


def remove_tag(desk: Desk, client_ids: Sequence[ClientId], tag: str) -> int:
    """Take a tag off these clients; return how many had it."""
    wanted = set(client_ids)
    with desk.write() as session:
        tagged = session.scalars(select(ClientTag).where(ClientTag.tag == tag))
        rows = [row for row in tagged if row.client_id in wanted]
        for row in rows:
            before = {name: encode(getattr(row, name)) for name in ("id", "client_id", "tag")}
            recorder(session).note_delete("client_tag", row.id, before)
        for some in _some([row.id for row in rows]):
            session.execute(delete(ClientTag).where(ClientTag.id.in_(some)))
        _tell(session, len(rows), _("已从 {n:,} 个客户去掉标签「{name}」"), name=tag)
        return len(rows)


def close_clients(desk: Desk, client_ids: Sequence[ClientId], reason: str) -> int:
    """Stop trading with these clients and say why; their history stays.

    Raises:
        InvalidInputError: There is no reason, or it is too long.
    """
    return _set_status(desk, client_ids, ClientStatus.CLOSED, reason, _("已停用 {n:,} 个客户"))


def blacklist_clients(desk: Desk, client_ids: Sequence[ClientId], reason: str) -> int:
    """Put these clients on the blacklist and say why; it caps their grade.

    Raises:
        InvalidInputError: There is no reason, or it is too long.
    """
    text = _("已将 {n:,} 个客户列入黑名单")
    return _set_status(desk, client_ids, ClientStatus.BLACKLISTED, reason, text)


def reopen_clients(desk: Desk, client_ids: Sequence[ClientId]) -> int:
    """Trade with these clients again; return how many were not traded with."""
    values = {"status": ClientStatus.ACTIVE, "status_reason": ""}
    with desk.write() as session:
        changed = change_many(session, Client, client_ids, values)
        _tell(session, changed, _("已恢复与 {n:,} 个客户的合作"))
        return changed


def delete_clients(desk: Desk, client_ids: Sequence[ClientId]) -> int:
    """Put these files, with all that belongs to them, into the recycle bin."""
    with desk.write() as session:
        names = session.scalars(select(Client.name).where(Client.id.in_(client_ids[:2]))).all()
        now = desk.now().astimezone(UTC)
        changed = change_many(session, Client, client_ids, {"deleted_at": now})
        one = _("已删除客户 {name}") if changed == 1 else _("已删除 {n:,} 个客户")
        _tell(session, changed, one, name=names[0] if names else "")
        return changed


def _set_status(
    desk: Desk, client_ids: Sequence[ClientId], status: ClientStatus, reason: str, text: str
) -> int:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        message = _("请写明原因，最多 {most} 个字。").format(most=LONGEST_REASON)
        raise InvalidInputError({"reason": message})
    with desk.write() as session:
        values = {"status": status, "status_reason": reason}
        changed = change_many(session, Client, client_ids, values)
        _tell(session, changed, text)
        return changed


def _major_label(*, major: bool) -> str:
    return _("大客户") if major else _("一般客户")


def _tell(session: Session, changed: int, text: str, **values: str) -> None:
    if changed:
        describe(session, text.format(n=changed, **values))


def _some(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + ROWS_A_STATEMENT] for start in range(0, len(ids), ROWS_A_STATEMENT))
