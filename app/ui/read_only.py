"""A window in which nothing can be changed: what would change something is not offered there."""

import re

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QWidget

from app.ui.chips import FilterChip

LOOK_EVERY = 200
"""Milliseconds between two looks: pages, details and dialogs make their buttons when shown."""
CHANGING = re.compile(
    r"新建|修改|删除|添加|登记|保存$|保存并|另存(?!为)|改|换|设为|记(?!录)|给这个客户|加|去标签|写|打标签|装入|放入"
    r"|共享|离职|转为|今天教过|取消(大客户|接待)|安排|计划|大客户计划|信函模板|标签模板|回顾|上墙|取下|完成|推迟|不做|下一步[：…]"
    r"|交接…|停用|列入|恢复合作|合并|重新|已接待|批量|查重|服务清单|个人信息|汇总…|退回|批准|提交"
    r"|评分|导入|撤销|粘贴|现在|以后再说|节日和服务标准"
)
"""How the words of what changes something begin, on buttons and in menus."""
ALWAYS_HIDDEN = frozenset({"entry", "staff", "signInNotice", "nameless"})


def changes(text: str) -> bool:
    """Tell by its words whether a button or a line of a menu would change something."""
    return CHANGING.match(text.replace("&", "").strip()) is not None


class ReadOnlyWatch(QObject):
    """Hides in a window, its dialogs included, what would change something."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_EVERY)
        self.look()

    def look(self) -> None:
        """Hide what has come since."""
        for action in self._window.findChildren(QAction):
            if action.isVisible() and not action.isCheckable() and changes(action.text()):
                action.setVisible(False)
        for button in self._window.findChildren(QAbstractButton):
            if _is_idle(button):
                button.setEnabled(False)  # its keys press it though it is hidden
                button.hide()
        for strip in self._window.findChildren(QFrame):
            if strip.objectName() in ALWAYS_HIDDEN:
                strip.hide()


def _is_idle(button: QAbstractButton) -> bool:
    if isinstance(button, FilterChip):
        return False
    if changes(button.text()) or button.objectName() in ALWAYS_HIDDEN:
        return True
    menu = button.menu() if isinstance(button, QPushButton) else None
    lines = menu.actions() if menu is not None else []
    offered = [line for line in lines if line.isVisible() and not line.isSeparator()]
    return bool(lines) and not offered
