"""What people typed is shown as it is, never as a page of the web (names such as “<b>甲</b>”)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget

from app.ui.clients.dialog import ClientDialog
from app.ui.clients.duplicates import DuplicatesDialog
from app.ui.clients.merge import MergeDialog
from app.ui.shell import MainWindow
from tests.log import new_client, new_contact, new_entry, new_staff

MARKED = "<b>甲</b>"


def taken_for_marks():
    """Return the texts on all windows that Qt would read as marks."""
    return [
        (label.objectName(), label.text())
        for label in QApplication.allWidgets()
        if isinstance(label, QLabel)
        and label.textFormat() == Qt.TextFormat.AutoText
        and "<b>" in label.text()
    ]


def test_no_text_is_taken_for_marks(desk, context, qtbot):
    manager = new_staff(desk, MARKED)
    more = {"manager_id": manager, "major": True, "relationship_manager_id": manager}
    first = new_client(desk, MARKED, short_name=MARKED, notes=MARKED, tags=(MARKED,), **more)
    second = new_client(desk, MARKED + "厂", telephones=MARKED)
    person = new_contact(desk, first, MARKED, taboos=MARKED, topics=MARKED, main=True)
    new_entry(desk, first, MARKED, desk.today(), contact_ids=(person,))
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show_page("clients")
    window.show_page("communications")
    context.navigator.client_wanted.emit(first)
    window.show()
    for tabs in window.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
    context.navigator.told.emit(MARKED)
    context.navigator.entry_wanted.emit(first)
    for dialog in (
        ClientDialog.for_client(context, first, window),
        DuplicatesDialog(context, window),
        MergeDialog(context, first, second, window),
    ):
        dialog.show()
    assert taken_for_marks() == []
