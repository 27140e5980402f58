"""What the icons and keys of a line of 今日 do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.today import TodayGroup, TodayLine
from app.i18n import _
from app.ui.context import Context

if TYPE_CHECKING:
    from app.ui.today.answers import LineAnswers

# What a step needs is loaded when it is first taken: the program opens on this page.


class LineSteps:
    """Takes the step of a name with a line, in windows above the page."""

    def __init__(self, context: Context, page: QWidget) -> None:
        self._context, self._page = context, page

    def take(self, name: str, line: TodayLine) -> None:
        """Take the step that the columns of the page call so."""
        steps: dict[str, Callable[[TodayLine], None]] = {
            "note_courtesy": self._note_courtesy,
            "write_entry": self._write_entry,
            "copy_number": self._copy_number,
            "open_line": self._open_line,
            "finish": self._finish,
            "postpone": self._answers.postpone,
            "drop": self._drop,
        }
        steps[name](line)

    @property
    def _answers(self) -> "LineAnswers":
        from app.ui.today.answers import LineAnswers

        return LineAnswers(self._context, self._page)

    def _note_courtesy(self, line: TodayLine) -> None:
        from app.domain.courtesies import CourtesyDraft
        from app.queries.occasions import occasion_receiver

        draft = CourtesyDraft(receivers=(occasion_receiver(line),))
        self._context.navigator.courtesy_wanted.emit(draft)

    def _write_entry(self, line: TodayLine) -> None:
        if line.client_id is not None:
            go = self._context.navigator
            go.person_entry_wanted.emit(line.client_id, line.contact_id)

    def _copy_number(self, line: TodayLine) -> None:
        QGuiApplication.clipboard().setText(line.telephone)
        told = _("已复制 {name} 的电话：{number}")
        self._context.navigator.told.emit(
            told.format(name=line.contact_name or line.client_name, number=line.telephone)
        )

    def _open_line(self, line: TodayLine) -> None:
        go = self._context.navigator
        if line.group is TodayGroup.DRAFT:
            go.draft_wanted.emit(line.subject_id)
        elif line.group is TodayGroup.CASE:
            go.case_wanted.emit(line.subject_id)
        elif line.group is TodayGroup.RECEPTION:
            go.reception_wanted.emit(line.subject_id)
        elif line.client_id is not None:
            go.client_wanted.emit(line.client_id)

    def _finish(self, line: TodayLine) -> None:
        if line.group is TodayGroup.REVIEW:
            self._context.navigator.review_wanted.emit(line.client_id)
        else:
            self._answers.finish(line)

    def _drop(self, line: TodayLine) -> None:
        if line.group is TodayGroup.DRAFT:
            self._answers.give_up(line)
        else:
            self._answers.drop(line)
