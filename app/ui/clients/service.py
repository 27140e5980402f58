"""What a client receives, why, and whether its contact or visit is overdue (policy P10, P2)."""

from datetime import date

from app.domain.standards import credit_excess, rate_excess, standard_facts
from app.domain.types import StandardKind, TaskRule
from app.i18n import _
from app.queries.clients.service import ClientService
from app.queries.contact_due import ContactDue

OVERDUE = {TaskRule.CONTACT: _("联系逾期 {n} 天"), TaskRule.VISIT: _("拜访逾期 {n} 天")}
AHEAD = {TaskRule.CONTACT: _("联系日期请核对"), TaskRule.VISIT: _("拜访日期请核对")}
NAMES = {TaskRule.CONTACT: _("联系"), TaskRule.VISIT: _("拜访")}


def reason(service: ClientService) -> str:
    """Say by what the client has its standard."""
    if service.standard.kind is StandardKind.GRADE:
        return _("按等级：{label}").format(label=service.standard.label)
    if service.grade:
        told = _("{grade} 级没有设服务标准，按{label}")
        return told.format(grade=service.grade, label=service.standard.label)
    return _("还没有等级，按{label}").format(label=service.standard.label)


def overdue_marks(service: ClientService, today: date) -> list[str]:
    """Return a few words for what is overdue, or was granted beyond a ceiling."""
    late = [_mark(one, today) for one in service.dues if one.is_late(today)]
    over = (
        (credit_excess(service.standard, service.granted), _("信用额度超过上限")),
        (rate_excess(service.standard, service.granted), _("协议价低于最低价")),
    )
    return late + [told for text, told in over if text]


def excesses(service: ClientService) -> list[str]:
    """Return a sentence for each ceiling of the standard that was gone beyond."""
    texts = (fits(service.standard, service.granted) for fits in (credit_excess, rate_excess))
    return [_("⚠ {text}").format(text=text) for text in texts if text]


def interval_text(due: ContactDue, today: date) -> tuple[str, bool]:
    """Say how a client stands against an interval, and whether it is overdue."""
    if due.ahead:
        return _("⚠ 记着 {day}，那天还没有到，请核对").format(day=due.began_on), True
    days = (due.due_on - due.began_on).days
    if due.last_on is None:
        told = _("每 {days} 天；还没有过，建档已 {n} 天")
    else:
        told = _("每 {days} 天；距上次 {n} 天（{last_on}）")
    text = told.format(days=days, n=(today - due.began_on).days, last_on=due.last_on)
    if due.is_late(today):
        late = (today - due.due_on).days
        return _("⚠ 逾期 {n} 天：{text}").format(text=text, n=late), True
    left = (due.due_on - today).days
    return _("{text}　还有 {n} 天").format(text=text, n=left), False


def other_facts(service: ClientService) -> list[tuple[str, str]]:
    """Return the rest of what the client receives as (name, text) pairs."""
    shown = {NAMES[one.rule] for one in service.dues}
    return [pair for pair in standard_facts(service.standard) if pair[0] not in shown]


def strategies(service: ClientService) -> list[tuple[str, str]]:
    """Return how the client is dealt with, as (as what, text) pairs."""
    named = _("{label}策略")
    return [(named.format(label=one.label), one.text) for one in service.strategies]


def _mark(due: ContactDue, today: date) -> str:
    if due.ahead:
        return AHEAD[due.rule]
    return OVERDUE[due.rule].format(n=(today - due.due_on).days)
