"""Everything a user can do to one client file."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.domain.clients import ClientDraft
from app.domain.names import match_key
from app.domain.types import ClientId, GradeSource
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Client, ClientTag, Staff
from app.queries.clients.choices import next_client_code
from app.services.facts import refresh_due, refresh_facts, refresh_search
from app.services.hidden import with_hidden
from app.services.rows import row_as_loaded

SEARCHED = ("code", "name", "short_name", "english_name", "telephones")
TERMS = ("terms_days", "billing_day")


def add_client(desk: Desk, draft: ClientDraft) -> ClientId:
    """Open a client file and return its id; without a code it gets the next free one.

    Raises:
        InvalidInputError: The draft breaks a rule, or another client has this code.
    """
    _check(draft)
    with desk.write(_("已新建客户 {name}").format(name=draft.name)) as session:
        code = draft.code or next_client_code(session)
        _check_code_free(session, code, own_id=None)
        client = Client(
            **_columns(draft) | {"code": code},
            **_keys(draft.name),
            grade_source=GradeSource.HAND if draft.grade else None,
            created_at=desk.now().astimezone(UTC),
        )
        session.add(client)
        session.flush()
        session.add_all(ClientTag(client_id=client.id, tag=tag) for tag in draft.tags)
        refresh_facts(session, [client.id])
        refresh_search(session, [client.id])
        return ClientId(client.id)


def change_client(desk: Desk, client_id: ClientId, draft: ClientDraft, *, version: int) -> None:
    """Save a client file that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or another client has this code.
        ConflictError: The file was changed or deleted since it was loaded.
    """
    _check(draft)
    if not draft.code:
        raise InvalidInputError({"code": _("请填写客户编号。")})
    with desk.write(_("已修改客户 {name}").format(name=draft.name)) as session:
        client = row_as_loaded(session, Client, client_id, version)
        draft = with_hidden(draft, client)
        _check_code_free(session, draft.code, own_id=client_id)
        _check_parent(session, client_id, draft.parent_id)
        changed = _write(client, draft)
        changed |= _write_tags(session, client_id, draft.tags)
        if not changed:
            describe(session, "")
        if changed & set(SEARCHED):
            refresh_search(session, [client_id])
        if changed & set(TERMS):
            refresh_due(session, [client_id])


def _check(draft: ClientDraft) -> None:
    if found := draft.problems():
        raise InvalidInputError(found)


def _check_code_free(session: Session, code: str, *, own_id: ClientId | None) -> None:
    query = (
        select(Client.id, Client.name, Client.deleted_at, Staff.name.label("manager"))
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.code == code)
    )
    owner = session.execute(query).one_or_none()
    if owner is None or owner.id == own_id:
        return
    where = _("（在回收站里）") if owner.deleted_at else ""
    whose = _("（由{name}负责）").format(name=owner.manager) if owner.manager else ""
    message = _("编号 {code} 已用于客户 {name}{whose}{where}，请换一个。")
    told = message.format(code=code, name=owner.name, whose=whose, where=where)
    raise InvalidInputError({"code": told})


def _check_parent(session: Session, client_id: ClientId, parent_id: ClientId | None) -> None:
    seen: set[int] = set()
    above: int | None = parent_id
    while above is not None and above not in seen:
        if above == client_id:
            raise InvalidInputError({"parent_id": _("上级单位不能是自己或自己的下级单位。")})
        seen.add(above)
        above = session.scalar(select(Client.parent_id).where(Client.id == above))


def _columns(draft: ClientDraft) -> dict[str, Any]:
    own = {name: value for name, value in asdict(draft).items() if name != "tags"}
    return own | {"extra": dict(draft.extra)}


def _keys(name: str) -> dict[str, str]:
    from app.language.pinyin import keys

    return {"name_key": keys(name).sort_key, "match_key": match_key(name)}


def _write(client: Client, draft: ClientDraft) -> set[str]:
    """Put the draft into the file; return the columns that changed."""
    new = _columns(draft)
    if draft.name != client.name:
        new |= _keys(draft.name)
    if draft.grade != client.grade:
        new["grade_source"] = GradeSource.HAND if draft.grade else None
    changed = {name for name, value in new.items() if getattr(client, name) != value}
    for name in changed:
        setattr(client, name, new[name])
    return changed


def _write_tags(session: Session, client_id: ClientId, tags: Iterable[str]) -> set[str]:
    there = {
        row.tag: row
        for row in session.scalars(select(ClientTag).where(ClientTag.client_id == client_id))
    }
    wanted = set(tags)
    for tag in there.keys() - wanted:
        session.delete(there[tag])
    session.add_all(ClientTag(client_id=client_id, tag=tag) for tag in wanted - there.keys())
    return {"tags"} if wanted != there.keys() else set()
