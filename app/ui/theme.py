"""The look: Fusion with an own quiet palette, one accent colour, an 8-px rhythm."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC"]
"""The system's own first: charts load the bundled Noto Sans SC later, and a font that changes
under texts already laid out draws them as other characters."""
STYLE = ("-style", "fusion")
"""Said as the program begins: to set it later, PySide names all constants of Qt's styles."""
GAP = 8
ROW_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one scheme, as #rrggbb."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    chosen: str
    good: str
    warning: str
    bad: str


LIGHT = Look(
    window="#f5f6f8",
    surface="#ffffff",
    raised="#eceff3",
    line="#d5dae1",
    text="#1d2430",
    faint="#5c6675",
    accent="#0f6b5c",
    on_accent="#ffffff",
    chosen="#d7ece7",
    good="#1b7f4b",
    warning="#9a6200",
    bad="#b3261e",
)
DARK = Look(
    window="#1b1f24",
    surface="#23282f",
    raised="#2c323a",
    line="#3d4550",
    text="#e8ebef",
    faint="#a3adba",
    accent="#3fb39e",
    on_accent="#0b1513",
    chosen="#24443f",
    good="#5cc98c",
    warning="#e0ac4e",
    bad="#ff8a80",
)
GRADE_COLOURS = {"A": "#1b7f4b", "B": "#1f6fb2", "C": "#9a6200", "D": "#b3261e"}
"""Of a badge with white letters, and of letters on a light ground."""
GRADES_ON_DARK = {"A": "#5cc98c", "B": "#7ab8f0", "C": "#e0ac4e", "D": "#ff8a80"}


def apply_theme(app: QApplication) -> None:
    """Give the program its palette, font and style sheet, over the style of ``STYLE``."""
    look = current_look(app)
    app.setPalette(palette(look))
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(10)
    app.setFont(font)
    app.setStyleSheet(style_sheet(look))


def current_look(app: QApplication | None = None) -> Look:
    """Return the colours in force: light, or dark where the desktop is dark."""
    base = (app or QApplication).palette().color(QPalette.ColorRole.Window)
    return DARK if base.lightness() < 100 else LIGHT  # noqa: PLR2004 - of 255


def grade_colour(grade: str | None) -> str:
    """Return the colour of a grade's letter on the ground in force; "" for none of A to D."""
    colours = GRADES_ON_DARK if current_look() is DARK else GRADE_COLOURS
    return colours.get(grade or "", "")


def palette(look: Look) -> QPalette:
    """Return the palette of a look, greyed-out parts included."""
    role = QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: look.window,
        role.Base: look.surface,
        role.AlternateBase: look.window,
        role.Button: look.surface,
        role.Light: look.surface,
        role.WindowText: look.text,
        role.Text: look.text,
        role.ButtonText: look.text,
        role.PlaceholderText: look.faint,
        role.Highlight: look.chosen,
        role.HighlightedText: look.text,
        role.Link: look.accent,
        role.Accent: look.accent,
        role.ToolTipBase: look.surface,
        role.ToolTipText: look.text,
    }
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.faint))
    return made


def style_sheet(look: Look) -> str:
    """Return the few rules the palette cannot express.

    Widgets opt in by the property ``role``: title, faint, wrong, primary, link, card, number.
    """
    return f"""
    QWidget[role="title"] {{ font-size: 15pt; font-weight: 600; }}
    QWidget[role="heading"] {{ font-weight: 600; }}
    QLabel[role="faint"] {{ color: {look.faint}; }}
    QLabel[role="wrong"] {{ color: {look.bad}; }}
    QLabel[role="warning"] {{ color: {look.warning}; }}
    QLabel[role="number"] {{ font-size: 13pt; font-weight: 600; }}
    QFrame[role="card"] {{ background: {look.surface}; border: 1px solid {look.line};
        border-radius: 6px; }}
    QFrame[role="notice"] {{ background: {look.raised}; border-radius: 6px; }}
    QFrame[role="banner"] {{ background: {look.chosen}; border-radius: 6px; }}
    QPushButton, QToolButton[role="chip"] {{ padding: 5px 12px; border: 1px solid {look.line};
        border-radius: 5px; background: {look.surface}; outline: 0; }}
    QToolButton[role="chip"] {{ padding: 4px 10px 3px 10px; }}
    QPushButton:hover, QToolButton[role="chip"]:hover {{ background: {look.raised}; }}
    QPushButton[role="primary"], QPushButton:default {{ background: {look.accent};
        color: {look.on_accent}; border-color: {look.accent}; }}
    QPushButton:focus {{ padding: 4px 11px; border: 2px solid {look.accent}; }}
    QToolButton:focus {{ border: 2px solid {look.accent}; border-radius: 5px; }}
    QToolButton[role="chip"]:focus {{ padding: 3px 9px 2px 9px; }}
    QPushButton[role="primary"]:focus, QPushButton:default:focus {{ border-color: {look.text}; }}
    QPushButton:disabled, QPushButton[role="primary"]:disabled, QPushButton:default:disabled {{
        background: {look.window}; color: {look.faint}; border-color: {look.line}; }}
    QPushButton[role="link"] {{ border: 0; padding: 0 2px; background: transparent;
        color: {look.accent}; text-align: left; }}
    QPushButton[role="link"]:hover, QPushButton[role="link"]:focus {{
        text-decoration: underline; }}
    QPushButton:checked, QToolButton[role="chip"]:checked,
    QToolButton[role="chip"][chosen="true"] {{ background: {look.chosen};
        border-color: {look.accent}; }}
    QToolButton[role="chip"]::menu-indicator {{ width: 0; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QLineEdit, QPlainTextEdit {{ border: 1px solid {look.line};
        border-radius: 4px; padding: 4px 6px; background: {look.surface}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {look.accent}; }}
    QSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; padding: 0; }}
    QSpinBox {{ min-height: 20px; }}
    QComboBox {{ min-height: 23px; }}
    QComboBox, QSpinBox {{ border: 1px solid {look.line}; border-radius: 4px;
        padding: 3px 6px; background: {look.surface}; }}
    QComboBox:focus, QSpinBox:focus {{ border-color: {look.accent}; }}
    QComboBox:disabled, QSpinBox:disabled {{ background: {look.window}; color: {look.faint}; }}
    QSpinBox::up-button, QSpinBox::down-button {{ border: 0; width: 20px; }}
    QSpinBox::up-arrow, QSpinBox::down-arrow {{ width: 0; height: 0;
        border-left: 4px solid {look.surface}; border-right: 4px solid {look.surface}; }}
    QSpinBox::up-arrow {{ border-bottom: 5px solid {look.faint}; }}
    QSpinBox::down-arrow {{ border-top: 5px solid {look.faint}; }}
    QComboBox::drop-down {{ border: 0; width: 20px; }}
    QComboBox::down-arrow {{ width: 0; height: 0; border-left: 4px solid {look.surface};
        border-right: 4px solid {look.surface}; border-top: 5px solid {look.faint}; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {look.bad}; }}
    QScrollArea {{ border: 1px solid transparent; border-radius: 6px; }}
    QScrollArea:focus {{ border-color: {look.accent}; }}
    QScrollArea[role="fitted"] {{ border: 0; }}
    QTableView {{ border: 1px solid {look.line}; border-radius: 4px; gridline-color: {look.line}; }}
    QTableView::item {{ padding: 0 5px; }}
    QHeaderView::section {{ background: {look.raised}; border: 0; padding: 5px 8px;
        border-right: 1px solid {look.line}; border-bottom: 1px solid {look.line}; }}
    QListWidget#navigation {{ border: 0; background: {look.raised}; outline: 0; }}
    QListWidget#navigation::item {{ padding: 0 9px; border-left: 3px solid {look.raised}; }}
    QListWidget#navigation::item:selected {{ background: {look.chosen}; color: {look.text};
        border-left: 3px solid {look.accent}; }}
    QTabWidget::pane {{ border: 0; border-top: 1px solid {look.line}; }}
    QTabBar::tab {{ padding: 7px 14px; border: 0; }}
    QTabBar[role="many"]::tab {{ padding: 7px; }}
    QTabBar::tab:selected {{ color: {look.accent}; border-bottom: 2px solid {look.accent}; }}
    QTabBar::tab:focus {{ background: {look.chosen}; }}
    """


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and dress the widget anew if it is another."""
    if (widget.property(name) or None) != (value or None):  # dressing takes long
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
