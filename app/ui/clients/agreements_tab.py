"""The tab 协议与签单: agreements with their rates, and who may sign."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.clients_labels import AGREEMENT, RATE, SIGNER
from app.domain.types import ClientId
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.clients.agreements import AgreementRow, SignerRow, agreements_of, signers_of
from app.services.agreements import delete_agreement, delete_signer
from app.ui.areas import TWO_TABLES, scrolled
from app.ui.buttons import add_to_row
from app.ui.clients.agreement_dialog import AgreementDialog, SignerDialog
from app.ui.clients.part import CardPart
from app.ui.context import Context
from app.ui.keys import keys_on
from app.ui.record_table import RecordTable
from app.ui.rights import FileLock
from app.ui.small_table import SmallTable
from app.ui.tables import RIGHT, Column
from app.ui.theme import GAP


def _rates(row: AgreementRow) -> str:
    return "；".join(
        f"{rate.room_type} {rate.season} {amount_text(rate.rate)}".replace("  ", " ")
        + ("" if rate.breakfasts is None else f" {RATE['breakfasts']}{rate.breakfasts}")
        for rate in row.draft.rates
    )


def _limit(row: SignerRow) -> str:
    return _("不限") if row.draft.limit is None else amount_text(row.draft.limit)


AGREEMENTS: Final[Sequence[Column[AgreementRow]]] = (
    Column("number", AGREEMENT["number"], lambda r: r.draft.number, width=130, sortable=False),
    Column("signed", AGREEMENT["signed_on"], lambda r: day_text(r.draft.signed_on), sortable=False),
    Column("from", AGREEMENT["valid_from"], lambda r: day_text(r.draft.valid_from), sortable=False),
    Column("to", AGREEMENT["valid_to"], lambda r: day_text(r.draft.valid_to), sortable=False),
    Column("rates", AGREEMENT["rates"], _rates, width=420, sortable=False),
    Column("notes", AGREEMENT["notes"], lambda r: r.draft.notes, width=200, sortable=False),
)
SIGNERS: Final[Sequence[Column[SignerRow]]] = (
    Column("name", SIGNER["name"], lambda r: r.draft.name, width=130, sortable=False),
    Column("telephone", SIGNER["telephone"], lambda r: r.draft.telephone, sortable=False),
    Column("limit", SIGNER["limit"], _limit, RIGHT, sortable=False),
    Column("to", SIGNER["valid_to"], lambda r: day_text(r.draft.valid_to), sortable=False),
    Column("notes", SIGNER["notes"], lambda r: r.draft.notes, width=260, sortable=False),
)
CHANGING = frozenset(
    f"{step}{what}" for step in ("add", "edit", "delete") for what in ("Agreement", "Signer")
)


class AgreementsTab(CardPart):
    """Shows the agreements above and the signers below."""

    tables = frozenset({"agreement", "agreement_rate", "signer"})

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, client_id, parent)
        keep = context.preferences
        self.agreements: SmallTable[AgreementRow] = SmallTable(
            AGREEMENTS,
            keep,
            "agreementsTable",
            _("还没有协议。新建一份：有效期和各房型的协议价；快到期时“今日”会提醒。"),
        )
        self.signers: SmallTable[SignerRow] = SmallTable(
            SIGNERS, keep, "signersTable", _("还没有有权签单的人。谁可以签单、限额多少，记在这里。")
        )
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(
            self._panel(
                "Agreement",
                _("协议"),
                self.agreements,
                self.edit_agreement,
                self._delete_agreement,
                "Ctrl+N",
            )
        )
        splitter.addWidget(
            self._panel(
                "Signer",
                _("有权签单人"),
                self.signers,
                self.edit_signer,
                self._delete_signer,
                "Ctrl+Shift+N",
            )
        )
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(splitter, TWO_TABLES))
        self._lock = FileLock(context, client_id, self, CHANGING)

    @override
    def read(self) -> None:
        with self.context.db.read() as session:
            agreements = agreements_of(session, self.client_id)
            signers = signers_of(session, self.client_id)
        self.agreements.show_rows(agreements)
        self.signers.show_rows(signers)
        none = [] if agreements else ["editAgreement", "deleteAgreement"]
        none += [] if signers else ["editSigner", "deleteSigner"]
        self._lock.look(without_row=none)

    def edit_agreement(self, row: AgreementRow | None) -> None:
        """Edit an agreement; None enters a new one."""
        AgreementDialog(self.context, self.client_id, row, self).open()

    def edit_signer(self, row: SignerRow | None) -> None:
        """Edit a signer; None enters a new one."""
        SignerDialog(self.context, self.client_id, row, self).open()

    def _panel(  # noqa: PLR0917 - one table, from its name to its keys
        self,
        name: str,
        title: str,
        table: SmallTable[Any],
        edit: Callable[[Any], None],
        delete: Callable[[Any], None],
        keys: str,
    ) -> QWidget:
        def with_current(then: Callable[[Any], None]) -> None:
            if (row := table.current()) is not None:
                then(row)

        heading = QLabel(title)
        heading.setProperty("role", "heading")
        buttons = QHBoxLayout()
        buttons.addWidget(heading)
        buttons.addSpacing(GAP)
        add_to_row(buttons, f"add{name}", _("新建"), "plus", lambda: edit(None), keys)
        add_to_row(buttons, f"edit{name}", _("修改"), "square-pen", lambda: with_current(edit))
        deleting = add_to_row(
            buttons, f"delete{name}", _("删除"), "trash-2", lambda: with_current(delete)
        )
        buttons.addStretch(1)
        table.opened.connect(lambda _id: with_current(edit))
        keys_on(table, "Del", deleting.click)
        return _stacked(buttons, table)

    def _delete_agreement(self, row: AgreementRow) -> None:
        delete_agreement(self.context.desk, row.id)

    def _delete_signer(self, row: SignerRow) -> None:
        delete_signer(self.context.desk, row.id)


def _stacked(buttons: QHBoxLayout, table: RecordTable) -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(buttons)
    column.addWidget(table, 1)
    return panel
