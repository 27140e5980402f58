"""Hand in, send back, approve."""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe, touch
from app.db.journal import change_many
from app.domain.screening.chain import link
from app.domain.screening.plain import plain_points, points_from, rules_from
from app.domain.screening.points import judged
from app.domain.types import GradeSource, ScreeningId, ScreeningState, StaffId
from app.errors import InvalidInputError, NotAllowedError
from app.i18n import _
from app.models import Client, Screening, ScreeningLine, ScreeningSubmission, Staff
from app.queries.screening.later_years import graded_later
from app.queries.screening.lines import judgements
from app.queries.screening.seals import first_link, frozen_values
from app.services.screening.access import (
    handed_in,
    open_draft,
    require_approver,
    require_person,
    require_unsubmitted,
)
from app.services.screening.lines import LINES
from app.services.screening.typed_scores import forget_typed_scores


def submit_own_lines(desk: Desk, screening_id: ScreeningId) -> None:
    """Hand in the own clients; when the last salesperson has, the whole is handed in.

    Raises:
        NotAllowedError: Nobody sits here, has no lines in it, or has handed in already.
    """
    with desk.write(undoable=False) as session:
        staff = require_person(session, desk)
        screening = require_unsubmitted(open_draft(session, screening_id))
        _require_lines(session, screening)
        if staff.id not in _managers(session, screening_id):
            raise NotAllowedError(_("这次筛选里没有您名下的客户。"))
        if handed_in(session, screening_id, StaffId(staff.id)):
            raise NotAllowedError(_("您已经提交过了。"))
        _hand_in(session, desk, screening_id, staff.id)
        describe(
            session, _("{name} 已提交 {year} 年筛选").format(name=staff.name, year=screening.year)
        )
        session.flush()
        if all(
            handed_in(session, screening_id, StaffId(id_))
            for id_ in _managers(session, screening_id)
        ):
            _mark_submitted(desk, screening, staff)


def submit_screening(desk: Desk, screening_id: ScreeningId) -> None:
    """Hand in everybody's clients at once, as the supervisor or, for own clients, oneself.

    Raises:
        NotAllowedError: The screening is the whole office's and the person does not supervise.
    """
    with desk.write(undoable=False) as session:
        staff = require_person(session, desk)
        screening = require_unsubmitted(open_draft(session, screening_id))
        if screening.scope_staff_id != staff.id:
            require_approver(session, desk)
        _require_lines(session, screening)
        for manager_id in _managers(session, screening_id):
            if not handed_in(session, screening_id, StaffId(manager_id)):
                _hand_in(session, desk, screening_id, manager_id)
        _mark_submitted(desk, screening, staff)
        describe(session, _("已提交 {year} 年筛选").format(year=screening.year))


def send_back(
    desk: Desk, screening_id: ScreeningId, remark: str, *, staff_id: StaffId | None = None
) -> None:
    """Give it back to be mended, with a remark: to one salesperson, or None to all.

    Raises:
        InvalidInputError: The remark is missing.
        NotAllowedError: The person does not supervise, or nothing is handed in.
    """
    if not remark.strip():
        raise InvalidInputError({"remark": _("请写明退回的原因。")})
    with desk.write(undoable=False) as session:
        require_approver(session, desk)
        screening = open_draft(session, screening_id)
        query = select(ScreeningSubmission).where(
            ScreeningSubmission.screening_id == screening_id,
            ScreeningSubmission.submitted_at.is_not(None),
        )
        if staff_id is not None:
            query = query.where(ScreeningSubmission.staff_id == staff_id)
        back = session.scalars(query).all()
        if not back and screening.state is not ScreeningState.SUBMITTED:
            raise NotAllowedError(_("还没有提交，不用退回。"))
        for one in back:
            one.submitted_at, one.sent_back_at, one.remark = None, desk.now(), remark.strip()
        screening.state, screening.remark = ScreeningState.DRAFT, remark.strip()
        screening.submitted_at, screening.submitted_by_id = None, None
        describe(
            session,
            _("已退回 {year} 年筛选：{why}").format(year=screening.year, why=remark.strip()),
        )


def approve_screening(desk: Desk, screening_id: ScreeningId) -> None:
    """Freeze the year: seal every line, give the clients their grades.

    A line without a grade leaves its client's grade as it is, and so does an old year's line of a
    client that a later year has graded.

    Raises:
        NotAllowedError: The person does not supervise, or it is not handed in.
    """
    with desk.write(undoable=False) as session:
        staff = require_approver(session, desk)
        screening = open_draft(session, screening_id)
        if screening.state is not ScreeningState.SUBMITTED:
            raise NotAllowedError(_("还没有全部提交，不能批准。"))
        screening.state = ScreeningState.APPROVED
        screening.approved_at, screening.approved_by_id = desk.now(), staff.id
        screening.chain = _seal(session, screening)
        graded = _apply_grades(session, screening_id)
        forget_typed_scores(session, screening_id)
        touch(session, "screening_line")
        told = _("{year} 年筛选已批准，{n:,} 个客户的等级已更新")
        describe(session, told.format(year=screening.year, n=graded))


def _seal(session: Session, screening: Screening) -> str:
    """Write what people decided into the lines and chain them; return the last seal.

    What is handed in has lines.
    """
    rules = rules_from(screening.rules)
    given = judgements(session, [ScreeningLine.screening_id == screening.id])
    query = select(LINES).where(LINES.c.screening_id == screening.id).order_by(LINES.c.id)
    seal = first_link(screening)
    sealed = []
    for row in session.execute(query).mappings():
        points = judged(points_from(row["points"], rules), given.get(row["id"], {}))
        frozen = dict(row) | {"points": dict(row["points"]) | plain_points(points)}
        seal = link(seal, frozen_values(frozen))
        sealed.append({"line_id": row["id"], "new_points": frozen["points"], "new_link": seal})
    own = LINES.c.id == bindparam("line_id")
    new = {
        "points": bindparam("new_points", type_=LINES.c.points.type),
        "link": bindparam("new_link"),
    }
    session.connection().execute(update(LINES).where(own).values(new), sealed)
    return seal


def _apply_grades(session: Session, screening_id: int) -> int:
    query = select(LINES.c.grade, LINES.c.client_id).where(
        LINES.c.screening_id == screening_id,
        LINES.c.grade.is_not(None),
        LINES.c.client_id.not_in(graded_later(screening_id)),
    )
    by_grade: dict[str, list[int]] = {}
    for grade, client_id in session.execute(query):
        by_grade.setdefault(grade, []).append(client_id)
    for grade, ids in by_grade.items():
        new = {"grade": grade, "grade_source": GradeSource.SCREENING}
        change_many(session, Client, ids, new)
    return sum(map(len, by_grade.values()))


def _hand_in(session: Session, desk: Desk, screening_id: int, staff_id: int) -> None:
    found = session.scalar(
        select(ScreeningSubmission).where(
            ScreeningSubmission.screening_id == screening_id,
            ScreeningSubmission.staff_id == staff_id,
        )
    )
    one = found or ScreeningSubmission(screening_id=screening_id, staff_id=staff_id, remark="")
    one.submitted_at, one.sent_back_at = desk.now(), None
    session.add(one)


def _mark_submitted(desk: Desk, screening: Screening, staff: Staff) -> None:
    screening.state = ScreeningState.SUBMITTED
    screening.submitted_at, screening.submitted_by_id = desk.now(), staff.id
    screening.remark = ""


def _managers(session: Session, screening_id: int) -> Iterable[int]:
    query = select(LINES.c.manager_id).where(
        LINES.c.screening_id == screening_id, LINES.c.manager_id.is_not(None)
    )
    return set(session.scalars(query.distinct()))


def _require_lines(session: Session, screening: Screening) -> None:
    query = select(func.count()).select_from(LINES).where(LINES.c.screening_id == screening.id)
    if session.scalar(query):
        return
    if screening.compiled_at is None:
        raise NotAllowedError(_("还没有统计，请先计算各客户的依据与建议分。"))
    raise NotAllowedError(
        _("没有列入筛选的客户，还不能提交。请先导入或新建客户和预订，再到第 1 步重新统计。")
    )
