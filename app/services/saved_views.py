"""What a user can do to the saved views of a list."""

from collections.abc import Mapping
from typing import Any

from app.db.database import Desk, describe
from app.domain.saved_views import view_problems
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import SavedView
from app.queries.saved_views import saved_views


def save_view(desk: Desk, page: str, name: str, view: Mapping[str, Any]) -> None:
    """Keep what a page shows under a name; a view of that name is replaced.

    Raises:
        InvalidInputError: The name is empty or too long, or there are too many views.
    """
    name = name.strip()
    with desk.write(_("已保存视图：{name}").format(name=name)) as session:
        there = saved_views(session, page)
        same = next((one.id for one in there if one.name == name), None)
        if found := view_problems(name, views=0 if same else len(there)):
            raise InvalidInputError(found)
        if same is None:
            session.add(SavedView(page=page, name=name, view=dict(view)))
        else:
            session.get_one(SavedView, same).view = dict(view)


def rename_view(desk: Desk, view_id: int, name: str) -> None:
    """Give a view another name.

    Raises:
        InvalidInputError: The name is empty, too long or another's.
        ConflictError: The view is gone.
    """
    name = name.strip()
    with desk.write(_("视图已改名为：{name}").format(name=name)) as session:
        view = session.get(SavedView, view_id)
        if view is None:
            raise ConflictError
        others = [one for one in saved_views(session, view.page) if one.id != view_id]
        if found := view_problems(name, taken=any(one.name == name for one in others)):
            raise InvalidInputError(found)
        view.name = name


def delete_view(desk: Desk, view_id: int) -> None:
    """Delete a view.

    Raises:
        ConflictError: It is gone already.
    """
    with desk.write() as session:
        view = session.get(SavedView, view_id)
        if view is None:
            raise ConflictError
        describe(session, _("已删除视图：{name}").format(name=view.name))
        session.delete(view)
