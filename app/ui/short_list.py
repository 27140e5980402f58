"""A list so short that it is read whole: its rows are kept and searched here."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.context import Context
from app.ui.pages import ListPage, ListSpec
from app.ui.tables import Row


class ShortList(ListPage[Row], Generic[Row]):
    """A list of few records. Subclasses say how all are read, and what of one is searched.

    Attributes:
        rows: All records by their ids, as read at the last reload, in order.
    """

    def __init__(
        self, context: Context, spec: ListSpec[Row], parent: QWidget | None = None
    ) -> None:
        self.rows: dict[int, Row] = {}
        super().__init__(context, spec, parent)

    def read_all(self) -> Sequence[Row]:
        """Return every record, in the order of the list."""
        raise NotImplementedError

    def searched(self, row: Row) -> str:
        """Return in which text of a record the words of the search box are looked for."""
        raise NotImplementedError

    @override
    def find_ids(self) -> Sequence[int]:
        self.rows = {row.id: row for row in self.read_all()}
        words = self.search.text().casefold().split()
        texts = {id_: self.searched(row).casefold() for id_, row in self.rows.items()}
        return [id_ for id_, text in texts.items() if all(word in text for word in words)]

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self.rows[id_] for id_ in ids if id_ in self.rows]
