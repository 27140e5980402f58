"""Open a year's screening, compile its evidence, begin a new edition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.cycles import no_search_for_cycles
from app.db import Desk
from app.db.database import describe, touch
from app.domain.bookings import LAST_YEAR
from app.domain.rights import Right
from app.domain.screening.grading import line_total
from app.domain.screening.line import ScreeningHead
from app.domain.screening.plain import plain_evidence, plain_rules, rules_from
from app.domain.screening.points import Judgement, Judgements, Part, Points, judged
from app.domain.screening.ranking import ranks
from app.domain.screening.scoring import peers_of, suggest
from app.domain.types import Dimension, ScreeningId, ScreeningState, StaffId
from app.errors import ConflictError, InvalidInputError, NotAllowedError
from app.i18n import _
from app.models import Screening, Staff
from app.queries.screening.evidence import ClientEvidence, year_evidence
from app.queries.screening.lines import latest_screening, screening_head
from app.queries.screening.office_rules import office_rules
from app.services.screening.access import (
    open_draft,
    require_approver,
    require_unsubmitted,
)
from app.services.screening.lines import LINES, SCORES, Columns, Kept, kept_of, result_columns

FIRST_YEAR = 1990
TELL_EVERY = 1_000
"""Clients between two steps told, so that a long count is seen to go on and stops when told."""

Step = Callable[[str], None]
"""Told what is being done; may raise ``CancelledError``."""


def open_screening(
    desk: Desk,
    year: int,
    cut_off_on: date | None = None,
    *,
    manager_id: StaffId | None = None,
) -> ScreeningId:
    """Return the year's newest screening of this scope, beginning one where there is none.

    Args:
        desk: Where it is done.
        year: The year to take stock of.
        cut_off_on: Debts and receipts as of this day; None for 31 December, or today if earlier.
            An open screening is moved to the day given; it must then be compiled anew.
        manager_id: One salesperson's clients; None for the whole office.

    Raises:
        InvalidInputError: The year or the day cannot be.
        NotAllowedError: The year is approved with another cut-off.
    """
    _check_days(desk, year, cut_off_on)
    with desk.db.read() as session:
        found = latest_screening(session, year, manager_id)
    if found is None:
        return _begin(desk, year, cut_off_on or default_cut_off(desk, year), manager_id)
    if cut_off_on is not None and cut_off_on != found.cut_off_on:
        with desk.write(
            _("已改截止日期为 {day}").format(day=cut_off_on), undoable=False
        ) as session:
            screening = open_draft(session, found.id)
            screening.cut_off_on, screening.compiled_at = cut_off_on, None
    return found.id


def default_cut_off(desk: Desk, year: int) -> date:
    """Return the year's last day, or today while the year lasts."""
    return min(date(year, 12, 31), max(desk.today(), date(year, 1, 1)))


def compile_screening(
    desk: Desk, screening_id: ScreeningId, *, step: Step = lambda _told: None
) -> int:
    """Gather the evidence of every client in the scope and suggest points; return how many.

    Hand scores, overrides and remarks are kept. Reading comes before writing, so that the office
    file is locked for the storing alone.

    Raises:
        ConflictError: The screening changed meanwhile.
        NotAllowedError: It is approved, or holds others' clients and the post may not.
        CancelledError: ``step`` said so; nothing was changed.
    """
    with no_search_for_cycles():
        stock = _take_stock(desk, screening_id, _countable, step)
        head = stock.head
        with desk.write(undoable=False) as session:
            screening = _countable(desk, session, screening_id)
            if rules_from(screening.rules) != head.rules or screening.cut_off_on != head.cut_off_on:
                raise ConflictError
            count = _store(session, screening, stock, screening_id, step)
            screening.compiled_at = desk.now()
            told = _("{year} 年筛选已统计：{n:,} 个客户").format(year=head.year, n=count)
            describe(session, told)
            return count


def recompute_screening(
    desk: Desk, screening_id: ScreeningId, *, step: Step = lambda _told: None
) -> ScreeningId:
    """Begin a new edition of an approved year from the files as they are now.

    The approved edition stays as it is. Rules, cut-off, hand scores and remarks are taken over;
    ``queries.screening.differences`` lists what came out otherwise.

    Raises:
        NotAllowedError: The person does not supervise, the year is not approved yet, or there is
            a newer edition already.
    """
    with no_search_for_cycles():
        stock = _take_stock(desk, screening_id, _approved, step)
        with desk.write(undoable=False) as session:
            old = _approved(desk, session, screening_id)
            new = Screening(
                year=old.year,
                edition=old.edition + 1,
                cut_off_on=old.cut_off_on,
                scope_staff_id=old.scope_staff_id,
                rules=old.rules,
                supersedes_id=old.id,
                compiled_at=desk.now(),
            )
            session.add(new)
            session.flush()
            count = _store(session, new, stock, screening_id, step)
            told = _("已开始 {year} 年筛选的第 {edition} 版：{n:,} 个客户")
            describe(session, told.format(year=new.year, edition=new.edition, n=count))
            return ScreeningId(new.id)


def _countable(desk: Desk, session: Session, screening_id: ScreeningId) -> Screening:
    """Return a screening that may be compiled by this person."""
    screening = require_unsubmitted(open_draft(session, screening_id))
    if screening.scope_staff_id is None or screening.scope_staff_id != desk.staff_id:
        desk.require(Right.APPROVE)  # who sees some of the clients counts some of them
    return screening


def _approved(desk: Desk, session: Session, screening_id: ScreeningId) -> Screening:
    """Return an approved screening of which this person may begin a new edition."""
    require_approver(session, desk)
    old = session.get(Screening, screening_id)
    if old is None or old.state is not ScreeningState.APPROVED:
        raise NotAllowedError(_("只有已批准的筛选才需要生成新的一版，草稿请直接重新统计。"))
    _require_newest(session, old)
    return old


def _require_newest(session: Session, old: Screening) -> None:
    newest = session.scalar(
        select(func.max(Screening.edition)).where(
            Screening.year == old.year,
            Screening.scope_staff_id.is_not_distinct_from(old.scope_staff_id),
        )
    )
    if (newest or 0) > old.edition:
        told = _("{year} 年已有第 {n} 版，请在“全部筛选”中打开那一版。")
        raise NotAllowedError(told.format(year=old.year, n=newest))


def set_step(desk: Desk, screening_id: ScreeningId, number: int) -> None:
    """Keep where the wizard was left; that is nothing to be told in the journal."""
    with desk.write(undoable=False) as session:
        screening = open_draft(session, screening_id)
        session.execute(update(Screening).where(Screening.id == screening.id).values(step=number))


def _check_days(desk: Desk, year: int, cut_off_on: date | None) -> None:
    if not FIRST_YEAR <= year <= desk.today().year:
        text = _("年份须在 {first} 与今年之间。")
        raise InvalidInputError({"year": text.format(first=FIRST_YEAR)})
    if cut_off_on is not None and cut_off_on < date(year, 1, 1):
        raise InvalidInputError({"cut_off_on": _("截止日期不能早于这一年的第一天。")})
    if cut_off_on is not None and cut_off_on.year > LAST_YEAR:
        text = _("截止日期不能晚于 {last} 年。")
        raise InvalidInputError({"cut_off_on": text.format(last=LAST_YEAR)})


def _begin(desk: Desk, year: int, cut_off_on: date, manager_id: StaffId | None) -> ScreeningId:
    told = _("已开始 {year} 年的年终筛选").format(year=year)
    with desk.write(told, undoable=False) as session:
        screening = Screening(
            year=year,
            cut_off_on=cut_off_on,
            scope_staff_id=manager_id,
            rules=plain_rules(office_rules(session)),
        )
        session.add(screening)
        session.flush()
        return ScreeningId(screening.id)


@dataclass(frozen=True, slots=True)
class _Stock:
    """What was found of a year, by which rules and until when, with the points suggested."""

    head: ScreeningHead
    found: Sequence[ClientEvidence]
    suggested: Sequence[Mapping[Dimension, Points]]


def _take_stock(
    desk: Desk,
    screening_id: ScreeningId,
    look: Callable[[Desk, Session, ScreeningId], Screening],
    step: Step,
) -> _Stock:
    """Gather the evidence and suggest points, before anything is written; ``look`` may refuse."""
    with desk.db.read() as session:
        look(desk, session, screening_id)
        head = screening_head(session, screening_id)
        assert head is not None  # noqa: S101 - it was there just now
        found = year_evidence(
            session,
            head.year,
            head.cut_off_on,
            manager_id=head.scope_staff_id,
            step=lambda: step(_("正在汇总预订与收款")),
        )
    step(_("正在计算建议分"))
    peers = peers_of((one.evidence for one in found), head.rules)
    counting = _told(found, step, _("正在计算建议分（{n:,}/{of:,}）"))
    suggested = [suggest(one.evidence, head.rules, peers) for one in counting]
    step(_("正在保存"))
    return _Stock(head, found, suggested)


def _store(
    session: Session, screening: Screening, stock: _Stock, kept_from: ScreeningId, step: Step
) -> int:
    """Replace the lines of a screening, taking over what was judged in another; return how many."""
    storing = _told(stock.found, step, _("正在保存（{n:,}/{of:,}）"))
    kept = kept_of(session, kept_from)
    names = _names(session, kept)
    head = replace(stock.head, id=ScreeningId(screening.id))
    rows = [
        _row(head, one, points, kept.get(one.client_id), names)
        for one, points in zip(storing, stock.suggested, strict=True)
    ]
    _replace(session, screening, rows, kept)
    return len(rows)


def _told(found: Sequence[ClientEvidence], step: Step, text: str) -> Iterator[ClientEvidence]:
    """Give the clients one by one, telling now and then how many are done."""
    for done, one in enumerate(found):
        if done and done % TELL_EVERY == 0:
            step(text.format(n=done, of=len(found)))
        yield one


def _names(session: Session, kept: Mapping[int, Kept]) -> Mapping[int | None, str]:
    if not kept:
        return {}
    return {row.id: row.name for row in session.execute(select(Staff.id, Staff.name))}


def _row(
    head: ScreeningHead,
    one: ClientEvidence,
    points: Mapping[Dimension, Points],
    kept: Kept | None,
    names: Mapping[int | None, str],
) -> Columns:
    counted = points if kept is None else judged(points, _judgements(kept, names))
    result = line_total(counted, one.evidence, head.rules, cut_off_on=head.cut_off_on)
    return {
        "screening_id": head.id,
        "client_id": one.client_id,
        "client_code": one.code,
        "client_name": one.name,
        "manager_id": one.manager_id,
        "manager_name": one.manager,
        "amount": one.evidence.amount,
        "evidence": plain_evidence(one.evidence),
        "remark": "" if kept is None else kept.remark,
        "link": "",
        "result": result,
        **result_columns(points, result),
    }


def _judgements(kept: Kept, names: Mapping[int | None, str]) -> Judgements:
    return {
        (score["dimension"], Part(score["part"])): Judgement(
            score["points"],
            score["reason"],
            names.get(score["staff_id"], ""),
            score["given_at"].astimezone().date(),
        )
        for score in kept.scores
    }


def _replace(
    session: Session, screening: Screening, rows: list[Any], kept: Mapping[int, Kept]
) -> None:
    """Put the new lines in place of the old and give them back what people wrote."""
    places = ranks([row.pop("result") for row in rows])
    for row, place in zip(rows, places, strict=True):
        row["rank"] = place
    connection = session.connection()
    connection.execute(delete(LINES).where(LINES.c.screening_id == screening.id))
    if rows:
        connection.execute(insert(LINES), rows)
    if kept:
        _give_back(session, screening, kept)
    touch(session, "screening_line")


def _give_back(session: Session, screening: Screening, kept: Mapping[int, Kept]) -> None:
    query = select(LINES.c.id, LINES.c.client_id).where(LINES.c.screening_id == screening.id)
    scores = [
        {**{name: value for name, value in score.items() if name != "id"}, "line_id": line_id}
        for line_id, client_id in session.execute(query)
        if client_id in kept
        for score in kept[client_id].scores
    ]
    if scores:
        session.connection().execute(insert(SCORES), scores)
