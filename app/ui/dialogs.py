"""The window in which one record is entered or changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Desk
from app.errors import AppError, ConflictError, InvalidInputError, StorageError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.form_keeper import FormKeeper, Kept
from app.ui.forms import Draft, DraftForm, Section
from app.ui.messages import ask_unsaved
from app.ui.on_screen import resize_on_screen
from app.ui.theme import GAP


class DraftDialog(QDialog, Generic[Draft]):
    """Edits one draft and saves it; stays open, with all that was typed, while anything is wrong.

    Subclasses say how to ``save``, which ``problems`` a draft has, and, for records that may have
    changed meanwhile, what is ``stored``. Ctrl+S and Ctrl+Enter save. Closing with unsaved text
    asks first.

    Attributes:
        version: The version of the record that is changed; 0 where it is new.
    """

    version = 0

    def __init__(
        self,
        title: str,
        sections: Sequence[Section],
        draft: Draft,
        parent: QWidget | None = None,
        *,
        columns: int = 2,
        beside: int = 0,
    ) -> None:
        super().__init__(parent)
        self.keeper: FormKeeper | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form: DraftForm[Draft] = DraftForm(sections, draft, columns=columns, beside=beside)
        self._banner = _Banner()
        self._banner.reload.clicked.connect(self._reload)
        self.area = QScrollArea()
        self.area.setProperty("role", "fitted")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it, not a field, has the cursor
        self.area.setWidget(self.form)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(GAP)
        self.body.addWidget(self._banner)
        self.body.addWidget(self.area, 1)
        self._button_box = self._buttons()
        self.body.addWidget(self._button_box)
        self._save_button.setDefault(True)  # before it is in the window Qt would forget it
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        resize_on_screen(self, self.width(), self.height())
        super().showEvent(event)

    def keep_typed(
        self,
        context: Context,
        form: str,
        *,
        title: Callable[[], str],
        record_id: int | None = None,
        client_id: Callable[[], int | None] = lambda: None,
        known: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep what is typed a moment after the last key, so that it survives a crash.

        ``form`` is the name by which ``app.ui.resuming`` opens it again, by what is ``known`` too.
        Called once all editors hold what they begin with.
        """
        kept = Kept(form, record_id, title, client_id, known or {})
        self.keeper = FormKeeper(context, self, kept)

    def saving_desk(self) -> Desk:
        """Return where a form that keeps what is typed is saved: what was kept ends with it."""
        assert self.keeper is not None  # noqa: S101 - keep_typed was called
        return self.keeper.saving_desk()

    def take_up(self, draft_id: int, typed: Mapping[str, Any]) -> None:
        """Go on with what was typed and not saved; say what was changed in the record since."""
        assert self.keeper is not None  # noqa: S101 - likewise
        self.keeper.draft_id = draft_id
        since = self.form.type_again(typed, stored=self.reload() is not None)
        if since and self.form.isEnabled():
            told = _(
                "没填完的这段时间，这条记录又改过：{fields}。"
                "您填的照旧，没动过的已换成新的，请核对后再保存。"
            )
            self._banner.say(told.format(fields="、".join(since)), reload=True)

    def lock(self, why: str) -> None:
        """Let the record be read only, and say why, unless that is empty."""
        if why:
            self._banner.say(why)
            self.form.setEnabled(False)
            self._save_button.setEnabled(False)
            self._save_button.setToolTip(why)

    def save(self, draft: Draft) -> None:
        """Store the draft; raise an ``AppError`` that says why it cannot be."""
        raise NotImplementedError

    def problems(self, draft: Draft) -> Mapping[str, str]:  # noqa: ARG002 - for subclasses
        """Return a message for each field that breaks a rule, without saving.

        Asked where something cannot be read at all, so that everything wrong is told at once.
        """
        return {}

    def stored(self) -> tuple[Draft, int] | None:
        """Return the record as it now stands, with its version; None where it is new or gone."""
        return None

    def reload(self) -> Draft | None:
        """Return the record as it now stands, to be changed from there on; None as ``stored``."""
        if (found := self.stored()) is None:
            return None
        draft, self.version = found
        return draft

    @override
    def accept(self) -> None:
        if not self._save_button.isEnabled():
            return
        self._save_button.setEnabled(False)  # a double click saves once
        saved = False
        try:
            self.save(self._draft())
        except InvalidInputError as error:
            self.form.show_errors(error.fields)
            others = [text for name, text in error.fields.items() if not self._has(name)]
            self._banner.say("\n".join(others))
            QTimer.singleShot(0, self, self._see_error)  # once the form has grown by it
        except ConflictError as error:
            self._banner.say(str(error), reload=True)
        except StorageError as error:
            self._banner.say(_("{why}填写的内容还在。").format(why=error))
        except AppError as error:
            self._banner.say(str(error))
        else:
            saved = True
            super().accept()
        finally:
            self._save_button.setEnabled(not saved)
            if not saved and self.keeper is not None:
                self.keeper.go_on()

    @override
    def reject(self) -> None:
        if self.form.is_dirty():
            ask_unsaved(self, self.accept, self._drop)
        else:
            self._drop()

    def _draft(self) -> Draft:
        draft, unreadable = self.form.readable()
        if unreadable:
            raise InvalidInputError({**self.problems(draft), **unreadable})
        return draft

    def _drop(self) -> None:
        """Close without saving; connected to ``super().reject`` Qt would call ``reject`` again."""
        super().reject()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._save_button: QPushButton = buttons.addButton(
            _("保存"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._save_button.setObjectName("save")
        self._save_button.setToolTip(_("Ctrl+S"))
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _see_error(self) -> None:
        """Scroll to the first message: beside its field alone it may be out of sight."""
        if (error := self.form.first_error()) is not None:
            self.area.ensureWidgetVisible(error, 0, GAP)

    def _has(self, name: str) -> bool:
        return self.form.findChild(QWidget, name) is not None

    def _reload(self) -> None:
        draft: Any = self.reload()
        if draft is None:
            self._banner.say(_("这条记录已被删除。"))
        else:
            self.form.load(draft)
            self._banner.say("")


class _Banner(QFrame):
    """A quiet strip on top of a form: why it was not saved, and 重新载入."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._text = QLabel()
        self._text.setObjectName("banner")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.reload = ActionButton(_("重新载入"))
        self.reload.setAutoDefault(False)
        self._let_in(on=False)
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addWidget(self.reload, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def say(self, text: str, *, reload: bool = False) -> None:
        self._text.setText(text)
        self.reload.setVisible(reload)
        self._let_in(on=reload)
        self.setVisible(bool(text))

    def _let_in(self, *, on: bool) -> None:
        """Let the cursor on the button only while it is there: Qt looks at it else on opening."""
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus
        self.reload.setFocusPolicy(policy)
