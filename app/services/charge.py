"""Where passwords are asked for, somebody who supervises always has one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotAllowedError
from app.i18n import _
from app.models import SignIn, Staff


@contextmanager
def charge_kept(session: Session) -> Iterator[None]:
    """Let people leave or change posts, but not the last who supervises and can sign in.

    Raises:
        NotAllowedError: Nobody would be left who can give passwords, or nobody who can come in.
    """
    before = _charge(session)
    yield
    session.flush()
    if _charge(session) < before:
        told = _(
            "这是最后一位有登录密码的主管：停用或改了职务，就没有人能管人员和密码了。"
            "请先给另一位营销总监或销售部经理设置登录密码。"
        )
        raise NotAllowedError(told)


def _charge(session: Session) -> tuple[bool, bool]:
    """Tell whether somebody who works here supervises and has a password, or has one at all."""
    query = select(Staff.post).join(SignIn, SignIn.staff_id == Staff.id).where(Staff.active)
    posts = session.scalars(query).all()
    return any(post.supervises for post in posts), bool(posts)
