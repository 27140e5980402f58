"""Forms described by fields in sections, editing one frozen draft."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from app.domain.form_drafts import field_kinds, from_json, to_json
from app.errors import InvalidInputError
from app.ui.fields import Field
from app.ui.theme import GAP, mark


class Dataclass(Protocol):
    """Anything ``dataclasses.replace`` takes."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Draft = TypeVar("Draft", bound=Dataclass)
Editor = TypeVar("Editor", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under a heading; an empty heading is not drawn."""

    title: str
    fields: Sequence[Field[Any]]


class DraftForm(QWidget, Generic[Draft]):
    """Shows a draft, gives back the edited one, and marks the fields that are wrong.

    Each editor has its field's name as object name, a label that is its buddy, and an error label
    below it, named ``error``. Labels stand above their editors, or ``beside`` them, so many pixels
    wide.

    Signals:
        edited: The user changed something; ``is_dirty`` may have a new answer.
    """

    edited = Signal()

    def __init__(
        self,
        sections: Sequence[Section],
        draft: Draft,
        parent: QWidget | None = None,
        *,
        columns: int = 2,
        beside: int = 0,
    ) -> None:
        super().__init__(parent)
        self._beside = beside
        self._fields = [field for section in sections for field in section.fields]
        self._loaded = draft
        self._editors: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP)
        self._row = self._column = 0
        for section in sections:
            self._add_section(section)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.load(draft)

    def editor(self, name: str) -> QWidget:
        """Return the editor of a field."""
        return self._editors[name]

    def editor_of(self, kind: type[Editor], name: str) -> Editor:
        """Return the editor of a field, which is of this kind."""
        editor = self._editors[name]
        assert isinstance(editor, kind)  # noqa: S101 - who asks knows by what the field is edited
        return editor

    def take_in(self, field: Field[Any], editor: QWidget) -> None:
        """Edit a field by a widget that stands elsewhere in the window, which tells its errors."""
        self._fields.append(field)
        self._editors[field.name] = editor
        field.write(editor, getattr(self._loaded, field.name))
        field.changed(editor).connect(lambda *_value: self.edited.emit())

    def load(self, draft: Draft) -> None:
        """Show ``draft`` and take it as the unedited state."""
        self._loaded = draft
        for field in self._fields:
            field.write(self._editors[field.name], getattr(draft, field.name))
        self.show_errors({})

    def draft(self) -> Draft:
        """Return the draft as edited.

        Raises:
            InvalidInputError: A text cannot be read as what its field holds.
        """
        draft, unreadable = self.readable()
        if unreadable:
            raise InvalidInputError(unreadable)
        return draft

    def readable(self) -> tuple[Draft, dict[str, str]]:
        """Return the draft with what can be read of it, and a message for each other field."""
        values, wrong = {}, {}
        for field in self._fields:
            try:
                values[field.name] = field.read(self._editors[field.name])
            except ValueError as error:
                wrong[field.name] = str(error)
        return replace(self._loaded, **values), wrong

    def is_dirty(self) -> bool:
        """Tell whether anything differs from what was loaded."""
        try:
            return bool(self.draft() != self._loaded)
        except InvalidInputError:
            return True

    def typed(self) -> dict[str, Any]:
        """Return what every editor holds as JSON: its value, or its text where that is none.

        Beside it stands what ``was`` loaded.
        """
        found: dict[str, Any] = {}
        for field in self._fields:
            editor = self._editors[field.name]
            try:
                found[field.name] = {"value": to_json(field.read(editor))}
            except ValueError:
                found[field.name] = {"text": typed_text(editor)}
            found[field.name]["was"] = self._was(field)
        return found

    def type_again(self, typed: Mapping[str, Any], *, stored: bool = False) -> list[str]:
        """Put back what ``typed`` gave; what this form does not know is left out.

        Returns which fields of a record that is ``stored`` hold something else than when it was
        typed. There only what was changed by typing is put back: the rest is as others left it.
        """
        since, kinds = [], field_kinds(type(self._loaded))
        for field in self._fields:
            one = typed.get(field.name, {})
            if stored and "was" in one:
                if one["was"] != self._was(field):
                    since.append(field.label)
                if one.get("value", one) == one["was"]:
                    continue
            self._type_one(field, one, kinds[field.name])
        return since

    def _type_one(self, field: Field[Any], one: Mapping[str, Any], kind: Any) -> None:
        editor = self._editors[field.name]
        if "value" in one:
            with suppress(ValueError):
                field.write(editor, from_json(kind, one["value"]))
        elif "text" in one:
            type_text(editor, one["text"])

    def _was(self, field: Field[Any]) -> Any:
        return to_json(getattr(self._loaded, field.name))

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each message under its field and the cursor in the first wrong one."""
        for name in self._errors:
            self._show_error(name, errors.get(name, ""))
        wrong = next((name for name in self._editors if name in errors), None)
        if wrong is not None:
            self._editors[wrong].setFocus()

    def first_error(self) -> QLabel | None:
        """Return the first message shown, if any."""
        return next((label for label in self._errors.values() if label.text()), None)

    def _show_error(self, name: str, message: str) -> None:
        label = self._errors[name]
        label.setText(message)
        label.setVisible(bool(message))
        mark(self._editors[name], "wrong", bool(message))

    def _edited(self, name: str) -> None:
        """Take back what was said of the text before; saving looks at the new one."""
        self._show_error(name, "")
        self.edited.emit()

    def _add_section(self, section: Section) -> None:
        self._end_row()
        if section.title:
            heading = QLabel(section.title)
            heading.setProperty("role", "heading")
            self._grid.addWidget(heading, self._row, 0, 1, self._columns)
            self._row += 1
        for field in section.fields:
            self._place(field)

    def _place(self, field: Field[Any]) -> None:
        if field.wide:
            self._end_row()
        span = self._columns if field.wide else 1
        top = Qt.AlignmentFlag.AlignTop  # beside a field with an error it would sink else
        self._grid.addWidget(self._build(field), self._row, self._column, 1, span, top)
        self._column += span
        if self._column >= self._columns:
            self._end_row()

    def _end_row(self) -> None:
        if self._column:
            self._row, self._column = self._row + 1, 0

    def _build(self, field: Field[Any]) -> QWidget:
        editor = field.make()
        editor.setObjectName(field.name)
        editor.setAccessibleName(field.label)
        field.changed(editor).connect(lambda *_value, name=field.name: self._edited(name))
        label = QLabel(field.label + (" *" if field.required else ""))
        label.setBuddy(editor)
        error = QLabel()
        error.setObjectName("error")
        error.setProperty("role", "wrong")
        error.setTextFormat(Qt.TextFormat.PlainText)
        error.setWordWrap(True)
        error.hide()
        self._editors[field.name], self._errors[field.name] = editor, error
        return _cell(label, editor, error, self._beside)


def _cell(label: QLabel, editor: QWidget, error: QLabel, beside: int) -> QWidget:
    cell = QWidget()
    cell.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    grid = QGridLayout(cell)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1 if beside else 0, 1)
    if beside:
        label.setFixedWidth(beside)
        grid.addWidget(label, 0, 0)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(error, 1, 1)
    else:
        for row, part in enumerate((label, editor, error)):
            grid.addWidget(part, row, 0)
    return cell


def typed_text(editor: QWidget) -> str:
    """Return the text in an editor, or in the line within it."""
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return "" if line is None else line.text()


def type_text(editor: QWidget, text: str) -> None:
    """Put a text into an editor, or into the line within it."""
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
        return
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    if line is not None:
        line.setText(text)
