"""What happens once a window is on the screen."""

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.on_screen import once_painted


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
