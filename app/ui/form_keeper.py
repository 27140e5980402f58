"""Keeps what is typed into a form until it is saved or given up."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from app.db import Desk
from app.domain.form_drafts import UnsavedForm
from app.domain.types import ClientId
from app.errors import AppError
from app.services.form_drafts import drop_form_draft, ending_form_draft, keep_form_draft
from app.ui.context import Context
from app.ui.forms import DraftForm

PAUSE = 1_000
"""Milliseconds after the last key before what was typed is kept."""
A_MOMENT = 1.5
"""Seconds to wait for what is just being written, where there is no time for more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which form it is, and what is said of it when it is offered again.

    ``known`` is what else is needed to open it, as JSON.
    """

    form: str
    record_id: int | None
    title: Callable[[], str]
    client_id: Callable[[], int | None]
    known: Mapping[str, Any] = field(default_factory=dict)


class FormKeeper:
    """Watches one form; writes beside the window, one after another.

    Attributes:
        draft_id: What is kept of the form, if anything is.
    """

    def __init__(self, context: Context, window: Any, kept: Kept) -> None:
        self._context = context
        self._kept: Kept | None = kept
        self._form: DraftForm[Any] | None = window.form
        self.draft_id: int | None = None
        self._writing, self._over = False, False
        self._newest: UnsavedForm | None = None
        self._turn = threading.Lock()
        self._timer = QTimer(window)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)
        window.form.edited.connect(self._timer.start)
        window.finished.connect(self._end)

    def keep(self) -> None:
        """Write down what the form holds now; nothing where that is what it began with."""
        if self._writing:
            self._timer.start()
        elif (unsaved := self._unsaved()) is not None:
            self._newest = unsaved
            self._run(lambda: self._write(unsaved))

    def keep_now(self) -> None:
        """Write down what the form holds before this returns: the program is about to end."""
        self._timer.stop()
        self._newest = unsaved = self._unsaved()
        if unsaved is not None and self._turn.acquire(timeout=A_MOMENT):
            with suppress(AppError):  # there is nobody left to tell
                self.draft_id = keep_form_draft(self._context.desk, unsaved, self.draft_id)
            self._turn.release()

    def saving_desk(self) -> Desk:
        """Return where to save the form: what was kept of it ends in the same transaction.

        Nothing more is kept of it, unless it could not be saved: see ``go_on``.
        """
        self._timer.stop()
        self._over = True
        with self._turn:  # what is just being written has its number in a moment
            kept, desk = self.draft_id, self._context.desk
        return desk if kept is None else ending_form_draft(desk, kept)

    def go_on(self) -> None:
        """Keep the form again: it was not saved."""
        self._over = False
        self._timer.start()

    def _unsaved(self) -> UnsavedForm | None:
        if self._form is None or self._kept is None or not self._form.is_dirty():
            return None
        client_id = self._kept.client_id()
        return UnsavedForm(
            self._kept.form,
            self._kept.title(),
            {**self._kept.known, **self._form.typed()},
            self._kept.record_id,
            None if client_id is None else ClientId(client_id),
        )

    def _write(self, unsaved: UnsavedForm) -> None:
        with self._turn:
            if self._newest is unsaved and not self._over:
                self.draft_id = keep_form_draft(self._context.desk, unsaved, self.draft_id)

    def _end(self, result: int) -> None:
        self._timer.stop()
        self._over = True
        self._form = self._kept = None  # they know the window, which goes now
        if result == QDialog.DialogCode.Accepted.value:
            self.draft_id = None  # it ended with the save
        elif not self._writing:
            self._drop()

    def _drop(self) -> None:
        desk, draft_id = self._context.desk, self.draft_id
        if draft_id is not None:
            self.draft_id = None
            self._run(lambda: drop_form_draft(desk, draft_id))

    def _run(self, work: Callable[[], None]) -> None:
        def ended(_told: object) -> None:
            # what failed is told by saving: the form itself is still there
            self._writing = False
            if self._form is None:
                self._drop()

        self._writing = True
        # the news outlive the window, which may close while this is written
        self._context.workers.run(self._context.news, lambda _job: work(), ended, ended)
