"""Who signed in, and whom it refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models import Action

SIGNED_IN, REFUSED, UNLOCKED = "登录：", "登录失败：", "解锁："
RECOVERED = "用恢复码重设密码："
"""How the sentences of the record begin."""
MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class SignInEntry:
    """One line of the record: who tried when, and what came of it."""

    at: datetime
    text: str


def sign_in_record(session: Session) -> list[SignInEntry]:
    """Return who came in, failed or used the recovery code, the newest first; a few hundred."""
    begun = (SIGNED_IN, REFUSED, UNLOCKED, RECOVERED)
    told = or_(*(Action.summary.startswith(begin) for begin in begun))
    query = (
        select(Action.at, Action.summary).where(told).order_by(Action.id.desc()).limit(MOST_TOLD)
    )
    return [SignInEntry(at, text) for at, text in session.execute(query)]
