"""What the tabs of a card have in common: they read themselves again when something changed."""

from PySide6.QtWidgets import QWidget

from app.domain.types import ClientId
from app.ui.context import Context
from app.ui.fresh import FreshPart


class CardPart(FreshPart):
    """One tab about one client; ``tables`` are those whose changes it must show."""

    tables: frozenset[str] = frozenset()

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, self.tables, parent)
        self.context, self.client_id = context, client_id

    def show_client(self, client_id: ClientId) -> None:
        """Show another client."""
        self.client_id = client_id
        self.reload()
