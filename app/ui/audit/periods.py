"""The periods 操作记录 is narrowed to by one click."""

from datetime import date, timedelta

from app.domain.settings import months_before
from app.i18n import _
from app.ui.period_chip import Period


def audit_periods(today: date) -> list[tuple[Period, str]]:
    """Return the choices with their names."""
    first = today.replace(day=1)
    return [
        ((today, today), _("今天")),
        ((today - timedelta(1), today - timedelta(1)), _("昨天")),
        ((today - timedelta(6), today), _("近 7 天")),
        ((first, today), _("本月")),
        ((months_before(first, 1), first - timedelta(1)), _("上月")),
        ((date(today.year, 1, 1), today), _("本年")),
    ]
