"""The short window that asks for a little about something that is named above it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Draft, Section


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is done."""

    reason: str = ""


class AboutDialog(DraftDialog[Draft]):
    """Asks for one draft and hands it on; stays open while it is refused."""

    def __init__(
        self,
        titles: tuple[str, str, str],
        asked: Sequence[Field[Any]],
        draft: Draft,
        then: Callable[[Draft], object],
        parent: QWidget | None,
        *,
        columns: int = 2,
        problems: Callable[[Draft], Mapping[str, str]] | None = None,
        yes: str = "",
    ) -> None:
        """``titles`` are the window's name and title and what it is about.

        ``yes`` stands on the button that hands it on, where that does not save.
        """
        name, title, about = titles
        super().__init__(title, [Section("", asked)], draft, parent, columns=columns)
        self.setObjectName(name)
        self._then, self._problems = then, problems
        told = QLabel(about)
        told.setObjectName("about")
        told.setProperty("role", "heading")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.resize(480, 250)
        if yes:
            self._save_button.setText(yes)

    @override
    def problems(self, draft: Draft) -> Mapping[str, str]:
        return {} if self._problems is None else self._problems(draft)

    @override
    def save(self, draft: Draft) -> None:
        self._then(draft)
