"""All tabs of 设置 are in sight on a low screen at 150 %: none hides behind an arrow."""

from PySide6.QtWidgets import QToolButton

from app.ui.settings.page import SettingsPage

BESIDE_THE_NAVIGATION = 776


def test_no_tab_hides_behind_an_arrow(qtbot, context):
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.resize(BESIDE_THE_NAVIGATION, 420)
    page.show()
    bar = page.tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= page.width()
    assert not any(arrow.isVisible() for arrow in bar.findChildren(QToolButton))
