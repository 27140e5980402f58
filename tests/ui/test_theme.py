"""The colours of a grade can be read on the ground they stand on."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QMessageBox, QStyle

from app.ui import theme
from app.ui.messages import tell
from app.ui.theme import DARK, GRADE_COLOURS, GRADES_ON_DARK, LIGHT, grade_colour, palette

ENOUGH = 4.5
"""The contrast of small text, WCAG 2.2, 1.4.3."""


def luminance(colour):
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("grade", list("ABCD"))
def test_a_grade_can_be_read_on_light_and_dark(grade):
    for ground in (LIGHT.surface, LIGHT.window):
        assert contrast(GRADE_COLOURS[grade], ground) >= ENOUGH
    for ground in (DARK.surface, DARK.window, DARK.chosen):
        assert contrast(GRADES_ON_DARK[grade], ground) >= ENOUGH
    assert contrast(GRADE_COLOURS[grade], "#ffffff") >= ENOUGH, "a badge has white letters"


def test_a_grade_takes_the_colour_of_the_palette_in_force(qapp):
    kept = qapp.palette()
    try:
        for look, colours in ((LIGHT, GRADE_COLOURS), (DARK, GRADES_ON_DARK)):
            qapp.setPalette(palette(look))
            assert theme.current_look() is look
            assert grade_colour("A") == colours["A"]
        assert grade_colour(None) == ""
    finally:
        qapp.setPalette(kept)


@pytest.mark.usefixtures("themed")
def test_a_box_to_choose_from_shows_that_it_has_the_focus(qtbot):
    box = QComboBox()
    box.addItems(["客房部", "餐饮部"])
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()

    def edge():
        return box.grab().toImage().pixelColor(box.width() // 2, 0)

    box.clearFocus()
    assert edge() == QColor(LIGHT.line)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    assert edge() == QColor(LIGHT.accent)


@pytest.mark.usefixtures("themed")
def test_no_button_of_a_message_has_an_icon_of_the_desktops(qtbot):
    parent = QComboBox()
    qtbot.addWidget(parent)
    tell(parent, "说明", "文字")
    row = parent.findChild(QMessageBox).findChild(QDialogButtonBox)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert row.style().styleHint(hint, None, row) == 0
