"""The heading of a day."""

from datetime import datetime

from app.i18n import _

WEEKDAYS = (
    _("星期一"),
    _("星期二"),
    _("星期三"),
    _("星期四"),
    _("星期五"),
    _("星期六"),
    _("星期日"),
)


def day_heading(now: datetime) -> str:
    """Write a day as 12月18日 星期五."""
    return _("{month}月{day}日 {weekday}").format(
        month=now.month, day=now.day, weekday=WEEKDAYS[now.weekday()]
    )
