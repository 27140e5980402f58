"""The office's own fields in the client's form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.domain.clients_labels import CLIENT as LABELS
from app.domain.own_fields import OwnField, OwnKind, Values, own_value
from app.ui.fields import Choices, Field, add_calendar, typed_day
from app.ui.theme import GAP

SIDE_BY_SIDE = 2


class OwnFieldsEditor(QWidget):
    """Edits what a client holds in the office's own fields; others are left as they are.

    Signals:
        changed: Something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[OwnField]) -> None:
        super().__init__()
        self._fields = [field for field in fields if field.active]
        self._loaded: dict[str, str] = {}
        self._editors: dict[str, QLineEdit | Choices] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        for place, field in enumerate(self._fields):
            editor = self._editors[field.key] = self._editor(field)
            label = QLabel(field.name)
            label.setBuddy(editor)
            row, column = divmod(place, SIDE_BY_SIDE)
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(editor, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        if self._fields:
            self.setFocusProxy(self._editors[self._fields[0].key])

    def values(self) -> Values:
        """Return what is held now.

        Raises:
            ValueError: A text is not what its field holds.
        """
        new = dict(self._loaded)
        for field in self._fields:
            typed = self._typed(field)
            if typed != self._loaded.get(field.key, ""):
                new[field.key] = own_value(field, typed)
        return tuple(sorted((key, text) for key, text in new.items() if text))

    def show_values(self, values: Values) -> None:
        """Show what a client holds."""
        self._loaded = dict(values)
        for key, editor in self._editors.items():
            text = self._loaded.get(key, "")
            if isinstance(editor, QLineEdit):
                editor.setText(text)
            else:
                if text not in editor.values:
                    editor.offer(text, text)
                editor.setCurrentIndex(editor.values.index(text))

    def _typed(self, field: OwnField) -> str:
        editor = self._editors[field.key]
        if not isinstance(editor, QLineEdit):
            return str(editor.values[editor.currentIndex()])
        typed = editor.text().strip()
        if field.kind is OwnKind.DAY and typed:
            try:
                return typed_day(typed).isoformat()
            except ValueError as error:
                raise ValueError(f"{field.name}：{error}") from error
        return typed

    def _editor(self, field: OwnField) -> QLineEdit | Choices:
        if field.kind is OwnKind.CHOICE:
            box = Choices()
            for choice in ("", *field.choices):
                box.offer(choice, choice)
            box.currentIndexChanged.connect(self.changed)
            box.setObjectName(field.key)
            return box
        line = QLineEdit()
        line.setObjectName(field.key)
        if field.kind is OwnKind.DAY:
            add_calendar(line)
        line.textChanged.connect(self.changed)
        return line


def own_fields_field(fields: Sequence[OwnField]) -> Field[OwnFieldsEditor]:
    """Edit a draft's ``extra``."""
    return Field(
        "extra",
        LABELS["extra"],
        lambda: OwnFieldsEditor(fields),
        OwnFieldsEditor.values,
        OwnFieldsEditor.show_values,
        lambda w: w.changed,
        wide=True,
    )
