"""The sample's last year-end screening, done by the same services as any other."""

from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import select, update

from app.db import Desk
from app.domain.sample import SampleOffice
from app.domain.screening.points import Part
from app.domain.types import Post, ScreeningId, ScreeningLineId, StaffId
from app.models import Client, Screening, ScreeningLine, Staff
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.judging import ScoreEntry, set_remark, set_scores
from app.services.screening.opening import compile_screening, open_screening


def add_last_screening(desk: Desk, office: SampleOffice) -> None:
    """Compile, score, hand in and approve the sample's last year, as of the January after.

    Left out where the office has clients or screenings of its own: they would be graded with it.
    """
    with desk.db.read() as session:
        own = session.scalar(select(Client.id).where(~Client.is_sample).limit(1))
        screened = session.scalar(select(Screening.id).limit(1))
        post = Staff.post == Post.MANAGER
        manager = session.scalar(select(Staff.id).where(post, Staff.is_sample).limit(1))
    if own is not None or screened is not None or manager is None:
        return
    then = datetime.combine(office.approved_on, time(10), desk.now().tzinfo)
    its_desk = replace(desk, staff_id=StaffId(manager), clock=lambda: then)
    screening_id = open_screening(its_desk, office.approved_year)
    compile_screening(its_desk, screening_id)
    _judge(its_desk, office, screening_id)
    submit_screening(its_desk, screening_id)
    approve_screening(its_desk, screening_id)
    with desk.write(undoable=False) as session:
        session.execute(
            update(Screening).where(Screening.id == screening_id).values(is_sample=True)
        )


def _judge(desk: Desk, office: SampleOffice, screening_id: ScreeningId) -> None:
    with desk.db.read() as session:
        found = session.execute(
            select(ScreeningLine.client_code, ScreeningLine.id).where(
                ScreeningLine.screening_id == screening_id
            )
        )
        lines = {code: ScreeningLineId(id_) for code, id_ in found}
    scores = [
        ScoreEntry(
            lines[score.client_code],
            score.dimension,
            Part.MEASURED if score.override else Part.HAND,
            score.points,
            score.reason,
        )
        for score in office.scores
        if score.client_code in lines
    ]
    set_scores(desk, scores)
    for code, remark in office.remarks.items():
        set_remark(desk, lines[code], remark)
