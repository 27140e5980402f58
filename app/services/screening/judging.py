"""What a person decides about a line: hand scores, overrides, remarks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.domain.screening.plain import points_from, rules_from
from app.domain.screening.points import Part, Points
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.texts import TENTH, points_text
from app.domain.types import Dimension, ScreeningId, ScreeningLineId, StaffId
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Screening, ScreeningLine, ScreeningScore
from app.queries.id_lists import all_of
from app.services.screening.access import open_draft, require_lines, require_unsubmitted
from app.services.screening.lines import retotal

LONGEST_REASON = 300

Scores = dict[tuple[int, Dimension, str], ScreeningScore]
"""What people gave: by line, dimension and part."""


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """Points a person gives for one part of one dimension; ``points`` None takes them back."""

    line_id: ScreeningLineId
    dimension: Dimension
    part: Part
    points: Decimal | None
    reason: str = ""


def set_scores(desk: Desk, entries: Sequence[ScoreEntry]) -> None:
    """Keep points with their reasons and who gave them, all or none; totals and ranks follow.

    Raises:
        InvalidInputError: Points outside their part or without a reason; the keys of ``fields``
            are "line id.dimension".
        NotAllowedError: A line may not be scored by this person, or no more.
        ConflictError: A line is gone, because the screening was compiled anew.
    """
    with desk.write(undoable=False) as session:
        lines = _lines(session, [entry.line_id for entry in entries])
        problems: dict[str, str] = {}
        for screening_id in sorted({line.screening_id for line in lines.values()}):
            own = [one for one in entries if lines[one.line_id].screening_id == screening_id]
            problems |= _set_in(session, desk, ScreeningId(screening_id), own, lines)
        if problems:
            raise InvalidInputError(problems)
        describe(session, _told(entries, lines))


def clear_score(desk: Desk, line_id: ScreeningLineId, dimension: Dimension, part: Part) -> None:
    """Take a person's points back; the suggestion counts again.

    Raises:
        NotAllowedError: This person may not score the line, or no more.
    """
    set_scores(desk, [ScoreEntry(line_id, dimension, part, None)])


def set_remark(desk: Desk, line_id: ScreeningLineId, remark: str) -> None:
    """Keep what the salesperson has to say about the client.

    Raises:
        NotAllowedError: This person may not write on the line, or no more.
    """
    with desk.write(undoable=False) as session:
        line = _lines(session, [line_id])[line_id]
        require_unsubmitted(open_draft(session, ScreeningId(line.screening_id)))
        require_lines(session, desk, [line])
        line.remark = remark.strip()
        describe(session, _("已保存 {client} 的备注").format(client=line.client_name))


def _lines(session: Session, line_ids: Iterable[int]) -> dict[int, ScreeningLine]:
    wanted = set(line_ids)
    query = select(ScreeningLine).where(ScreeningLine.id.in_(all_of(wanted)))
    lines = {line.id: line for line in session.scalars(query)}
    if len(lines) != len(wanted):
        raise ConflictError
    return lines


def _set_in(
    session: Session,
    desk: Desk,
    screening_id: ScreeningId,
    entries: Sequence[ScoreEntry],
    lines: dict[int, ScreeningLine],
) -> dict[str, str]:
    screening: Screening = require_unsubmitted(open_draft(session, screening_id))
    rules = rules_from(screening.rules)
    ids = sorted({entry.line_id for entry in entries})
    staff_id = StaffId(require_lines(session, desk, [lines[id_] for id_ in ids]).id)
    scores = _scores(session, ids)
    problems: dict[str, str] = {}
    for entry in entries:
        if told := _problem(entry, lines[entry.line_id], rules):
            problems[f"{entry.line_id}.{entry.dimension.value}"] = told
        else:
            _set_one(session, desk, entry, staff_id, scores)
    if not problems:
        retotal(session, screening, rules, ids)
    return problems


def _problem(entry: ScoreEntry, line: ScreeningLine, rules: ScreeningRules) -> str:
    if entry.points is None:
        return ""
    points: Points = points_from(line.points, rules)[entry.dimension]
    most = points.most(entry.part)
    if not entry.points.is_finite() or not 0 <= entry.points <= most:
        text = _("{client}的{dimension}须在 0 与 {most} 分之间。")
        return _told_of(text, entry, line).format(most=points_text(most))
    if entry.points % TENTH:
        text = _("{client}的{dimension}最多一位小数。")
        return _told_of(text, entry, line)
    if not entry.reason.strip():
        return _told_of(_("请写明{client}的{dimension}评分的理由。"), entry, line)
    if len(entry.reason.strip()) > LONGEST_REASON:
        text = _("{client}的{dimension}评分的理由太长，请写在 {most} 字以内。")
        return _told_of(text, entry, line).format(most=LONGEST_REASON)
    return ""


def _told_of(text: str, entry: ScoreEntry, line: ScreeningLine) -> str:
    known = {"client": line.client_name, "dimension": entry.dimension.label}
    return text.format(**known, most="{most}")


def _scores(session: Session, line_ids: Collection[int]) -> Scores:
    """Return what was given to these lines before."""
    query = select(ScreeningScore).where(ScreeningScore.line_id.in_(all_of(line_ids)))
    return {(one.line_id, one.dimension, one.part): one for one in session.scalars(query)}


def _set_one(
    session: Session, desk: Desk, entry: ScoreEntry, staff_id: StaffId, scores: Scores
) -> None:
    place = (entry.line_id, entry.dimension, entry.part.value)
    found = scores.pop(place, None)
    if entry.points is None:
        if found is not None:
            session.delete(found)
            session.flush()  # the same place may be given points again
        return
    score = found or ScreeningScore(line_id=place[0], dimension=place[1], part=place[2])
    score.points = entry.points
    score.reason = entry.reason.strip()
    score.staff_id = staff_id
    score.given_at = desk.now()
    session.add(score)
    scores[place] = score


def _told(entries: Sequence[ScoreEntry], lines: dict[int, ScreeningLine]) -> str:
    if len(lines) != 1:
        return _("已保存 {n:,} 个客户的评分").format(n=len(lines))
    (line,) = lines.values()
    named = _("、").join(sorted({entry.dimension.label for entry in entries}))
    return _("已保存 {client} 的{dimensions}评分").format(client=line.client_name, dimensions=named)
