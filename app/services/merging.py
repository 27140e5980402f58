"""Making one client file of two, and saying that two are not one."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, FromClause, literal, or_, select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.merging import (
    FOLLOWERS,
    MERGE_FIELDS,
    MergeChoice,
    merged_own,
    merged_values,
    suggested_choice,
)
from app.domain.types import ClientId, ScreeningState
from app.errors import AppError, ConflictError
from app.i18n import _
from app.models import (
    AccountReview,
    Agreement,
    Attachment,
    Base,
    Booking,
    Case,
    Client,
    ClientAlias,
    ClientShare,
    ClientTag,
    Communication,
    Contact,
    Courtesy,
    DistinctPair,
    Erasure,
    FormDraft,
    HandoverLine,
    ImportantDate,
    KeyAccountRefusal,
    Notice,
    Receipt,
    Reception,
    Screening,
    ScreeningLine,
    Signer,
    Task,
    TopicShown,
)
from app.services.facts import refresh_due, refresh_facts, refresh_search
from app.services.folding import fold_answers, fold_contacts, fold_plans

OWNED = (
    Contact,
    Agreement,
    Signer,
    Attachment,
    Communication,
    Task,
    Booking,
    Receipt,
    Case,
    Notice,
    TopicShown,
    ImportantDate,
    Courtesy,
    Reception,
    AccountReview,
    KeyAccountRefusal,
    HandoverLine,
    FormDraft,
    Erasure,
)
"""Tables whose rows go to the kept file, deleted ones with them."""


def merge_clients(
    desk: Desk,
    keep_id: ClientId,
    lose_id: ClientId,
    choice: MergeChoice | None = None,
    *,
    versions: tuple[int, int] | None = None,
) -> None:
    """Give everything of one file to the other and put the empty one away.

    The code and names of the file that goes are kept as other names of the one that stays, so
    that later files still find it. Undoing the action takes the merge back whole.

    Args:
        desk: Who merges.
        keep_id: The file that stays, with its code.
        lose_id: The file that goes.
        choice: Which side's value each field takes; by default what the kept file lacks is filled.
        versions: Of both files when they were shown; by default as they are.

    Raises:
        AppError: It is one and the same file, or one of them is deleted.
        ConflictError: One of them was changed since it was shown.
        InvalidInputError: Two texts together are too long for their field.
    """
    if keep_id == lose_id:
        raise AppError(_("这是同一份客户档案，不用合并。"))
    now = desk.now().astimezone(UTC)
    with desk.write() as session:
        keep, lose = _open_file(session, keep_id), _open_file(session, lose_id)
        if versions not in (None, (keep.version, lose.version)):
            raise ConflictError
        chosen = choice or suggested_choice(_fields(keep), _fields(lose))
        _learn_names(session, keep, lose, chosen)
        _take_over_fields(keep, lose, chosen)
        fold_contacts(session, keep_id, lose_id, now=now)
        _take_over_rows(session, keep_id, lose_id)
        _stand_on_top(session, keep)
        lose.deleted_at = now
        lose.merged_into_id = keep_id
        refresh_facts(session, [keep_id, lose_id])
        refresh_due(session, [keep_id])
        refresh_search(session, [keep_id, lose_id])
        told = _("已把 {lose}（{code}）并入 {keep}")
        describe(session, told.format(lose=lose.name, code=lose.code, keep=keep.name))


def declare_distinct(desk: Desk, *pairs: tuple[ClientId, ClientId]) -> None:
    """Keep pairs of files that look like one from being suggested again.

    Raises:
        AppError: A pair is one and the same file, or one of them is deleted.
    """
    with desk.write() as session:
        new = [_declare(session, *sorted(pair)) for pair in pairs]
        named = list(filter(None, new))
        if len(named) == 1:
            told = _("已记下：{a} 和 {b} 是两个客户")
            describe(session, told.format(a=named[0][0], b=named[0][1]))
        elif named:
            describe(session, _("已记下：{n:,} 对各是两个客户").format(n=len(named)))


def _declare(session: Session, a: int, b: int) -> tuple[str, str] | None:
    """Return the names of two files that were not known to be two."""
    if a == b:
        raise AppError(_("这是同一份客户档案。"))
    first, second = _open_file(session, a), _open_file(session, b)
    if _declared(session, a, b):
        return None
    session.add(DistinctPair(first_id=a, second_id=b))
    return first.name, second.name


def _open_file(session: Session, client_id: int) -> Client:
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise AppError(_("这份客户档案已被删除或合并，请刷新后再试。"))
    return client


def _declared(session: Session, first_id: int, second_id: int) -> bool:
    own = (DistinctPair.first_id == first_id, DistinctPair.second_id == second_id)
    return session.scalar(select(DistinctPair.id).where(*own)) is not None


def _fields(client: Client) -> dict[str, Any]:
    return {name: getattr(client, name) for name in MERGE_FIELDS}


def _learn_names(session: Session, keep: Client, lose: Client, choice: MergeChoice) -> None:
    """Keep under the kept file every name and code by which files may go on calling either."""
    _move_where_new(session, ClientAlias, keep.id, lose.id, "code", "match_key")
    known = select(ClientAlias.code, ClientAlias.match_key).where(ClientAlias.client_id == keep.id)
    there = {(code, key) for code, key in session.execute(known)}
    given_up = [(lose.code, lose), *([("", keep)] if "name" in choice.from_loser else [])]
    for code, client in given_up:
        if (code, client.match_key) not in there:
            session.add(
                ClientAlias(
                    client_id=keep.id, code=code, name=client.name, match_key=client.match_key
                )
            )


def _take_over_fields(keep: Client, lose: Client, choice: MergeChoice) -> None:
    values = merged_values(_fields(keep), _fields(lose), choice)
    for name in choice.from_loser:
        values |= {follower: getattr(lose, follower) for follower in FOLLOWERS.get(name, ())}
    for name, value in values.items():
        setattr(keep, name, value)
    keep.extra = merged_own(keep.extra, lose.extra, choice)


def _take_over_rows(session: Session, keep_id: int, lose_id: int) -> None:
    for model in OWNED:
        _move(session, model, keep_id, _ids(session, model, lose_id))
    _move_where_new(session, ClientTag, keep_id, lose_id, "tag")
    _move_where_new(session, ClientShare, keep_id, lose_id, "staff_id")
    fold_plans(session, keep_id, lose_id)
    fold_answers(session, keep_id, lose_id)
    _move_where_new(session, ScreeningLine, keep_id, lose_id, "screening_id", wanted=_approved())
    _inherit_distinctions(session, keep_id, lose_id)
    for column in ("parent_id", "merged_into_id"):
        pointing = select(Client.id).where(getattr(Client, column) == lose_id)
        others = session.scalars(pointing.where(Client.id != keep_id)).all()
        change_many(session, Client, others, {column: keep_id})


def _stand_on_top(session: Session, keep: Client) -> None:
    """Let the kept file have no parent where that would be itself or one of its own children."""
    session.flush()
    seen: set[int] = set()
    above: int | None = keep.parent_id
    while above is not None and above != keep.id and above not in seen:
        seen.add(above)
        above = session.scalar(select(Client.parent_id).where(Client.id == above))
    if above == keep.id:
        keep.parent_id = None


def _inherit_distinctions(session: Session, keep_id: int, lose_id: int) -> None:
    """Keep apart from the kept file what was declared to differ from the other."""
    first, second = DistinctPair.first_id, DistinctPair.second_id
    pairs = session.execute(select(first, second).where(or_(first == lose_id, second == lose_id)))
    others = {id_ for pair in pairs for id_ in pair} - {keep_id, lose_id}
    for one, other in sorted((min(keep_id, id_), max(keep_id, id_)) for id_ in others):
        if not _declared(session, one, other):
            session.add(DistinctPair(first_id=one, second_id=other))


def _approved() -> ColumnElement[bool]:
    """Select the lines of approved years.

    The others are compiled anew from the bookings, and then take over what people wrote.
    """
    approved = select(Screening.id).where(Screening.state == ScreeningState.APPROVED)
    return ScreeningLine.screening_id.in_(approved)


def _move_where_new(
    session: Session,
    model: type[Base],
    keep_id: int,
    lose_id: int,
    *unique: str,
    wanted: ColumnElement[bool] | None = None,
) -> None:
    """Move the rows of which the kept file has no like; the others stay with the deleted one."""
    table = model.__table__
    own = [literal(1), *(table.c[name] for name in unique)]
    there = {tuple(row) for row in session.execute(select(*own).where(_of(table, keep_id)))}
    theirs = select(table.c.id, *own).where(_of(table, lose_id))
    found = session.execute(theirs if wanted is None else theirs.where(wanted))
    _move(session, model, keep_id, [id_ for id_, *rest in found if tuple(rest) not in there])


def _move(session: Session, model: type[Base], keep_id: int, ids: Iterable[int]) -> None:
    change_many(session, model, ids, {"client_id": keep_id})


def _ids(session: Session, model: type[Base], client_id: int) -> list[int]:
    table = model.__table__
    return list(session.scalars(select(table.c.id).where(_of(table, client_id))))


def _of(table: FromClause, client_id: int) -> ColumnElement[bool]:
    return table.c.client_id == client_id
