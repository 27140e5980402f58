"""What the evidence says in each dimension: a value to score, and the words for it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.domain.screening.evidence import Evidence
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.texts import share_text
from app.domain.types import Dimension
from app.domain.written import amount_text
from app.i18n import _

Measure = tuple[Decimal | None, str]
"""The value, yuan or per cent, with the words for it; None with the words for what is missing."""


def _volume(evidence: Evidence, _rules: ScreeningRules) -> Measure:
    amount = evidence.amount
    if not amount and not evidence.room_nights:
        return amount, _("当年没有已离店的预订")
    return amount, _("全年预订额 {amount} 元").format(amount=amount_text(amount))


def _profit(evidence: Evidence, rules: ScreeningRules) -> Measure:
    known, profit = evidence.cost_known_percent, evidence.gross_profit
    if known is None or profit is None:
        return None, _("没有录入成本，资料不足。")
    if known < rules.cost_known_min:
        text = _("只有 {known} 的金额录入了成本，资料不足。")
        return None, text.format(known=share_text(known))
    if known == 100:  # noqa: PLR2004 - the whole
        return profit, _("毛利 {profit} 元").format(profit=amount_text(profit))
    text = _("毛利 {profit} 元（成本已知的占金额 {known}）")
    return profit, text.format(profit=amount_text(profit), known=share_text(known))


def _safety(evidence: Evidence, _rules: ScreeningRules) -> Measure:
    share = evidence.received_percent
    if share is None:
        return None, _("还没有到期的账款，资料不足。") + _older_debt(evidence)
    return share, _("到期 {due} 元，已收 {received} 元（{share}）").format(
        due=amount_text(evidence.due),
        received=amount_text(evidence.received),
        share=share_text(share),
    )


def _older_debt(evidence: Evidence) -> str:
    """Say what is long overdue from years before: a client may owe though nothing is due yet."""
    if evidence.overdue[-1] <= 0:
        return ""
    text = _("往年的账款逾期 90 天以上尚欠 {amount} 元，请考虑改分。")
    return text.format(amount=amount_text(evidence.overdue[-1]))


def _cooperation(evidence: Evidence, rules: ScreeningRules) -> Measure:
    share = evidence.fulfilled_percent
    if share is None:
        return None, _("当年没有预订，看不出履约情况，资料不足。")
    if evidence.bookings < rules.bookings_min:
        text = _("当年只有 {count:,} 笔预订，看不出履约情况，资料不足。")
        return None, text.format(count=evidence.bookings)
    return share, _("预订 {count:,} 笔，未履约 {failed:,} 笔，履约率 {share}").format(
        count=evidence.bookings, failed=evidence.not_fulfilled, share=share_text(share)
    )


MEASURES: Mapping[Dimension, Callable[[Evidence, ScreeningRules], Measure]] = {
    Dimension.VOLUME: _volume,
    Dimension.PROFIT: _profit,
    Dimension.SAFETY: _safety,
    Dimension.COOPERATION: _cooperation,
}
"""Future has no measure: it is scored by hand alone."""
