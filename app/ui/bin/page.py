"""The recycle bin: what was deleted, to be taken back or destroyed."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.clients_bin import BinItem, BinKind
from app.domain.rights import Right
from app.errors import AppError
from app.i18n import _
from app.queries.bin import bin_items
from app.services.bin import purge_items, restore_items
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.messages import ask, show_error
from app.ui.pages import Empty, Listing, ListPage, ListSpec
from app.ui.tables import Column

COLUMNS: Final[Sequence[Column[BinItem]]] = (
    Column("kind", _("种类"), lambda item: item.kind.label, width=90),
    Column("title", _("内容"), lambda item: item.title, width=360),
    Column("client", _("客户"), lambda item: item.client_name, width=280),
    Column(
        "deleted_at",
        _("删除时间"),
        lambda item: f"{item.deleted_at.astimezone():%Y-%m-%d %H:%M}",
        width=140,
    ),
)
SORTED_BY: Final = {
    "kind": lambda item: list(BinKind).index(item.kind),
    "title": lambda item: item.title,
    "client": lambda item: item.client_name,
    "deleted_at": lambda item: item.deleted_at,
}


class BinPage(ListPage[BinItem]):
    """Lists what was deleted; nothing leaves the bin by itself."""

    grows_with_bookings = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._items: dict[int, BinItem] = {}
        spec = ListSpec(
            name="bin",
            title=_("回收站"),
            columns=COLUMNS,
            tables=frozenset(kind.value for kind in BinKind),
            order=("deleted_at", True),
            counted=_("共 {n} 条"),
            search_hint=_("在删除的内容里查找"),
            empty=Empty(_("回收站是空的"), _("删除的客户、联系人、预订等都先放在这里，可以恢复。")),
        )
        super().__init__(context, spec, parent)
        kinds = [(kind, kind.label) for kind in BinKind]
        self.kind = self.add_chip(FilterChip("kindFilter", _("种类"), kinds))
        self.add_button(
            "restore",
            _("恢复"),
            "archive-restore",
            self.restore,
            needs=Right.EDIT,
            of_rows=True,
        )
        self.add_button(
            "purge",
            _("彻底删除…"),
            "trash-2",
            self.ask_purge,
            "Del",
            needs=Right.EMPTY_BIN,
            of_rows=True,
        )

    @override
    def question(self) -> Callable[[], Listing]:
        word, kinds = self.search.text().strip().casefold(), frozenset(self.kind.chosen())
        by, descending = SORTED_BY[self.order], self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                items = bin_items(session, kinds)
            found = [i for i in items if word in f"{i.title} {i.client_name}".casefold()]
            found.sort(key=by, reverse=descending)
            self._items.update((item.id, item) for item in found)
            return Listing([item.id for item in found])

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[BinItem]:
        return [self._items[id_] for id_ in ids if id_ in self._items]

    def restore(self) -> None:
        """Take the chosen records back."""
        try:
            restore_items(self.context.desk, self._chosen())
        except AppError as error:
            show_error(self, error)

    def ask_purge(self) -> None:
        """Ask, then destroy the chosen records."""
        if chosen := self._chosen():
            text = _("将彻底删除 {n:,} 条记录，以后不能恢复。").format(n=len(chosen))
            ask(self, _("彻底删除"), text, _("彻底删除"), lambda: self._purge(chosen))

    def _purge(self, chosen: Sequence[BinItem]) -> None:
        try:
            purge_items(self.context.desk, chosen)
        except AppError as error:
            show_error(self, error)

    def _chosen(self) -> list[BinItem]:
        return [self._items[id_] for id_ in self.table.chosen_ids() if id_ in self._items]
