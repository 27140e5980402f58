"""Days from one to another, as somebody chose them."""

from datetime import date

from app.i18n import _


def period_problems(first_on: date | None, last_on: date | None) -> dict[str, str]:
    """Return what is wrong with a period of which either end may be open."""
    if first_on is None and last_on is None:
        return {"first_on": _("请至少填写一个日期。")}
    if first_on is not None and last_on is not None and last_on < first_on:
        told = _("最后一天 {last} 早于第一天 {first}，请对调或改正。")
        return {"last_on": told.format(first=first_on, last=last_on)}
    return {}
