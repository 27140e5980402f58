"""The button 视图 of a list: what it shows, kept under a name for everybody in the office."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.saved_views import LONGEST_NAME
from app.errors import AppError
from app.i18n import _
from app.queries.saved_views import ViewRow, saved_views
from app.services.saved_views import delete_view, rename_view, save_view
from app.ui.chips import FilterChip
from app.ui.dialogs import DraftDialog
from app.ui.fields import text
from app.ui.forms import Section
from app.ui.messages import show_error
from app.ui.pages import ListPage


def fill_views(page: ListPage[Any], menu: QMenu) -> None:
    """Offer the views there are now, and what can be done to them."""
    menu.clear()
    with page.context.db.read() as session:
        views = saved_views(session, page.spec.name)
    _add_each(menu, views, lambda view: _choose(page, view))
    if not page.context.may(Right.LOG):  # views are everybody's who may write anything
        return
    menu.addSeparator()
    menu.addAction(_("保存当前视图…"), lambda: _save(page)).setObjectName("saveView")
    if views:
        _add_each(menu.addMenu(_("改名")), views, lambda view: _rename(page, view))
        _add_each(menu.addMenu(_("删除")), views, lambda view: _delete(page, view))


def _add_each(menu: QMenu, views: Sequence[ViewRow], then: Callable[[ViewRow], None]) -> None:
    for view in views:
        action = menu.addAction(view.name.replace("&", "&&"))
        action.triggered.connect(lambda _on, one=view: then(one))


def _choose(page: ListPage[Any], view: ViewRow) -> None:
    lost = show_view(page, view.view)
    told = _("视图：{name}").format(name=view.name)
    if lost:
        told += _("。这些筛选里有已不存在的，没有用上：{lost}").format(lost="、".join(lost))
    page.context.navigator.told.emit(told)


def _save(page: ListPage[Any]) -> None:
    view, desk = view_of(page), page.context.desk

    def then(name: str) -> None:
        save_view(desk, page.spec.name, name, view)

    NameDialog(_("保存当前视图（同名的会被替换）"), "", then, page).open()


def _rename(page: ListPage[Any], view: ViewRow) -> None:
    def then(name: str) -> None:
        rename_view(page.context.desk, view.id, name)

    NameDialog(_("视图改名"), view.name, then, page).open()


def _delete(page: ListPage[Any], view: ViewRow) -> None:
    try:
        delete_view(page.context.desk, view.id)
    except AppError as error:
        show_error(page, error)


@dataclass(frozen=True, slots=True)
class ViewName:
    """What is asked for."""

    name: str


class NameDialog(DraftDialog[ViewName]):
    """Asks for the name of a view; stays open while it is refused."""

    def __init__(self, title: str, name: str, then: Callable[[str], None], parent: QWidget) -> None:
        self._then = then
        asked = text("name", _("视图名称"), max_length=LONGEST_NAME, required=True)
        super().__init__(title, [Section("", [asked])], ViewName(name), parent, columns=1)
        self.setObjectName("viewName")
        self.resize(360, 180)

    @override
    def save(self, draft: ViewName) -> None:
        self._then(draft.name)


def view_of(page: ListPage[Any]) -> dict[str, Any]:
    """Return a list's search text, filters, order and columns as JSON."""
    return {
        "text": page.search.text(),
        "chips": {chip.objectName(): chip.kept() for chip in page.chips if chip.chosen()},
        "order": page.order,
        "descending": page.descending,
        "columns": [column.key for column in page.shown_columns()],
    }


def show_view(page: ListPage[Any], view: Mapping[str, Any]) -> list[str]:
    """Show a list as it was kept; return the filters of which something is no longer there."""
    page.clear_filters()
    lost = [
        chip.title
        for chip in page.chips
        if not _quietly(chip, view.get("chips", {}).get(chip.objectName(), []))
    ]
    with QSignalBlocker(page.search):
        page.search.setText(view.get("text", ""))
    _show_columns(page, view.get("columns", []))
    if view.get("order") in {column.key for column in page.spec.columns if column.offered}:
        page.order, page.descending = view["order"], bool(view.get("descending"))
        page.table.sort_by(page.order, descending=page.descending)
    page.reload()
    return lost


def _quietly(chip: FilterChip, kept: Sequence[Any]) -> bool:
    with QSignalBlocker(chip):  # the page is asked once, at the end
        return chip.restore(kept)


def _show_columns(page: ListPage[Any], keys: Sequence[str]) -> None:
    header = page.table.horizontalHeader()
    numbers = {column.key: n for n, column in enumerate(page.spec.columns) if column.offered}
    shown = [numbers[key] for key in keys if key in numbers]
    if not shown:
        return
    for place, number in enumerate(shown):
        header.moveSection(header.visualIndex(number), place)
    for number, column in enumerate(page.spec.columns):
        page.table.setColumnHidden(number, number not in shown)
        if number in shown and not page.table.columnWidth(number):
            page.table.setColumnWidth(number, column.width)
