"""Who signed in, and whom it refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Action

SIGNED_IN, REFUSED, UNLOCKED = "登录：", "登录失败：", "解锁："
"""How the sentences of the record begin."""
MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class SignInEntry:
    """One line of the record: who tried when, and what came of it."""

    at: datetime
    text: str


def sign_in_record(session: Session) -> list[SignInEntry]:
    """Return who signed in, unlocked or failed, the newest first; the last few hundred."""
    told = [Action.summary.startswith(begin) for begin in (SIGNED_IN, REFUSED, UNLOCKED)]
    query = (
        select(Action.at, Action.summary)
        .where(told[0] | told[1] | told[2])
        .order_by(Action.id.desc())
        .limit(MOST_TOLD)
    )
    return [SignInEntry(at, text) for at, text in session.execute(query)]
