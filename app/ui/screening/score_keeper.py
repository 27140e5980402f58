"""Keeps what is typed into the hand scores in the office file, until it is saved."""

import threading
from collections.abc import Mapping

from app.services.screening.typed_scores import keep_typed_scores
from app.ui.context import Context


class ScoreKeeper:
    """Writes the rows of one screening beside the window, one after another.

    What cannot be written waits for the next time; saving the row will tell what is wrong.
    """

    def __init__(self, context: Context, screening_id: int) -> None:
        self._context, self._screening_id = context, screening_id
        self._waiting: dict[int, Mapping[str, str]] = {}
        self._changing, self._writing = threading.Lock(), threading.Lock()

    def keep(self, typed: Mapping[int, Mapping[str, str]]) -> None:
        """Write these rows soon."""
        with self._changing:
            self._waiting |= typed
        # the news outlive the page, which may close while this is written
        workers, news = self._context.workers, self._context.news
        workers.run(news, lambda _job: self.keep_now(), lambda _none: None, lambda _error: None)

    def keep_now(self) -> None:
        """Write what is not written yet before this returns.

        Raises:
            AppError: It could not be written.
        """
        with self._writing:
            with self._changing:
                typed, self._waiting = self._waiting, {}
            try:
                if typed:
                    keep_typed_scores(self._context.desk, self._screening_id, typed)
            except BaseException:
                with self._changing:
                    self._waiting = typed | self._waiting
                raise
