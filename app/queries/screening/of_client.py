"""A client's place in every screening, and how many clients a screening has."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.types import ClientId
from app.models import Client, Screening
from app.models import ScreeningLine as StoredLine
from app.queries.screening.lines import screening_head, screening_line


def client_screenings(
    session: Session, client_id: ClientId
) -> list[tuple[ScreeningHead, ScreeningLine]]:
    """Return a client's lines with their screenings, drafts included, the newest first.

    With them those of files merged into this one: where both stood in an approved year, the line
    of the one that went stays as it was sealed, and is found nowhere else. Of one screening the
    client's own line comes first.
    """
    merged = select(Client.id).where(Client.merged_into_id == client_id)
    found = session.execute(
        select(StoredLine.screening_id, StoredLine.id)
        .join(Screening, Screening.id == StoredLine.screening_id)
        .where(or_(StoredLine.client_id == client_id, StoredLine.client_id.in_(merged)))
        .order_by(
            Screening.year.desc(),
            Screening.edition.desc(),
            Screening.id.desc(),
            StoredLine.client_id != client_id,
            StoredLine.client_code,
        )
    ).all()
    pairs = [(screening_head(session, row[0]), screening_line(session, row[1])) for row in found]
    return [(head, line) for head, line in pairs if head is not None and line is not None]


def line_counts(session: Session, screening_ids: Sequence[int]) -> dict[int, int]:
    """Return how many clients each of these screenings has; those without any are left out."""
    query = (
        select(StoredLine.screening_id, func.count())
        .where(StoredLine.screening_id.in_(screening_ids))
        .group_by(StoredLine.screening_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
