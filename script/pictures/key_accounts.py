"""Key accounts, their guests, and clients handed over."""

from app.domain.types import HandoverId
from app.queries.handover import clients_in_hand
from app.queries.key_accounts import key_account_ids
from app.queries.office import staff_members
from app.ui.clients.card import ClientCard
from app.ui.key_accounts.handover_dialog import HandoverDialog, ask_handover
from app.ui.key_accounts.output import print_handover
from app.ui.key_accounts.page import KeyAccountsPage
from app.ui.key_accounts.reception_dialog import ReceptionDialog
from app.ui.key_accounts.reception_list import ReceptionList
from app.ui.printing import PreviewDialog
from script.pictures.stage import Stage

LEAVES = "何家栋"


def take(stage: Stage) -> None:
    """Take the pictures of the page, of a card's tab, and of a handover."""
    page = stage.page("key_accounts", KeyAccountsPage)
    page.show_view("accounts")
    stage.settle()
    stage.shot("key-accounts")
    _receptions(stage, page)
    _card(stage)
    _handover(stage)


def _receptions(stage: Stage, page: KeyAccountsPage) -> None:
    listed = page.show_view("receptions")
    stage.settle()
    stage.shot("receptions")
    assert isinstance(listed, ReceptionList)  # noqa: S101 - the view of that name
    listed.table.choose_row(0)
    listed.table.opened.emit(listed.model.id_at(0))
    dialog = stage.dialog(ReceptionDialog)
    stage.shot("reception-form", dialog)
    stage.close(dialog)


def _card(stage: Stage) -> None:
    with stage.context.db.read() as session:
        shown = key_account_ids(session)[0]
    stage.window.open_client(shown)
    card = stage.until(lambda: stage.window.findChild(ClientCard))
    card.show_tab("key_account")
    stage.settle()
    stage.shot("card-key-account")
    stage.window.go_back()


def _handover(stage: Stage) -> None:
    with stage.context.db.read() as session:
        leaver = next(one for one in staff_members(session) if one.name == LEAVES)
        some = clients_in_hand(session, leaver.id)[:8]
    ask_handover(stage.context, None, some, stage.window)
    dialog = stage.dialog(HandoverDialog)
    stage.shot("handover", dialog)
    stage.close(dialog)
    page = stage.page("key_accounts", KeyAccountsPage)
    page.show_view("handovers")
    stage.settle()
    stage.shot("handovers")
    print_handover(stage.context, stage.window, HandoverId(1))
    preview = stage.dialog(PreviewDialog)
    stage.shot("handover-paper", preview)
    stage.close(preview)
