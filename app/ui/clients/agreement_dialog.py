"""The windows in which agreements with their rates, and signers, are entered or changed."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.cells import money, whole
from app.domain.clients_agreements import (
    AGREEMENT_LIMITS,
    SIGNER_LIMITS,
    AgreementDraft,
    RateDraft,
    SignerDraft,
)
from app.domain.clients_labels import AGREEMENT, RATE, SIGNER
from app.domain.standards import Granted, rate_excess
from app.domain.types import ClientId
from app.domain.written import amount_text
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.clients.agreements import (
    AgreementRow,
    SignerRow,
    agreements_of,
    signers_of,
)
from app.queries.clients.service import client_service
from app.services.agreements import add_agreement, add_signer, change_agreement, change_signer
from app.ui import fields
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section
from app.ui.icons import icon
from app.ui.plain_table import PlainTable
from app.ui.rights import why_locked

Row = TypeVar("Row", AgreementRow, SignerRow)

ROOM_TYPE, SEASON, RATE_COLUMN, BREAKFASTS, NOTES = range(5)


class AgreementDialog(DraftDialog[AgreementDraft]):
    """Edits an agreement and its rates; ``row`` None enters a new one."""

    def __init__(
        self,
        context: Context,
        client_id: ClientId,
        row: AgreementRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._context, self._client_id, self._row = context, client_id, row
        sections = (
            Section(
                "",
                (
                    fields.text(
                        "number", AGREEMENT["number"], max_length=AGREEMENT_LIMITS["number"]
                    ),
                    fields.day("signed_on", AGREEMENT["signed_on"]),
                    fields.day("valid_from", AGREEMENT["valid_from"]),
                    fields.day("valid_to", AGREEMENT["valid_to"]),
                    _rates(),
                    fields.long_text("notes", AGREEMENT["notes"]),
                ),
            ),
        )
        title = _("新建协议") if row is None else _("修改协议")
        super().__init__(title, sections, row.draft if row else AgreementDraft(), parent)
        with context.db.read() as session:
            self._service = client_service(session, client_id, context.today())
        self._warning = QLabel()
        self._warning.setObjectName("warning")
        self._warning.setProperty("role", "warning")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self.body.insertWidget(self.body.count() - 1, self._warning)
        self.form.edited.connect(self._warn)
        self._warn()
        self.resize(720, 560)
        _keep(self, "agreement", context, client_id, row)

    def _warn(self) -> None:
        """Say that a rate is lower than the service standard allows; it may be saved."""
        try:
            rates = self.form.draft().rates
        except InvalidInputError:
            return
        granted = Granted(rates=tuple((r.room_type, r.rate) for r in rates if r.rate is not None))
        text = "" if self._service is None else rate_excess(self._service.standard, granted)
        self._warning.setText(_("{text}；仍可保存。").format(text=text))
        self._warning.setVisible(bool(text))

    @override
    def problems(self, draft: AgreementDraft) -> Mapping[str, str]:
        return draft.problems()

    @override
    def save(self, draft: AgreementDraft) -> None:
        desk = self.saving_desk()
        if self._row is None:
            add_agreement(desk, self._client_id, draft)
        else:
            change_agreement(desk, self._row.id, draft, version=self._row.version)

    @override
    def reload(self) -> AgreementDraft | None:
        found = _as_now(self._context, agreements_of, self._client_id, self._row)
        self._row = found or self._row
        return None if found is None else found.draft


class SignerDialog(DraftDialog[SignerDraft]):
    """Edits an authorised signer; ``row`` None enters a new one."""

    def __init__(
        self,
        context: Context,
        client_id: ClientId,
        row: SignerRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._context, self._client_id, self._row = context, client_id, row
        parts = (
            fields.text("name", SIGNER["name"], max_length=SIGNER_LIMITS["name"], required=True),
            fields.text("telephone", SIGNER["telephone"], max_length=SIGNER_LIMITS["telephone"]),
            fields.money("limit", SIGNER["limit"], hint=_("不填为不限")),
            fields.day("valid_to", SIGNER["valid_to"]),
            fields.text("notes", SIGNER["notes"], max_length=SIGNER_LIMITS["notes"], wide=True),
        )
        title = _("新建签单人") if row is None else _("修改签单人")
        draft = row.draft if row else SignerDraft()
        super().__init__(title, [Section("", parts)], draft, parent)
        self.resize(560, 320)
        _keep(self, "signer", context, client_id, row)

    @override
    def problems(self, draft: SignerDraft) -> Mapping[str, str]:
        return draft.problems()

    @override
    def save(self, draft: SignerDraft) -> None:
        desk = self.saving_desk()
        if self._row is None:
            add_signer(desk, self._client_id, draft)
        else:
            change_signer(desk, self._row.id, draft, version=self._row.version)

    @override
    def reload(self) -> SignerDraft | None:
        found = _as_now(self._context, signers_of, self._client_id, self._row)
        self._row = found or self._row
        return None if found is None else found.draft


def _as_now(
    context: Context,
    rows_of: Callable[[Any, ClientId], Sequence[Row]],
    client_id: ClientId,
    row: Row | None,
) -> Row | None:
    """Return a row as it now stands; None where it is gone, or was never stored."""
    with context.db.read() as session:
        rows = rows_of(session, client_id)
    return next((one for one in rows if row is not None and one.id == row.id), None)


def _keep(
    dialog: DraftDialog[Any],
    form: str,
    context: Context,
    client_id: ClientId,
    row: AgreementRow | SignerRow | None,
) -> None:
    """Keep what is typed about a client whose file may be changed; else only show it."""
    dialog.keep_typed(
        context,
        form,
        title=dialog.windowTitle,
        record_id=None if row is None else row.id,
        client_id=lambda: client_id,
    )
    dialog.lock(why_locked(context, client_id))


class RatesEditor(QWidget):
    """The rates of an agreement, a row each, typed straight into a small table.

    Signals:
        changed: A row was typed in, added or taken out.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PlainTable("rateTable", list(RATE.values()), told=AGREEMENT["rates"])
        self.table.setMinimumHeight(150)
        self.table.verticalHeader().hide()
        stretch = QHeaderView.ResizeMode.Stretch
        self.table.horizontalHeader().setSectionResizeMode(stretch)
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        row = QHBoxLayout()
        for name, label, icon_name, then in (
            ("addRate", _("加一行"), "plus", self.add),
            ("removeRate", _("去掉这行"), "minus", self.remove),
        ):
            button = ActionButton(icon(icon_name), label)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(then)
            row.addWidget(button)
            if name == "removeRate":
                button.setEnabled(False)
                self.table.currentCellChanged.connect(
                    lambda place, *_, one=button: one.setEnabled(place >= 0)
                )
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(row)

    def add(self) -> None:
        """Add an empty row and begin typing in it."""
        place = self.table.rowCount()
        self.table.insertRow(place)
        self.table.setCurrentCell(place, ROOM_TYPE)
        self.table.setFocus()
        self.changed.emit()

    def remove(self) -> None:
        """Take out the row under the cursor."""
        if (place := self.table.currentRow()) >= 0:
            self.table.removeRow(place)
            self.changed.emit()

    def rates(self) -> tuple[RateDraft, ...]:
        """Return the rows that hold anything.

        Raises:
            ValueError: A rate or number of breakfasts cannot be read.
        """
        self._take_in()
        rows = [[self._text(row, column) for column in range(len(RATE))] for row in self._rows()]
        return tuple(_rate(number, row) for number, row in enumerate(rows, 1) if any(row))

    def show_rates(self, rates: Sequence[RateDraft]) -> None:
        """Show these rates."""
        self.table.setRowCount(0)
        for place, rate in enumerate(rates):
            self.table.insertRow(place)
            texts = (rate.room_type, rate.season, amount_text(rate.rate), _count(rate), rate.notes)
            for column, text in enumerate(texts):
                self.table.setItem(place, column, QTableWidgetItem(text))

    def _take_in(self) -> None:
        """Take in what is being typed in a cell: saving by keys does not leave it."""
        typing: QWidget | None = self.window().focusWidget()
        if typing is not None and typing.parentWidget() is self.table.viewport():
            self.table.commitData(typing)

    def _rows(self) -> range:
        return range(self.table.rowCount())

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.data(Qt.ItemDataRole.DisplayRole).strip()


def _rates() -> Field[RatesEditor]:
    return Field(
        "rates",
        AGREEMENT["rates"],
        RatesEditor,
        RatesEditor.rates,
        RatesEditor.show_rates,
        lambda w: w.changed,
        wide=True,
    )


def _rate(number: int, texts: Sequence[str]) -> RateDraft:
    try:
        rate: Decimal | None = money(texts[RATE_COLUMN]) if texts[RATE_COLUMN] else None
        breakfasts = whole(texts[BREAKFASTS]) if texts[BREAKFASTS] else None
    except ValueError as error:
        raise ValueError(_("第 {n} 行：{what}").format(n=number, what=error)) from error
    return RateDraft(texts[ROOM_TYPE], texts[SEASON], rate, breakfasts, texts[NOTES])


def _count(rate: RateDraft) -> str:
    return "" if rate.breakfasts is None else str(rate.breakfasts)
