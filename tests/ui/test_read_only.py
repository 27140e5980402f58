"""The window on a backup offers nothing that would change something."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QTabWidget

from app.backups.making import back_up
from app.domain.backups import Reason
from app.ui.backup_browser import LEFT_OUT, BackupWindow, look_into
from app.ui.chips import FilterChip
from app.ui.read_only import ReadOnlyWatch, changes
from app.ui.screens import SCREENS
from tests.clients import new_client
from tests.conftest import NOW

LOOKING = frozenset(
    {
        *("关上，回到现在", "打开", "打印", "导出", "列", "视图", "客户", "看客户", "今天", "按周"),
        *("日程单", "接待单", "交接单", "费用汇总", "全部展开", "全部收起", "展开", "存为日历文件"),
        *("已教的客户", "还没教的客户", "看沟通记录", "未清预订"),
    }
)
"""What the buttons say that stay: they show, print or write a file."""


@pytest.fixture
def window(qtbot, themed, context):
    client_id = new_client(context.desk, "华东机械")
    made = back_up(context.folder, Reason.HAND, now=NOW)
    parent = QLabel()
    qtbot.addWidget(parent)
    found = BackupWindow(context, look_into(context.folder, made.path), NOW, parent)
    found.show()
    found.setProperty("client", client_id)
    yield found
    found.close()
    qtbot.waitUntil(lambda: list(context.folder.path.glob("~look-*")) == [])


def offered(window):
    buttons = (one for one in window.findChildren(QAbstractButton) if one.isVisible())
    return {one.text() for one in buttons if one.text() and not isinstance(one, FilterChip)}


def turned(window, page):
    """Show every view or tab of a page."""
    yield page
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield tabs.currentWidget()


@pytest.mark.parametrize("key", [one.key for one in SCREENS if one.key not in LEFT_OUT])
def test_no_page_offers_a_change(window, key):
    for _view in turned(window, window.show_page(key)):
        window.findChild(ReadOnlyWatch).look()
        assert offered(window) <= LOOKING


def test_a_card_offers_no_change_and_its_keys_make_none(qtbot, window):
    window.open_client(window.property("client"))
    for _view in turned(window, window._card):
        window.findChild(ReadOnlyWatch).look()
        assert {one for one in offered(window) if changes(one)} == set()
    edit = window._card.findChild(QAbstractButton, "editClient")
    qtbot.waitUntil(lambda: not edit.isEnabled())


def test_menus_offer_no_change_and_columns_can_still_be_chosen(window):
    page = window.show_page("clients")
    words = {one.text() for one in page.table.actions() if one.isVisible()}
    assert "打开档案" in words
    assert not any(changes(one) for one in words)
    columns = [one for one in page.findChildren(QAction) if one.isCheckable()]
    assert columns
    assert all(one.isVisible() for one in columns)


@pytest.mark.parametrize("keys", ["Ctrl+L", "Ctrl+T"])
def test_the_keys_of_the_window_are_refused_in_words(window, keys):
    from PySide6.QtGui import QShortcut

    short = next(s for s in window.findChildren(QShortcut) if s.key() == QKeySequence(keys))
    short.activated.emit()
    assert "只能看" in window.notices.findChild(QLabel).text()
    assert window.findChildren(QDialog) == []


def test_dropped_files_are_refused_in_words(window):
    window.import_file("a.xlsx")
    assert "只能看" in window.notices.findChild(QLabel).text()


def test_what_a_dialog_saves_by_is_not_offered(qtbot, window):
    dialog = QDialog(window)
    from PySide6.QtWidgets import QPushButton

    save, leave = QPushButton("保存", dialog), QPushButton("取消", dialog)
    dialog.open()
    qtbot.waitUntil(lambda: not save.isVisible())
    assert leave.isVisible()


@pytest.mark.parametrize(
    ("words", "changing"),
    [
        ("新建", True),
        ("修改(&E)", True),
        ("记一笔…", True),
        ("记录", False),
        ("另存…", True),
        ("另存为…", False),
        ("取消大客户…", True),
        ("取消", False),
        ("下一步：完成…", True),
        ("下一步", False),
        ("打开档案", False),
        ("交接…", True),
        ("交接单", False),
        ("保存当前视图…", False),
    ],
)
def test_words_tell_what_changes(words, changing):
    assert changes(words) == changing
