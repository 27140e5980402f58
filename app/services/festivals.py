"""The festivals on which clients are greeted (节日), as the office sets them."""

from sqlalchemy import func, select

from app.db import Desk
from app.db.database import describe
from app.domain.birthdays import Birthday
from app.domain.courtesies import LONGEST_FESTIVAL, FestivalDraft, festival_problems
from app.domain.types import FestivalId, Occasion
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.models import Courtesy, Festival
from app.services.rows import row_as_loaded
from app.services.small_lists import (
    activate_entry,
    checked_name,
    refuse_taken,
)


def add_festival(desk: Desk, draft: FestivalDraft) -> FestivalId:
    """Add a festival and return its id.

    Raises:
        InvalidInputError: The name is empty, too long or taken, or there is no such day.
    """
    name, day = _checked(draft)
    with desk.write(_("已添加节日：{name}").format(name=name)) as session:
        refuse_taken(session, Festival.name, name, None)
        festival = Festival(name=name, month=day.month, day=day.day, lunar=day.lunar)
        session.add(festival)
        session.flush()
        return FestivalId(festival.id)


def change_festival(desk: Desk, festival_id: int, draft: FestivalDraft, *, version: int) -> None:
    """Give a festival another name or day.

    Raises:
        InvalidInputError: The name is empty, too long or taken, or there is no such day.
        ConflictError: It was changed or deleted since it was loaded.
    """
    name, day = _checked(draft)
    with desk.write(_("已修改节日：{name}").format(name=name)) as session:
        festival = row_as_loaded(session, Festival, festival_id, version)
        refuse_taken(session, Festival.name, name, festival_id)
        festival.name, festival.month = name, day.month
        festival.day, festival.lunar = day.day, day.lunar


def activate_festival(desk: Desk, festival_id: int, active: bool, version: int) -> None:  # noqa: FBT001 - as a list ticks
    """Greet clients on a festival, or no longer."""
    activate_entry(desk, Festival, festival_id, version, active=active)


def delete_festival(desk: Desk, festival_id: int, version: int) -> None:
    """Delete a festival on which nobody was ever greeted.

    Raises:
        AppError: Courtesies name it.
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        festival = row_as_loaded(session, Festival, festival_id, version)
        told = _("这个节日有 {n:,} 条礼节，不能删除；去掉勾选就不再出现。")
        named = (Courtesy.occasion == Occasion.FESTIVAL, Courtesy.subject_id == festival_id)
        if count := session.scalar(select(func.count()).select_from(Courtesy).where(*named)):
            raise AppError(told.format(n=count))
        describe(session, _("已删除节日：{name}").format(name=festival.name))
        session.delete(festival)


def _checked(draft: FestivalDraft) -> tuple[str, Birthday]:
    name = checked_name(draft.name, LONGEST_FESTIVAL)
    if found := festival_problems(draft):
        raise InvalidInputError(found)
    assert draft.day is not None  # noqa: S101 - checked above
    return name, draft.day
