"""Reading the numbers typed into rules, and collecting what is wrong with them."""

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from app.domain.cells import money, whole
from app.domain.screening.texts import points_text
from app.i18n import _


class Wrong(dict[str, str]):
    """Messages by the part of the rules they belong to; the first of each part counts."""

    def say(self, part: str, what: str, typed: str) -> None:
        """Note that ``typed`` is no number."""
        shown = typed or _("（空白）")
        text = _("{what}不是数字：{typed}").format(what=what, typed=shown)
        self.setdefault(part, text)


def number(text: str, part: str, what: str, wrong: Wrong) -> Decimal:
    """Read a number of any kind; 0 where it is none, which ``wrong`` then says."""
    try:
        return Decimal(points_text(money(text)))
    except ValueError:
        wrong.say(part, what, text)
        return Decimal(0)


def count(text: str, part: str, what: str, wrong: Wrong) -> int:
    """Read a whole number; 0 where it is none, which ``wrong`` then says."""
    try:
        return whole(text)
    except ValueError:
        wrong.say(part, what, text)
        return 0


def number_line(name: str, label: str, width: int = 90) -> QLineEdit:
    """Return an editor of a number; full-width digits are understood."""
    editor = QLineEdit()
    editor.setObjectName(name)
    editor.setAccessibleName(label)
    editor.setMaximumWidth(width)
    return editor
