"""How lines are stored and kept in step: results from points, ranks from results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.db.database import touch
from app.domain.screening.evidence import Evidence
from app.domain.screening.grading import line_total, percent_of
from app.domain.screening.line import LineTotal
from app.domain.screening.plain import evidence_from, plain_points, points_from
from app.domain.screening.points import Points, judged
from app.domain.screening.ranking import ranks
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.scoring import peers_of, suggest
from app.domain.types import Dimension
from app.models import Client, Screening, ScreeningLine, ScreeningScore
from app.queries.screening.lines import judgements

LINES, SCORES = ScreeningLine.__table__, ScreeningScore.__table__
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """What people wrote about a client, which outlives a compilation."""

    remark: str
    scores: Sequence[dict[str, Any]]


def kept_of(session: Session, screening_id: int) -> dict[int, Kept]:
    """Return the hand scores and remarks of a screening by client.

    Those of a file merged into another since then go to the one that stayed.
    """
    scores: dict[int, list[dict[str, Any]]] = {}
    own = select(SCORES).join(LINES, LINES.c.id == SCORES.c.line_id)
    for row in session.execute(own.where(LINES.c.screening_id == screening_id)).mappings():
        scores.setdefault(row["line_id"], []).append(dict(row))
    lines = (
        select(LINES.c.id, LINES.c.client_id, LINES.c.remark, Client.merged_into_id)
        .join(Client, Client.id == LINES.c.client_id)
        .where(LINES.c.screening_id == screening_id)
        .order_by(Client.merged_into_id.is_not(None), LINES.c.id)  # one's own comes first
    )
    found: dict[int, Kept] = {}
    for line_id, client_id, remark, merged_into_id in session.execute(lines):
        if remark or line_id in scores:
            owner = client_id if merged_into_id is None else merged_into_id
            there = found.get(owner, Kept("", ()))
            found[owner] = _together(there, Kept(remark, scores.get(line_id, ())))
    return found


def _together(own: Kept, other: Kept) -> Kept:
    """Fill what is missing in one's own from another file's."""
    there = {(score["dimension"], score["part"]) for score in own.scores}
    new = [one for one in other.scores if (one["dimension"], one["part"]) not in there]
    return Kept("；".join(filter(None, (own.remark, other.remark))), [*own.scores, *new])


def result_columns(suggested: Mapping[Dimension, Points], result: LineTotal) -> Columns:
    """Return the stored columns of a line that follow from its points."""
    points = plain_points(suggested)
    if result.no_grade is not None:
        points["no_grade"] = result.no_grade.value
    return {
        "points": points,
        "total": result.total if result.available else None,
        "available": int(result.available),
        "completeness": int(result.completeness),
        "grade": result.grade,
        "grade_reason": result.reason,
    }


def rescore(session: Session, screening: Screening, rules: ScreeningRules) -> None:
    """Suggest the points of every line anew from its stored evidence."""
    query = select(LINES.c.id, LINES.c.evidence).where(LINES.c.screening_id == screening.id)
    found = [(row.id, evidence_from(row.evidence)) for row in session.execute(query)]
    peers = peers_of((evidence for _id, evidence in found), rules)
    given = judgements(session, [ScreeningLine.screening_id == screening.id])
    rows = []
    for line_id, evidence in found:
        points = suggest(evidence, rules, peers)
        result = _total(points, given.get(line_id), evidence, rules, screening)
        rows.append((line_id, result_columns(points, result)))
    _store(session, rows)
    rank_lines(session, screening.id)


def retotal(
    session: Session, screening: Screening, rules: ScreeningRules, line_ids: Sequence[int]
) -> None:
    """Add up these lines anew after a judgement, and rank all."""
    session.flush()
    wanted = ScreeningLine.id.in_(line_ids)
    given = judgements(session, [wanted])
    query = select(LINES.c.id, LINES.c.evidence, LINES.c.points)
    rows = []
    for line_id, evidence, stored in session.execute(query.where(wanted)):
        points = points_from(stored, rules)
        result = _total(points, given.get(line_id), evidence_from(evidence), rules, screening)
        rows.append((line_id, result_columns(points, result)))
    _store(session, rows)
    rank_lines(session, screening.id)


def rank_lines(session: Session, screening_id: int) -> None:
    """Give every line its rank, writing only those that moved."""
    columns = (LINES.c.id, LINES.c.rank, LINES.c.total, LINES.c.available, LINES.c.grade)
    found = session.execute(select(*columns).where(LINES.c.screening_id == screening_id)).all()
    now = ranks([ranked_by(row) for row in found])
    moved = [
        {"line_id": row.id, "new": rank}
        for row, rank in zip(found, now, strict=True)
        if rank != row.rank
    ]
    if moved:
        own = LINES.c.id == bindparam("line_id")
        session.connection().execute(update(LINES).where(own).values(rank=bindparam("new")), moved)
    touch(session, "screening", "screening_line")


def ranked_by(row: Any) -> LineTotal:
    """Return as much of a stored result as a rank goes by."""
    total = row.total if row.total is not None else Decimal(0)
    available = Decimal(row.available)
    percent = percent_of(total, available)
    return LineTotal(total, available, available, percent, row.grade)


def _total(
    points: Mapping[Dimension, Points],
    given: Any,
    evidence: Evidence,
    rules: ScreeningRules,
    screening: Screening,
) -> LineTotal:
    cut_off_on: date = screening.cut_off_on
    counted = judged(points, given) if given else points
    return line_total(counted, evidence, rules, cut_off_on=cut_off_on)


def _store(session: Session, rows: Sequence[tuple[int, Columns]]) -> None:
    names = ("points", "total", "available", "completeness", "grade", "grade_reason")
    values = [
        {"line_id": line_id, **{f"new_{name}": columns[name] for name in names}}
        for line_id, columns in rows
    ]
    if values:
        bound = {name: bindparam(f"new_{name}", type_=LINES.c[name].type) for name in names}
        own = LINES.c.id == bindparam("line_id")
        session.connection().execute(update(LINES).where(own).values(bound), values)
