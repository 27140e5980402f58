"""What a person decides about a line: hand scores, overrides, remarks."""

from collections.abc import Sequence
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
from app.services.screening.access import open_draft, require_line, require_unsubmitted
from app.services.screening.lines import retotal

LONGEST_REASON = 300


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
        require_line(session, desk, line)
        line.remark = remark.strip()
        describe(session, _("已保存 {client} 的备注").format(client=line.client_name))


def _lines(session: Session, line_ids: Sequence[int]) -> dict[int, ScreeningLine]:
    wanted = set(line_ids)
    found = {id_: session.get(ScreeningLine, id_) for id_ in sorted(wanted)}
    lines = {id_: line for id_, line in found.items() if line is not None}
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
    problems: dict[str, str] = {}
    for entry in entries:
        line = lines[entry.line_id]
        staff = require_line(session, desk, line)
        if told := _problem(entry, line, rules):
            problems[f"{entry.line_id}.{entry.dimension.value}"] = told
        else:
            _set_one(session, desk, entry, StaffId(staff.id))
    if not problems:
        retotal(session, screening, rules, sorted({one.line_id for one in entries}))
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


def _set_one(session: Session, desk: Desk, entry: ScoreEntry, staff_id: StaffId) -> None:
    found = session.scalar(
        select(ScreeningScore).where(
            ScreeningScore.line_id == entry.line_id,
            ScreeningScore.dimension == entry.dimension,
            ScreeningScore.part == entry.part.value,
        )
    )
    if entry.points is None:
        if found is not None:
            session.delete(found)
        return
    score = found or ScreeningScore(
        line_id=entry.line_id, dimension=entry.dimension, part=entry.part.value
    )
    score.points = entry.points
    score.reason = entry.reason.strip()
    score.staff_id = staff_id
    score.given_at = desk.now()
    session.add(score)


def _told(entries: Sequence[ScoreEntry], lines: dict[int, ScreeningLine]) -> str:
    if len(lines) != 1:
        return _("已保存 {n:,} 个客户的评分").format(n=len(lines))
    (line,) = lines.values()
    named = _("、").join(sorted({entry.dimension.label for entry in entries}))
    return _("已保存 {client} 的{dimensions}评分").format(client=line.client_name, dimensions=named)
