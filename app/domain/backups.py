"""Backups: why one was made, what it holds, and which of them are kept (R4)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from app.domain.types import Labelled
from app.i18n import _

ALL_DAYS = 2
DAYS, WEEKS, MONTHS = 12, 10, 9


class Reason(Labelled):
    """What a backup was made for; the code is part of its file name."""

    START = "start", _("打开时")
    TIMER = "timer", _("定时")
    EXIT = "exit", _("退出时")
    HAND = "hand", _("手工")
    IMPORT = "before-import", _("导入前")
    APPROVAL = "before-approval", _("批准筛选前")
    UPGRADE = "before-upgrade", _("升级前")
    RESTORE = "before-restore", _("恢复前")
    BROUGHT = "brought", _("带回的")
    ENCRYPTED = "encrypted", _("加密后")
    ENCRYPTION = "before-encryption", _("改加密前")


COUNTED: Mapping[str, str] = {
    "client": _("客户"),
    "contact": _("联系人"),
    "communication": _("沟通记录"),
    "booking": _("预订"),
    "receipt": _("收款"),
    "screening": _("年终筛选"),
}
"""The tables by which people know an office file again, and their names."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an office file holds: its schema version, and the records of the counted tables."""

    version: str
    counts: Mapping[str, int]

    @property
    def text(self) -> str:
        """Say it in one line."""
        return "，".join(f"{COUNTED[table]} {n:,}" for table, n in self.counts.items())


def kept(moments: Iterable[datetime], today: date) -> set[datetime]:
    """Return which backups stay: all of two days, then the newest of days, weeks and months.

    12 days, 10 weeks and 9 months that have a backup are counted, not those of the calendar: an
    office that was closed for a month, or a clock that jumped, costs no backup. Moments are local.
    """
    left = sorted(moments, reverse=True)
    recent = [one for one in left if one.date() > today - timedelta(days=ALL_DAYS)]
    stay = set(recent)
    left = left[len(recent) :]
    for bucket, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        newest = _newest_of_each(left, bucket, most)
        stay |= set(newest)
        left = [one for one in left if newest and one < newest[-1]]
    return stay


def _newest_of_each(
    moments: Sequence[datetime], bucket: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    """Return the newest moment of each of the newest buckets; ``moments`` begin with the newest."""
    newest: dict[Hashable, datetime] = {}
    for moment in moments:
        newest.setdefault(bucket(moment), moment)
    return list(islice(newest.values(), most))


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def is_ahead(at: datetime, now: datetime) -> bool:
    """Tell whether a moment that was noted lies ahead by now: the clock was set back since."""
    return at - now > timedelta(days=1)


def age_text(at: datetime, now: datetime) -> str:
    """Say how long ago a backup was made, as one speaks."""
    if is_ahead(at, now):
        return _("日期在以后")
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return _("刚刚")
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return _("{n} 分钟前").format(n=minutes)
    if minutes < 24 * 60:
        return _("{n} 小时前").format(n=minutes // 60)
    return _("{n} 天前").format(n=minutes // (24 * 60))
