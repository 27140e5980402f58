"""Hand scores filled in in the workbook: what differs from what is kept, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.db import Desk
from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part
from app.domain.screening.texts import TENTH, points_text
from app.domain.types import Dimension, ScreeningLineId
from app.errors import AppError
from app.i18n import _
from app.services.screening.judging import LONGEST_REASON, ScoreEntry, set_remark, set_scores
from app.ui.screening.opened import Opened

if TYPE_CHECKING:  # it is loaded with the library that makes workbooks
    from app.exchange.hand_scores import HandEntries, HandScore

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Emptied:
    """What is kept of a client and stands empty in the workbook: a score, or the remark."""

    line_id: ScreeningLineId
    client: str
    dimension: Dimension | None


@dataclass(frozen=True, slots=True)
class HandBack:
    """What a workbook brings: scores and remarks that are new, and a sentence for each fault.

    ``held`` names the clients it has something for that wait in step 4, typed and not saved: of
    these nothing is taken, so that no row becomes a mixture of both. ``emptied`` are the clients
    whose score or remark is kept and stands empty in the workbook, with what clears them.
    """

    scores: Sequence[ScoreEntry]
    remarks: Sequence[tuple[ScreeningLineId, str]]
    problems: Sequence[str]
    held: Sequence[str] = ()
    emptied: Sequence[Emptied] = ()


def hand_back(opened: Opened, found: "HandEntries") -> HandBack:
    """Compare a workbook with what is kept; unchanged cells bring nothing.

    Raises:
        AppError: It is another year's, or another edition's.
    """
    if found.year not in (None, opened.head.year):
        other = _(
            "这是 {found} 年度的工作簿，打开的是 {year} 年度的筛选，没有读入。请选对应年度的。"
        )
        raise AppError(other.format(found=found.year, year=opened.head.year))
    if found.version not in (None, opened.head.version):
        other = _("这是第 {found} 版的工作簿，打开的是第 {n} 版，没有读入。请选第 {n} 版导出的。")
        raise AppError(other.format(found=found.version, n=opened.head.version))
    every = _differing(opened, found)
    typed = {line.id: line.name for line in opened.lines if opened.drafts.has(line)}
    touched = {one.line_id for one in every.scores} | {line_id for line_id, _text in every.remarks}
    return HandBack(
        [one for one in every.scores if one.line_id not in typed],
        [one for one in every.remarks if one[0] not in typed],
        every.problems,
        [name for line_id, name in typed.items() if line_id in touched],
        [one for one in every.emptied if one.line_id not in typed],
    )


def _differing(opened: Opened, found: "HandEntries") -> HandBack:
    lines = {line.code: line for line in opened.lines}
    strangers = {
        code: told
        for code, (row, name) in found.names.items()
        if (told := _stranger(row, code, name, lines.get(code)))
    }
    filled = {one.code for one in found.scores} | {one.code for one in found.remarks if one.text}
    problems = [*found.problems, *(told for code, told in strangers.items() if code in filled)]
    lines = {code: line for code, line in lines.items() if code not in strangers}
    scores = []
    for score in found.scores:
        line = lines.get(score.code)
        if line is not None and (fault := _fault(score, line)):
            problems.append(fault)
        elif line is not None and _is_new(score, line):
            scores.append(
                ScoreEntry(line.id, score.dimension, Part.HAND, score.points, score.reason)
            )
    remarks = [
        (lines[one.code].id, one.text)
        for one in found.remarks
        if one.text and one.code in lines and one.text.strip() != lines[one.code].remark
    ]
    return HandBack(scores, remarks, problems, emptied=list(_emptied(found, lines)))


def _emptied(found: "HandEntries", lines: Mapping[str, ScreeningLine]) -> Iterator[Emptied]:
    for code, line in lines.items():
        for dimension, points in line.points.items():
            if points.hand is not None and (code, dimension) in found.empty:
                yield Emptied(line.id, line.name, dimension)
    for one in found.remarks:
        if not one.text and one.code in lines and lines[one.code].remark:
            yield Emptied(lines[one.code].id, lines[one.code].name, None)


def keep_hand_back(desk: Desk, brought: HandBack) -> None:
    """Keep what a workbook brings; scores all or none.

    Raises:
        AppError: This person may not score one of the lines, or no more.
    """
    if brought.scores:
        set_scores(desk, brought.scores)
    for line_id, text in brought.remarks:
        set_remark(desk, line_id, text)


def clear_emptied(desk: Desk, emptied: Sequence[Emptied]) -> None:
    """Take back what stands empty in a workbook; the suggestion counts again.

    Raises:
        AppError: This person may not score one of the lines, or no more.
    """
    scores = [
        ScoreEntry(one.line_id, one.dimension, Part.HAND, None)
        for one in emptied
        if one.dimension is not None
    ]
    if scores:
        set_scores(desk, scores)
    for one in emptied:
        if one.dimension is None:
            set_remark(desk, one.line_id, "")


def told_emptied(emptied: Sequence[Emptied]) -> str:
    """Return what stands empty, in words."""
    names = [
        _("{client}（{what}）").format(
            client=one.client, what=_("备注") if one.dimension is None else one.dimension.label
        )
        for one in emptied
    ]
    text = _(
        "有 {n:,} 处程序里有评分或备注，工作簿里是空的：{names}。\n"
        "是导出以后在程序里填的，就保留；是在工作簿里特意清空的，可以清除。"
    )
    return text.format(n=len(names), names=_named(names))


def told(brought: HandBack) -> str:
    """Return what was brought, in words."""
    text = _("读回 {scores:,} 项评分、{remarks:,} 条备注。").format(
        scores=len(brought.scores), remarks=len(brought.remarks)
    )
    parts = [text]
    if brought.held:
        held = _(
            "有 {n:,} 个客户在第 4 步打了字，还没有保存，工作簿里的没有读入：{names}。"
            "请先在第 4 步把这几行填完或清空，再读一次。"
        )
        parts.append(held.format(n=len(brought.held), names=_named(brought.held)))
    if brought.problems:
        more = _("以下 {n} 处没有读入，请在工作簿中改正后再读：")
        parts += [more.format(n=len(brought.problems)), *brought.problems[:MOST_TOLD]]
    return "\n".join(parts)


def _named(names: Sequence[str]) -> str:
    text = "、".join(names[:MOST_TOLD])
    return text if len(names) <= MOST_TOLD else _("{names}等").format(names=text)


def _fault(score: "HandScore", line: ScreeningLine) -> str:
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
    if len(score.reason.strip()) > LONGEST_REASON:
        text = _("第 {row} 行 {client}：{name}的理由太长，最多 {most} 字。")
        return text.format(row=score.row, client=line.name, name=name, most=LONGEST_REASON)
    return ""


def _is_new(score: "HandScore", line: ScreeningLine) -> bool:
    hand = line.points[score.dimension].hand
    return hand is None or (hand.points, hand.reason) != (score.points, score.reason.strip())


def _stranger(row: int, code: str, name: str, line: ScreeningLine | None) -> str:
    """Tell why a row is no client's of this screening; "" where it is."""
    if line is None:
        text = _("第 {row} 行：客户编号 {code} 不在这份筛选中，或不是您的客户。")
        return text.format(row=row, code=code)
    if name and name != line.name:
        text = _("第 {row} 行：编号 {code} 是“{client}”，名称却写着“{name}”，没有读入，请核对。")
        return text.format(row=row, code=code, client=line.name, name=name)
    return ""
