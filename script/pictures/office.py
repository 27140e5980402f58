"""Clients: the list, the card, the forms, duplicates, the recycle bin, settings, the search."""

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from app.backups.making import back_up
from app.domain.backups import Reason
from app.domain.types import ClientId
from app.queries.clients import ClientFilter, client_ids
from app.queries.clients.contacts import contacts_of
from app.services.clients_bulk import delete_clients
from app.ui.audit.page import AuditPage
from app.ui.bin.page import BinPage
from app.ui.clients.card import ClientCard
from app.ui.clients.contact_dialog import ContactDialog
from app.ui.clients.dialog import ClientDialog
from app.ui.clients.duplicates import DuplicatesDialog
from app.ui.clients.merge import MergeDialog
from app.ui.clients.page import ClientsPage
from app.ui.clients.sharing import ShareDialog
from app.ui.personal.dialog import PersonalDialog
from app.ui.personal.erasing import EraseDialog
from app.ui.settings.page import SettingsPage
from app.ui.settings.rights import RightsDialog
from script.pictures.stage import NOW, Stage

SHOWN = "YL001"
SETTINGS = (
    "hotel",
    "people",
    "rules",
    "standards",
    "holidays",
    "personal",
    "backups",
    "encryption",
    "data",
)
CARD_TABS = ("overview", "contacts", "agreements", "communications", "trade", "screening")
CARD_TABS_LAST = ("attachments", "history")
DELETED = ("YL044", "YL020")


def take(stage: Stage) -> None:
    """Take the pictures of everything about client files, and of the settings."""
    _list(stage)
    _search(stage)
    _card(stage)
    _duplicates(stage)
    _bin(stage)
    _audit(stage)
    _personal(stage)
    _settings(stage)


def client_id(stage: Stage, code: str) -> ClientId:
    """Return the client of a code."""
    with stage.context.db.read() as session:
        return client_ids(session, ClientFilter(text=code), today=stage.context.today())[0]


def _list(stage: Stage) -> None:
    page = stage.page("clients", ClientsPage)
    page.table.go_to(client_id(stage, SHOWN))
    stage.shot("clients")
    chip = page.filters.grade
    chip.choose(["A", "B"])
    menu = chip.menu()
    menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))
    stage.shot("clients-filter")
    menu.close()
    page.clear_filters()
    page.edit(client_id(stage, SHOWN))
    dialog = stage.dialog(ClientDialog)
    stage.shot("client-form", dialog)
    stage.close(dialog)


def _search(stage: Stage) -> None:
    search = stage.window.quick_search
    stage.window.activateWindow()
    search.activate()
    QTest.keyClicks(search, "yhzx")
    stage.shot("search")
    search.clear()
    stage.settle()


def _card(stage: Stage) -> None:
    shown = client_id(stage, SHOWN)
    stage.window.open_client(shown)
    card = stage.until(lambda: stage.window.findChild(ClientCard))
    for key in (*CARD_TABS, *CARD_TABS_LAST):
        card.show_tab(key)
        stage.shot(f"card-{key}")
        if key == "contacts":
            _contact(stage, card)
    card.share()
    share = stage.dialog(ShareDialog)
    stage.shot("share", share)
    stage.close(share)
    stage.window.go_back()


def _contact(stage: Stage, card: ClientCard) -> None:
    stage.press("editContact", card)
    dialog = stage.dialog(ContactDialog)
    stage.shot("contact-form", dialog)
    stage.close(dialog)


def _duplicates(stage: Stage) -> None:
    dialog = DuplicatesDialog(stage.context, stage.window)
    dialog.open()
    stage.shot("duplicates", dialog)
    dialog.merge()
    merge = stage.dialog(MergeDialog)
    stage.shot("merge", merge)
    stage.close(merge)
    stage.close(dialog)


def _bin(stage: Stage) -> None:
    delete_clients(stage.context.desk, [client_id(stage, code) for code in DELETED])
    stage.page("bin", BinPage)
    stage.shot("bin")
    stage.window.notices.undo()
    stage.settle()


def _audit(stage: Stage) -> None:
    page = stage.page("audit", AuditPage)
    page.table.selectRow(1)
    stage.settle()
    stage.shot("audit")


def _personal(stage: Stage) -> None:
    shown = client_id(stage, SHOWN)
    with stage.context.db.read() as session:
        contact = contacts_of(session, shown, today=stage.context.today())[0]
    stage.context.navigator.personal_wanted.emit(contact.id)
    dialog = stage.dialog(PersonalDialog)
    stage.until(lambda: dialog.table.rowCount() or None)
    stage.settle()
    stage.shot("personal", dialog)
    dialog.ask_erase()
    asked = stage.dialog(EraseDialog)
    stage.settle()
    stage.shot("personal-erase", asked)
    stage.close(asked)
    stage.close(dialog)


def _settings(stage: Stage) -> None:
    back_up(stage.context.folder, Reason.HAND, now=NOW)
    stage.context.news.backed_up.emit("")
    page = stage.page("settings", SettingsPage)
    for name in SETTINGS:
        page.show_view(name)
        stage.shot(f"settings-{name}")
    rights = RightsDialog(stage.window)
    rights.open()
    stage.shot("rights", rights)
    stage.close(rights)
