"""Hand scores filled in in the workbook: what differs from what is kept, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.db import Desk
from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part
from app.domain.screening.texts import TENTH, points_text
from app.domain.types import ScreeningLineId
from app.exchange.hand_scores import HandEntries, HandScore
from app.i18n import _
from app.services.screening.judging import ScoreEntry, set_remark, set_scores
from app.ui.screening.opened import Opened


@dataclass(frozen=True, slots=True)
class HandBack:
    """What a workbook brings: scores and remarks that are new, and a sentence for each fault."""

    scores: Sequence[ScoreEntry]
    remarks: Sequence[tuple[ScreeningLineId, str]]
    problems: Sequence[str]


def hand_back(opened: Opened, found: HandEntries) -> HandBack:
    """Compare a workbook with what is kept; unchanged cells bring nothing."""
    lines = {line.code: line for line in opened.lines}
    problems, scores = list(found.problems), []
    for score in found.scores:
        line = lines.get(score.code)
        fault = _unknown(score.row, score.code) if line is None else _fault(score, line)
        if fault:
            problems.append(fault)
        elif line is not None and _is_new(score, line):
            scores.append(
                ScoreEntry(line.id, score.dimension, Part.HAND, score.points, score.reason)
            )
    remarks = [
        (lines[one.code].id, one.text)
        for one in found.remarks
        if one.code in lines and one.text.strip() != lines[one.code].remark
    ]
    return HandBack(scores, remarks, problems)


def keep_hand_back(desk: Desk, brought: HandBack) -> None:
    """Keep what a workbook brings; scores all or none.

    Raises:
        AppError: This person may not score one of the lines, or no more.
    """
    if brought.scores:
        set_scores(desk, brought.scores)
    for line_id, text in brought.remarks:
        set_remark(desk, line_id, text)


def told(brought: HandBack) -> str:
    """Return what was brought, in words."""
    text = _("读回 {scores} 项评分、{remarks} 条备注。").format(
        scores=len(brought.scores), remarks=len(brought.remarks)
    )
    if not brought.problems:
        return text
    more = _("以下 {n} 处没有读入，请在工作簿中改正后再读：").format(n=len(brought.problems))
    return "\n".join((text + more, *brought.problems[:20]))


def _fault(score: HandScore, line: ScreeningLine) -> str:
    points = line.points[score.dimension]
    name = points.dimension.label
    if not _is_new(score, line):
        return ""
    if not 0 <= score.points <= points.hand_weight or score.points % TENTH:
        text = _("第 {row} 行 {client}：{name}须在 0 与 {most} 之间，最多一位小数。")
        most = points_text(points.hand_weight)
        return text.format(row=score.row, client=line.name, name=name, most=most)
    if not score.reason.strip():
        text = _("第 {row} 行 {client}：{name}没有写理由。")
        return text.format(row=score.row, client=line.name, name=name)
    return ""


def _is_new(score: HandScore, line: ScreeningLine) -> bool:
    hand = line.points[score.dimension].hand
    return hand is None or (hand.points, hand.reason) != (score.points, score.reason.strip())


def _unknown(row: int, code: str) -> str:
    text = _("第 {row} 行：客户编号 {code} 不在这份筛选中，或不是您的客户。")
    return text.format(row=row, code=code)
