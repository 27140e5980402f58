"""A screening as it goes onto paper and into a workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.exported import Imprint, PolicyHead
from app.domain.screening.evidence import Evidence
from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.screening.points import Points
from app.domain.screening.texts import points_text, share_text
from app.domain.types import ClientId, Dimension
from app.domain.written import amount_text
from app.i18n import _


@dataclass(frozen=True, slots=True)
class PrintedScreening:
    """One screening with all that its papers and its workbook show.

    Attributes:
        lines: In the order to print: by rank, the lines without one last.
        last_months: The twelve amounts of the year before, for the clients that have any.
    """

    head: ScreeningHead
    lines: Sequence[ScreeningLine]
    policy: PolicyHead
    imprint: Imprint
    last_months: Mapping[ClientId, tuple[Decimal, ...]] = field(default_factory=dict)


def evidence_sentence(dimension: Dimension, evidence: Evidence) -> str:
    """Return what the files say for one dimension, as a salesperson would read it out."""
    return _SENTENCES[dimension](evidence)


def reason_sentence(points: Points) -> str:
    """Return how the points of one dimension came about, hand scores and who gave them included."""
    parts = [points.reason] if points.reason else []
    for wording, judged in ((_OVERRIDDEN, points.override), (_BY_HAND, points.hand)):
        if judged is not None:
            parts.append(
                wording.format(
                    points=points_text(judged.points), reason=judged.reason, by=judged.by
                )
            )
    return "\n".join(parts)


_OVERRIDDEN = _("改为 {points} 分：{reason}（{by}）")
_BY_HAND = _("手工评分 {points} 分：{reason}（{by}）")


def _volume(evidence: Evidence) -> str:
    text = _("全年预订额 {amount} 元，{nights:,} 房夜，{bookings:,} 笔预订。").format(
        amount=amount_text(evidence.amount), nights=evidence.room_nights, bookings=evidence.bookings
    )
    if evidence.last_year is None:
        return text
    return text + _("去年 {amount} 元。").format(amount=amount_text(evidence.last_year.amount))


def _profit(evidence: Evidence) -> str:
    known = evidence.cost_known_percent
    if evidence.gross_profit is None or known is None:
        return _("未录入成本，毛利不详。")
    return _("毛利 {profit} 元，已知成本的预订占 {known}。").format(
        profit=amount_text(evidence.gross_profit), known=share_text(known)
    )


def _safety(evidence: Evidence) -> str:
    if not evidence.on_credit:
        return _("现结，无挂账。")
    percent = evidence.received_percent
    if percent is None:
        text = _("无到期应收款。")
    else:
        text = _("到期应收 {due} 元，已收 {received} 元（{percent}）。").format(
            due=amount_text(evidence.due),
            received=amount_text(evidence.received),
            percent=share_text(percent),
        )
    if evidence.overdue_amount:
        text += _("逾期 {overdue} 元，其中 90 天以上 {oldest} 元。").format(
            overdue=amount_text(evidence.overdue_amount), oldest=amount_text(evidence.overdue[-1])
        )
    return text


def _future(evidence: Evidence) -> str:
    text = _("按同业地位、经营作风、发展前景评定。")
    if evidence.first_stay_on is None:
        return text
    return text + _("首次入住 {day}。").format(day=evidence.first_stay_on.isoformat())


def _cooperation(evidence: Evidence) -> str:
    percent = evidence.fulfilled_percent
    text = (
        _("全年没有预订。")
        if percent is None
        else _("预订 {bookings:,} 笔，取消或未到 {missed:,} 笔，履约率 {percent}。").format(
            bookings=evidence.bookings,
            missed=evidence.not_fulfilled,
            percent=share_text(percent),
        )
    )
    if evidence.complaints:
        text += _("投诉 {count:,} 次。").format(count=evidence.complaints)
    return text


_SENTENCES: dict[Dimension, Callable[[Evidence], str]] = {
    Dimension.VOLUME: _volume,
    Dimension.PROFIT: _profit,
    Dimension.SAFETY: _safety,
    Dimension.FUTURE: _future,
    Dimension.COOPERATION: _cooperation,
}
