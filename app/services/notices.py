"""Everything a person can do with a notice: word it, hang it, take it down, delete it."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many
from app.domain.notices import NoticeDraft, problems, tidied
from app.domain.types import NoticeId
from app.i18n import _
from app.models import Notice, NoticeHanging
from app.services.rows import client_named, refuse, row_as_loaded


def word_notice(desk: Desk, draft: NoticeDraft) -> NoticeId:
    """Word a notice and return its id; it hangs only once it is hung.

    Raises:
        InvalidInputError: The draft breaks a rule, or its client is gone.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    with desk.write(_("已写公告：{title}").format(title=draft.title)) as session:
        client_named(session, draft.client_id)
        notice = Notice(**asdict(draft), made_on=desk.today(), staff_id=desk.staff_id)
        session.add(notice)
        session.flush()
        return NoticeId(notice.id)


def change_notice(desk: Desk, notice_id: NoticeId, draft: NoticeDraft, *, version: int) -> None:
    """Save a notice that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or its client is gone.
        ConflictError: It was changed or deleted since it was loaded.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    with desk.write(_("已修改公告：{title}").format(title=draft.title)) as session:
        notice = row_as_loaded(session, Notice, notice_id, version)
        client_named(session, draft.client_id)
        for name, value in asdict(draft).items():
            setattr(notice, name, value)


def hang_notices(desk: Desk, notice_ids: Sequence[NoticeId]) -> int:
    """Note that these notices hang from today on; return how many did not hang already."""
    with desk.write() as session:
        hanging = {h.notice_id for h in _hanging(session, notice_ids)}
        there = _there(session, notice_ids)
        new = [notice_id for notice_id in there if notice_id not in hanging]
        session.add_all(
            NoticeHanging(notice_id=id_, hung_on=desk.today(), staff_id=desk.staff_id)
            for id_ in new
        )
        if new:
            describe(session, _("已上墙 {n:,} 张公告").format(n=len(new)))
        return len(new)


def take_down_notices(desk: Desk, notice_ids: Sequence[NoticeId]) -> int:
    """Note that these notices were taken down today; return how many hung."""
    with desk.write() as session:
        hanging = _hanging(session, notice_ids)
        for one in hanging:
            one.taken_down_on = desk.today()
        if hanging:
            describe(session, _("已取下 {n:,} 张公告").format(n=len(hanging)))
        return len(hanging)


def delete_notices(desk: Desk, notice_ids: Sequence[NoticeId]) -> None:
    """Put notices into the recycle bin; one that hangs is taken down."""
    with desk.write() as session:
        for one in _hanging(session, notice_ids):
            one.taken_down_on = desk.today()
        there = _there(session, notice_ids)
        change_many(session, Notice, there, {"deleted_at": desk.now()})
        describe(session, _("已删除 {n:,} 张公告").format(n=len(there)))


def _hanging(session: Session, notice_ids: Sequence[int]) -> Sequence[NoticeHanging]:
    hangs = (NoticeHanging.notice_id.in_(notice_ids), NoticeHanging.taken_down_on.is_(None))
    return session.scalars(select(NoticeHanging).where(*hangs)).all()


def _there(session: Session, notice_ids: Sequence[int]) -> Sequence[int]:
    there = (Notice.id.in_(notice_ids), Notice.deleted_at.is_(None))
    return session.scalars(select(Notice.id).where(*there).order_by(Notice.id)).all()
