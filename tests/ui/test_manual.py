"""The manual in the program: its chapters, links, pictures, and how one comes to them."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel

from app.config import MANUAL
from app.ui.manual import ManualWindow, chapters_of, link_to
from app.ui.shell import MainWindow

CHAPTERS = chapters_of(MANUAL.read_text("utf-8"))


@pytest.fixture
def window(qtbot, context):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show_page("clients")
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def manual(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    return shown_manual(qtbot, window)


def shown_manual(qtbot, window):
    found = window.findChild(ManualWindow)
    qtbot.waitUntil(lambda: title_of(found) == found.chapters.currentItem().text())
    return found


def title_of(manual):
    return manual.page.toPlainText().split("\n", 1)[0]


def marked(manual):
    return manual.page.textCursor().selectedText()


def top_line(manual):
    return manual.page.cursorForPosition(manual.page.viewport().rect().topLeft()).block().text()


def test_a_heading_is_linked_to_without_its_signs():
    assert link_to("十、大客户：盯住最要紧的，接待和交接") == "十大客户盯住最要紧的接待和交接"
    assert link_to("第 1 步：范围") == "第-1-步范围"


def test_f1_shows_the_chapter_of_the_page_with_its_pictures(qtbot, window, manual):
    assert title_of(manual) == "六、客户：找客户、看档案、改档案"
    pictures = manual.page.pictures
    assert "pictures/clients-filter.png" in pictures
    assert all(0 < one.width() <= manual.page.room for one in pictures.values())
    window.show_page("screening")
    window.show_manual()
    assert shown_manual(qtbot, window) is manual, "one window, at another chapter"
    assert title_of(manual).startswith("十二、年终筛选")


def test_a_link_leads_to_its_heading_in_another_chapter_and_in_this_one(qtbot, manual):
    manual.page.anchorClicked.emit(QUrl("#交接换人管客户"))
    qtbot.waitUntil(lambda: title_of(manual).startswith("十、"))
    assert top_line(manual) == "交接：换人管客户"
    manual.page.anchorClicked.emit(QUrl("#大客户计划和回顾"))
    assert top_line(manual) == "大客户计划和回顾"


def test_what_is_searched_for_narrows_the_chapters_and_is_marked(qtbot, manual):
    manual.search.setText("恢复码")
    assert 0 < manual.chapters.count() < len(CHAPTERS)
    qtbot.waitUntil(lambda: marked(manual) == "恢复码")
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: manual.chapters.currentRow() == 1 and bool(marked(manual)))
    manual.search.setText("复核")
    assert manual.chapters.count() == 1
    qtbot.waitUntil(lambda: marked(manual) == "复核")
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert marked(manual) == "复核", "after its last place the first one again"
    manual.search.setText("没有这样的词")
    assert (manual.chapters.count(), manual.page.toPlainText()) == (0, "手册里没有这个词。")
    manual.search.clear()
    assert manual.chapters.count() == len(CHAPTERS)


def test_esc_leaves_the_manual_for_the_window(qtbot, window, manual):
    qtbot.keyClick(manual.chapters, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ManualWindow) is None)
    assert window.findChild(QLabel) is not None
