"""The log and the trade: lists, and the windows in which entries and bookings are written."""

from dataclasses import replace
from datetime import timedelta

from app.domain.types import Purpose, Reaction, Tone
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.page import TradePage
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.communications.entry import EntryDialog
from app.ui.log_views import LogViews
from app.ui.record_table import RecordTable
from script.pictures.office import SHOWN, client_id
from script.pictures.stage import NOW, Stage


def take(stage: Stage) -> None:
    """Take the pictures of the log, the bookings, the receipts and the receivables."""
    page = stage.page("communications", LogViews)
    log = page.show_view("log")
    stage.settle()
    stage.part(log, RecordTable, "communicationsTable").selectRow(0)
    stage.shot("communications")
    for key in ("board", "teaching"):
        page.show_view(key)
        stage.settle()
        stage.shot(key)
    page.show_view("log")
    _entry(stage)
    _trade(stage)


def _entry(stage: Stage) -> None:
    stage.window.write_entry(client_id(stage, SHOWN))
    dialog = stage.dialog(EntryDialog)
    written = replace(
        dialog.form.draft(),
        tone=Tone.BUSINESS,
        purpose=Purpose.LISTEN,
        summary="商谈 2027 年协议价。客户希望会议室含茶歇，年会仍放在一月，约 300 人。",
        reaction=Reaction.PLEASED,
        next_step="送协议草稿和年会场地方案",
        next_on=NOW.date() + timedelta(days=4),
    )
    dialog.form.load(written)
    stage.shot("entry", dialog)
    stage.close(dialog)


def _trade(stage: Stage) -> None:
    page = stage.page("trade", TradePage)
    for key, name in (
        ("bookings", "bookings"),
        ("receipts", "receipts"),
        ("ageing", "receivables"),
    ):
        view = page.show_view(key)
        stage.settle()
        stage.part(view, RecordTable, f"{view.objectName()}Table").selectRow(0)
        stage.shot(name)
    owner = client_id(stage, SHOWN)
    for name, dialog in (
        ("booking-form", BookingDialog.for_new(stage.context, owner, stage.window)),
        ("receipt-form", ReceiptDialog.for_new(stage.context, owner, stage.window)),
    ):
        dialog.open()
        stage.shot(name, dialog)
        stage.close(dialog)
