"""The sample's notice board, and what its clients were taught."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.notices import proposed_title
from app.domain.types import Channel, Purpose
from app.i18n import _
from app.models import Client, Communication, Notice, NoticeHanging, Topic, TopicShown

BOARD_CHANNELS = (Channel.LETTER_IN, Channel.HOTLINE)
MOST_NOTICES, STILL_HANGING = 9, 3
DAYS_ON_THE_BOARD = 14
LESSONS = (
    (
        _("高峰时段要有专人盯着，客人开口之前就能看到。"),
        _("当班经理每小时巡视一次，并记录。"),
    ),
    (_("客户记得住细节，做得好的人应当让大家知道。"), _("在晨会上表扬，并写进新人的培训。")),
    (_("要求写清楚，部门之间才不会漏。"), _("改用书面通知单，各部门签收。")),
)


def add_board(session: Session, today: date) -> None:
    """Word the newest letters and complaints for the board, and tick what visits taught."""
    _add_notices(session, today)
    _add_lessons(session)


def _add_notices(session: Session, today: date) -> None:
    query = _entries().where(Communication.channel.in_(BOARD_CHANNELS))
    newest = session.scalars(query.order_by(Communication.held_on.desc(), Communication.id))
    chosen = list(newest.fetchmany(MOST_NOTICES))
    session.execute(insert(Notice), [_notice(n, entry) for n, entry in enumerate(chosen)])
    entries = [entry.id for entry in chosen]
    made = session.scalars(
        select(Notice).where(Notice.communication_id.in_(entries)).order_by(Notice.id)
    )
    hangings = [_hanging(number, notice, today) for number, notice in enumerate(made)]
    session.execute(insert(NoticeHanging), hangings)


def _notice(number: int, entry: Communication) -> dict[str, Any]:
    learned, done = LESSONS[number % len(LESSONS)]
    return {
        "client_id": entry.client_id,
        "communication_id": entry.id,
        "title": proposed_title(entry.channel, None),
        "wording": entry.summary,
        "learned": learned,
        "done": done,
        "names_client": entry.channel is Channel.LETTER_IN,
        "staff_id": entry.staff_id,
        "made_on": entry.held_on,
        "version": 1,
    }


def _hanging(number: int, notice: Notice, today: date) -> dict[str, Any]:
    """Let the newest hang still, and the others have hung for their two weeks."""
    hung_on = min(notice.made_on + timedelta(1), today)
    down = min(hung_on + timedelta(DAYS_ON_THE_BOARD), today)
    return {
        "notice_id": notice.id,
        "hung_on": hung_on,
        "taken_down_on": None if number < STILL_HANGING else down,
        "staff_id": notice.staff_id,
    }


def _add_lessons(session: Session) -> None:
    topics = session.scalars(select(Topic.id).where(Topic.active).order_by(Topic.position)).all()
    query = _entries().where(Communication.purpose == Purpose.EDUCATE).order_by(Communication.id)
    shown = [
        {
            "topic_id": topics[number % len(topics)],
            "client_id": entry.client_id,
            "communication_id": entry.id,
            "shown_on": entry.held_on,
            "staff_id": entry.staff_id,
        }
        for number, entry in enumerate(session.scalars(query) if topics else ())
    ]
    if shown:
        session.execute(insert(TopicShown), shown)


def _entries() -> Any:
    return select(Communication).join(Client).where(Client.is_sample)
