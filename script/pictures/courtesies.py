"""Courtesies: coming days, what was done, letters; both kinds of contact."""

from app.ui.clients.card import ClientCard
from app.ui.courtesies.dialog import CourtesyDialog
from app.ui.courtesies.letters import LettersView
from app.ui.courtesies.page import CourtesiesPage
from app.ui.log_views import LogViews
from script.pictures.office import SHOWN, client_id
from script.pictures.stage import Stage


def take(stage: Stage) -> None:
    """Take the pictures of the page, of a card's tab, and of the balance of contacts."""
    page = stage.page("courtesies", CourtesiesPage)
    stage.settle()
    stage.shot("courtesies-coming")
    stage.press("noteOne", page)
    dialog = stage.dialog(CourtesyDialog)
    stage.shot("courtesy-form", dialog)
    stage.close(dialog)
    page.show_view("done")
    stage.settle()
    stage.shot("courtesies-done")
    letters = page.show_view("letters")
    assert isinstance(letters, LettersView)  # noqa: S101 - the view of that name
    letters.add_samples()
    stage.settle()
    stage.shot("letters")
    _card(stage)
    stage.page("communications", LogViews).show_view("balance")
    stage.settle()
    stage.shot("balance")


def _card(stage: Stage) -> None:
    stage.window.open_client(client_id(stage, SHOWN))
    card = stage.until(lambda: stage.window.findChild(ClientCard))
    card.show_tab("courtesies")
    stage.settle()
    stage.shot("card-courtesies")
    stage.window.go_back()
