"""Who may change what in a screening, and when."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.domain.rights import Right, Scope, refusal_of_client
from app.domain.types import ScreeningId, ScreeningState, StaffId
from app.errors import ConflictError, NotAllowedError
from app.i18n import _
from app.models import Screening, ScreeningLine, ScreeningSubmission, Staff


def open_draft(session: Session, screening_id: ScreeningId) -> Screening:
    """Return a screening that may still be changed.

    Raises:
        ConflictError: It is gone.
        NotAllowedError: It is approved.
    """
    screening = session.get(Screening, screening_id)
    if screening is None:
        raise ConflictError
    if screening.state is ScreeningState.APPROVED:
        raise NotAllowedError(
            _("{year} 年的筛选已批准，不能再改。如数据有变，请重新计算，生成新的一版。").format(
                year=screening.year
            )
        )
    return screening


def require_unsubmitted(screening: Screening) -> Screening:
    """Return the screening if it is not waiting for approval.

    Raises:
        NotAllowedError: It is.
    """
    if screening.state is ScreeningState.SUBMITTED:
        raise NotAllowedError(
            _("{year} 年的筛选已提交待批，不能再改数据或规则。请主管先退回。").format(
                year=screening.year
            )
        )
    return screening


def require_person(session: Session, desk: Desk) -> Staff:
    """Return who sits at the desk.

    Raises:
        NotAllowedError: Nobody in particular does.
    """
    staff = None if desk.staff_id is None else session.get(Staff, desk.staff_id)
    if staff is None:
        raise NotAllowedError(_("请先在右上角选择您是谁，评分与批准都要记下姓名。"))
    return staff


def require_approver(session: Session, desk: Desk) -> Staff:
    """Return who sits at the desk, who must have the right to approve.

    Raises:
        NotAllowedError: Nobody does, or the post does not have it.
    """
    staff = require_person(session, desk)
    desk.require(Right.APPROVE)
    return staff


def require_lines(session: Session, desk: Desk, lines: Iterable[ScreeningLine]) -> Staff:
    """Return who sits at the desk, who may score all these lines now.

    Raises:
        NotAllowedError: A client is somebody else's, or has been handed in.
    """
    staff = require_person(session, desk)
    if desk.db.viewer().scope(Right.SCORE) is Scope.ALL:
        return staff
    screenings: set[int] = set()
    for line in lines:
        if line.manager_id != staff.id:
            raise NotAllowedError(_whose(desk, line))
        screenings.add(line.screening_id)
    if any(handed_in(session, one, StaffId(staff.id)) for one in screenings):
        raise NotAllowedError(_("您已提交，不能再改。如需修改，请主管先退回。"))
    return staff


def _whose(desk: Desk, line: ScreeningLine) -> str:
    """Say whose line it is; of a client that is not seen, nothing but that it is another's."""
    with desk.db.read() as session:
        seen = session.get(ScreeningLine, line.id) is not None
    if not seen:
        return refusal_of_client(Right.SCORE, "")
    told = _("{client} 的客户经理是{manager}，只能由本人或主管评分。")
    return told.format(client=line.client_name, manager=line.manager_name or _("未指定"))


def handed_in(session: Session, screening_id: int, staff_id: StaffId) -> bool:
    """Tell whether a salesperson has handed in."""
    return bool(
        session.scalar(
            select(ScreeningSubmission.submitted_at).where(
                ScreeningSubmission.screening_id == screening_id,
                ScreeningSubmission.staff_id == staff_id,
            )
        )
    )
