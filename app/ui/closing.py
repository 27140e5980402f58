"""What stands between a person and closing a window: what was typed and is not yet saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from app.ui.keys import keys_within
from app.ui.messages import ask_unsaved
from app.ui.progress import ProgressDialog


class EditedInPlace(QWidget):
    """A part of a page with a 保存 of its own, by the keys that save a window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            keys_within(self, keys, self._save_typed)

    def _save_typed(self) -> None:
        if self.is_dirty():
            self.save()

    def is_dirty(self) -> bool:
        """Tell whether anything typed is not saved."""
        raise NotImplementedError

    def save(self) -> None:
        """Save what was typed, or tell why that cannot be."""
        raise NotImplementedError

    def revert(self) -> None:
        """Show again what is stored."""
        raise NotImplementedError


def may_close(window: QWidget, show: Callable[[QWidget], None], then: Callable[[], object]) -> bool:
    """Tell whether nothing typed in the window would be lost; if something would, ask.

    Args:
        window: The window to be closed.
        show: Brings the part in question into sight.
        then: Called once the person has saved it, or said to drop it.
    """
    open_dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    for dialog in open_dialogs:
        if not isinstance(dialog, ProgressDialog) and not dialog.close():
            return False  # it asks by itself
    edited = next((part for part in window.findChildren(EditedInPlace) if part.is_dirty()), None)
    if edited is None:
        return True
    _bring_up(edited, show)
    _ask(window, edited, then)
    return False


def _bring_up(part: QWidget, show: Callable[[QWidget], None]) -> None:
    show(part)
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QTabWidget):
            above.setCurrentWidget(part)
        above = above.parentWidget()


def _ask(window: QWidget, edited: EditedInPlace, then: Callable[[], object]) -> None:
    def save() -> None:
        edited.save()
        if not edited.is_dirty():
            then()

    def drop() -> None:
        edited.revert()
        then()

    ask_unsaved(window, save, drop)
