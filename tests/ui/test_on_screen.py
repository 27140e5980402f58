"""What happens once a window is on the screen."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.on_screen import RoomyDialog, once_painted


def test_it_is_told_once_when_all_parts_are_painted(qtbot):
    window, told = QWidget(), []
    qtbot.addWidget(window)
    part = QLabel("甲", window)
    once_painted(window, lambda: told.append(part.isVisible()))
    window.show()
    assert told == []
    qtbot.waitUntil(lambda: told == [True])
    window.repaint()
    other: list[bool] = []
    once_painted(window, lambda: other.append(True))
    window.update()
    qtbot.waitUntil(lambda: other == [True])
    assert told == [True]


def test_a_window_of_long_texts_cuts_none_of_them(qtbot):
    window = RoomyDialog()
    qtbot.addWidget(window)
    window.setFixedWidth(400)
    column, texts = QVBoxLayout(window), [QLabel("不能恢复，也不能撤销。" * 9) for _n in range(9)]
    for text in texts:
        text.setWordWrap(True)
        column.addWidget(text)
    window.show()
    assert window.height() > window.screen().availableSize().height() * 2 // 3
    assert all(text.height() >= text.heightForWidth(text.width()) for text in texts)
