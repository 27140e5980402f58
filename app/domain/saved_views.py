"""What a saved view (视图) of a list is: its filters, order and columns under a name."""

from typing import Final

from app.i18n import _

LONGEST_NAME: Final = 20
MOST_VIEWS: Final = 50


def view_problems(name: str, *, taken: bool = False, views: int = 0) -> dict[str, str]:
    """Return what is wrong with the name of a view, of which the page has ``views``."""
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        return {"name": _("视图名称要有 1 到 {most} 个字。").format(most=LONGEST_NAME)}
    if taken:
        return {"name": _("已经有叫“{name}”的视图，请换一个名称。").format(name=name.strip())}
    if views >= MOST_VIEWS:
        return {"name": _("一张表最多存 {most} 个视图，请先删去不用的。").format(most=MOST_VIEWS)}
    return {}
