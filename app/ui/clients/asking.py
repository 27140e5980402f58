"""Small windows that ask for one value before something is done to several clients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for."""

    value: Any = None


class AskDialog(DraftDialog[Answer]):
    """Asks for one value and does something with it; stays open while that is refused."""

    def __init__(
        self,
        title: str,
        field: Field[Any],
        then: Callable[[Any], object],
        parent: QWidget | None = None,
        *,
        value: Any = None,
    ) -> None:
        self._then = then
        super().__init__(title, [Section("", [field])], Answer(value), parent, columns=1)
        self.resize(380, 230 if field.wide else 170)

    @override
    def save(self, draft: Answer) -> None:
        self._then(draft.value)
