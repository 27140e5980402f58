"""The colours of a grade can be read on the ground they stand on."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyle,
    QTabBar,
)

from app.ui import theme
from app.ui.chips import FilterChip
from app.ui.messages import tell
from app.ui.number_box import NumberBox
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


def box_to_choose_from():
    box = QComboBox()
    box.addItems(["客房部", "餐饮部"])
    return box


def primary():
    button = QPushButton("保存")
    button.setProperty("role", "primary")
    return button


def pressed():
    button = QPushButton("拜访")
    button.setCheckable(True)
    button.setChecked(True)
    return button


def chip():
    return FilterChip("days", "日期", [(1, "本年")])


def chosen_chip():
    made = chip()
    made.choose([1])
    return made


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize(
    ("make", "at", "colour"),
    [
        (box_to_choose_from, 0, LIGHT.accent),
        (QSpinBox, 0, LIGHT.accent),
        (QScrollArea, 0, LIGHT.accent),
        (QPushButton, 1, LIGHT.accent),
        (primary, 1, LIGHT.text),
        (pressed, 1, LIGHT.accent),
        (chip, 1, LIGHT.accent),
        (chosen_chip, 1, LIGHT.accent),
    ],
)
def test_what_has_the_focus_shows_it(qtbot, make, at, colour):
    widget = make()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()

    def edge():
        return widget.grab().toImage().pixelColor(widget.width() // 2, at)

    widget.clearFocus()
    assert edge() != QColor(colour)
    size = widget.sizeHint()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    assert edge() == QColor(colour)
    assert widget.sizeHint() == size, "nothing beside it may move"


def first_ink(widget):
    """Return how far from the left edge the text begins."""
    image = widget.grab().toImage()
    rows = range(8, image.height() - 8)
    return next(
        x
        for x in range(2, image.width())
        if any(image.pixelColor(x, y).lightness() < 100 for y in rows)
    )


@pytest.mark.usefixtures("themed")
def test_a_number_stands_as_far_from_the_edge_as_a_text(qtbot):
    number, text = NumberBox(), QLineEdit("88")
    number.setValue(88)
    for widget in (number, text):
        qtbot.addWidget(widget)
        widget.show()
        widget.clearFocus()
    assert abs(first_ink(number) - first_ink(text)) <= 1
    assert number.sizeHint().width() > QSpinBox().sizeHint().width()


@pytest.mark.usefixtures("themed")
def test_a_row_of_tabs_with_the_focus_shows_it(qtbot):
    tabs = QTabBar()
    tabs.addTab("概况")
    qtbot.addWidget(tabs)
    with qtbot.waitActive(tabs):
        tabs.show()
        tabs.activateWindow()

    def ground():
        return tabs.grab().toImage().pixelColor(4, 4)

    tabs.clearFocus()
    assert ground() == QColor(LIGHT.window)
    tabs.setFocus()
    qtbot.waitUntil(tabs.hasFocus)
    assert ground() == QColor(LIGHT.chosen)


@pytest.mark.usefixtures("themed")
def test_a_chip_is_as_high_as_what_stands_beside_it(qtbot):
    beside = QLineEdit()
    for widget in (made := chip(), beside):
        qtbot.addWidget(widget)
        widget.show()
    assert made.sizeHint().height() == beside.sizeHint().height()


@pytest.mark.usefixtures("themed")
def test_no_button_of_a_message_has_an_icon_of_the_desktops(qtbot):
    parent = QComboBox()
    qtbot.addWidget(parent)
    tell(parent, "说明", "文字")
    row = parent.findChild(QMessageBox).findChild(QDialogButtonBox)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert row.style().styleHint(hint, None, row) == 0
