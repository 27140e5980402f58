"""An office made by the command line alone has no hotel's name: the window says so."""

import pytest
from PySide6.QtWidgets import QPushButton, QTabWidget

from app.domain.exported import PolicyHead
from app.domain.settings import OfficeSettings
from app.services.office import save_office_settings
from app.ui.nameless_strip import NamelessStrip
from app.ui.shell import MainWindow


@pytest.fixture
def banner(qtbot, context):
    made = NamelessStrip(context)
    qtbot.addWidget(made)
    return made


def test_it_leads_to_the_settings_and_goes_once_the_name_is_there(qtbot, desk, context, banner):
    assert not banner.isHidden()
    with qtbot.waitSignal(banner.fill_wanted):
        banner.findChild(QPushButton, "fillHotel").click()
    save_office_settings(desk, OfficeSettings(hotel_name="云溪大酒店"))
    assert banner.isHidden()


def test_the_name_in_the_head_is_enough_and_it_can_wait(qtbot, desk, context, banner):
    banner.findChild(QPushButton, "hotelLater").click()
    assert banner.isHidden()
    again = NamelessStrip(context)
    qtbot.addWidget(again)
    assert not again.isHidden()
    head = PolicyHead(subordinate_hotel="云溪大酒店")
    save_office_settings(desk, OfficeSettings(hotel_name="云溪", head=head))
    assert again.isHidden()


def test_the_window_leads_to_the_hotel_and_bears_its_name(qtbot, desk, context):
    window = MainWindow(context)
    qtbot.addWidget(window)
    tabs = window.show_page("settings").findChild(QTabWidget)
    tabs.setCurrentIndex(tabs.count() - 1)
    window.show_page("clients")
    window.findChild(QPushButton, "fillHotel").click()
    assert window.page_key == "settings"
    assert tabs.currentIndex() == 0
    save_office_settings(desk, OfficeSettings(hotel_name="云溪大酒店"))
    assert window.windowTitle().startswith("云溪大酒店")
