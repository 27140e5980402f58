"""The periods the log is narrowed to by one click."""

from datetime import date, timedelta

from app.domain.settings import months_before
from app.i18n import _
from app.ui.period_chip import Period

LATELY_DAYS = (30, 90)


def periods(today: date) -> list[tuple[Period, str]]:
    """Return the choices with their names; the log never lies ahead."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    day_before = timedelta(1)
    last_year = year.replace(year=year.year - 1)
    lately = [
        ((today - timedelta(days), today), _("近 {days} 天").format(days=days))
        for days in LATELY_DAYS
    ]
    return [
        ((today, today), _("今天")),
        ((today - timedelta(today.weekday()), today), _("本周")),
        ((month, today), _("本月")),
        ((months_before(month, 1), month - day_before), _("上月")),
        *lately,
        ((year, today), _("本年")),
        ((last_year, year - day_before), _("去年")),
    ]
