"""Keeps what is typed into a form until it is saved or given up."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QTimer

from app.domain.form_drafts import UnsavedForm
from app.domain.types import ClientId
from app.errors import AppError
from app.services.form_drafts import drop_form_draft, keep_form_draft
from app.ui.context import Context
from app.ui.forms import DraftForm

PAUSE = 1_000
"""Milliseconds after the last key before what was typed is kept."""
A_MOMENT = 1.0
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
    """Watches one form; writes beside the window, one after another."""

    def __init__(self, context: Context, window: Any, kept: Kept) -> None:
        self._context = context
        self._kept: Kept | None = kept
        self._form: DraftForm[Any] | None = window.form
        self._draft_id: int | None = None
        self._writing, self._over = False, False
        self._written = threading.Event()
        self._timer = QTimer(window)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)
        window.form.edited.connect(self._timer.start)
        window.finished.connect(lambda _result: self._forget())

    def take_up(self, draft_id: int, typed: Mapping[str, Any]) -> None:
        """Go on with a form that was not saved."""
        self._draft_id = draft_id
        if self._form is not None:
            self._form.type_again(typed)

    def keep(self) -> None:
        """Write down what the form holds now; nothing where that is what it began with."""
        if self._writing:
            self._timer.start()
            return
        if (unsaved := self._unsaved()) is not None:
            desk, draft_id = self._context.desk, self._draft_id
            self._run(lambda: keep_form_draft(desk, unsaved, draft_id))

    def keep_now(self) -> None:
        """Write down what the form holds before this returns: the program is about to end."""
        self._timer.stop()
        if self._writing:
            self._written.wait(A_MOMENT)
        if (unsaved := self._unsaved()) is not None:
            with suppress(AppError):  # there is nobody left to tell
                self._draft_id = keep_form_draft(self._context.desk, unsaved, self._draft_id)

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

    def _forget(self) -> None:
        self._timer.stop()
        self._over = True
        self._form = self._kept = None  # they know the window, which goes now
        if not self._writing:
            self._drop()

    def _drop(self) -> None:
        desk, draft_id = self._context.desk, self._draft_id
        if draft_id is not None:
            self._draft_id = None
            self._run(lambda: drop_form_draft(desk, draft_id))

    def _run(self, work: Callable[[], int | None]) -> None:
        def written(draft_id: int | None) -> None:
            self._writing = False
            self._draft_id = draft_id
            if self._over:
                self._drop()

        def failed(_error: Exception) -> None:
            self._writing = False  # the form itself is still there; saving will tell what is wrong

        def attempt() -> int | None:
            try:
                self._draft_id = work()
            finally:
                self._written.set()
            return self._draft_id

        self._writing = True
        self._written.clear()
        # the news outlive the window, which may close while this is written
        self._context.workers.run(self._context.news, lambda _job: attempt(), written, failed)
