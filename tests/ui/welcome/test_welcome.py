"""The first start asks little and keeps what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton

from app.domain.types import Post
from app.queries.office import office_settings, staff_members
from app.ui.welcome.wizard import WelcomeDialog


@pytest.fixture
def welcome(qtbot, context):
    dialog = WelcomeDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def person(dialog, number):
    return dialog.findChild(QLineEdit, f"person{number}")


def test_the_hotel_and_its_people_are_kept(qtbot, context, welcome):
    welcome.findChild(QLineEdit, "hotelName").setText(" 云溪大酒店 ")
    person(welcome, 0).setText("周样")
    qtbot.keyClick(person(welcome, 0), Qt.Key.Key_Return)
    person(welcome, 1).setText("何样")
    person(welcome, 2).setText("吴样")
    qtbot.keyClick(person(welcome, 2), Qt.Key.Key_Return)
    person(welcome, 3).setText("郑样")
    welcome.findChild(QComboBox, "post3").setCurrentIndex(0)

    with qtbot.waitSignal(welcome.import_wanted):
        welcome.findChild(QPushButton, "import").click()

    with context.db.read() as session:
        assert office_settings(session).hotel_name == "云溪大酒店"
        posts = {member.name: member.post for member in staff_members(session)}
    assert posts == {
        "周样": Post.MANAGER,
        "何样": Post.REPRESENTATIVE,
        "吴样": Post.REPRESENTATIVE,
        "郑样": Post.DIRECTOR,
    }


def test_tab_goes_from_the_hotel_to_the_people(qtbot, welcome):
    hotel = welcome.findChild(QLineEdit, "hotelName")
    assert hotel.nextInFocusChain() is not None
    order, at = [], hotel
    for _step in range(40):
        at = at.nextInFocusChain()
        order.append(at.objectName())
    wanted = ["person0", "post0", "person1", "post1", "person2", "post2", "morePeople"]
    assert [name for name in order if name in wanted][:7] == wanted


def test_without_a_name_it_says_what_is_missing(welcome):
    welcome.findChild(QPushButton, "empty").click()
    assert welcome.isVisible()
    told = welcome.findChild(QLabel, "error")
    assert told.text() == "请填写酒店名称。"
    welcome.findChild(QLineEdit, "hotelName").setText("云")
    assert told.text() == ""


def test_the_same_person_twice_is_told(welcome):
    welcome.findChild(QLineEdit, "hotelName").setText("云溪大酒店")
    person(welcome, 0).setText("周样")
    person(welcome, 1).setText("周样")
    welcome.findChild(QPushButton, "empty").click()
    assert welcome.isVisible()
    assert "周样" in welcome.findChild(QLabel, "error").text()
    person(welcome, 1).setText("吴样")
    assert not welcome.findChild(QLabel, "error").text()


def test_what_was_typed_is_not_lost_by_esc(qtbot, welcome):
    person(welcome, 0).setText("周样")
    for answer, shown in (("继续填写", True), ("退出", False)):
        qtbot.keyClick(welcome, Qt.Key.Key_Escape)
        assert welcome.isVisible()
        box = welcome.findChildren(QMessageBox)[-1]
        next(one for one in box.buttons() if one.text() == answer).click()
        assert welcome.isVisible() is shown


def test_esc_leaves_where_nothing_was_typed(qtbot, welcome):
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    assert not welcome.isVisible()


def test_the_sample_needs_nothing_typed(qtbot, welcome):
    with qtbot.waitSignal(welcome.sample_wanted):
        welcome.findChild(QPushButton, "sample").click()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_people_can_be_added_by_the_button_with_the_cursor(qtbot, welcome, key):
    qtbot.keyClick(welcome.findChild(QPushButton, "morePeople"), key)
    assert person(welcome, 3) is not None


def test_the_start_with_the_cursor_is_chosen_by_enter(qtbot, welcome):
    with qtbot.waitSignal(welcome.sample_wanted):
        qtbot.keyClick(welcome.findChild(QPushButton, "sample"), Qt.Key.Key_Return)


def test_what_is_wrong_stays_clear_of_the_people(qtbot, welcome):
    welcome.findChild(QPushButton, "empty").click()
    for _one in range(3):
        welcome.findChild(QPushButton, "morePeople").click()
    assert welcome.height() == welcome.sizeHint().height()


def test_the_window_grows_with_the_people_and_beyond_the_screen_they_scroll(qtbot, welcome):
    buttons = welcome.findChild(QPushButton, "empty")
    before = welcome.height()
    row = person(welcome, 0).height()
    for number in range(20):
        welcome.findChild(QPushButton, "morePeople").click()
        assert person(welcome, 3 + number) is not None
        if number == 0:
            assert welcome.height() > before
    qtbot.waitUntil(lambda: person(welcome, 0).height() == row)
    assert welcome.height() <= welcome.screen().availableSize().height()
    bottom = buttons.mapTo(welcome, buttons.rect().bottomLeft()).y()
    assert bottom < welcome.height()


def test_enter_goes_from_the_hotel_to_its_people(qtbot, welcome):
    with qtbot.waitActive(welcome):
        welcome.activateWindow()
    qtbot.keyClick(welcome.findChild(QLineEdit, "hotelName"), Qt.Key.Key_Return)
    assert person(welcome, 0).hasFocus()
