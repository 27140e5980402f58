"""The third step of the import: what it would do, and what is decided before it does."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.imported import ImportOptions, ImportOutcome
from app.domain.types import ImportKind
from app.i18n import _
from app.ui.imports.outcome import OutcomeView


class PreviewStep(QWidget):
    """Shows the outcome that an import would have by the options it holds.

    Signals:
        ticked: The import is to be looked at anew.
        decided: A row was decided: the numbers are to be counted again.
    """

    ticked = Signal()
    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = OutcomeView()
        self._view.decided.connect(self._decide)
        self._decisions: dict[int, bool] = {}
        self._shown = ImportOptions()
        self._join = QCheckBox(_("确定是同一客户的，并入已有档案（地方与名称都相同）"))
        self._join.setObjectName("join")
        self._open_missing = QCheckBox(_("档案里没有的客户，新开档案（否则这些行退回）"))
        self._open_missing.setObjectName("openMissing")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for box in (self._join, self._open_missing):
            box.toggled.connect(lambda _on: self.ticked.emit())
            box.hide()
            column.addWidget(box)
        column.addWidget(self._view, 1)

    def options(self) -> ImportOptions:
        """Return what is ticked and decided."""
        return ImportOptions(
            self._join.isChecked(), self._open_missing.isChecked(), {**self._decisions}
        )

    def forget_decisions(self) -> None:
        """Forget the decisions: rows may be others, by other columns."""
        self._decisions = {}

    def begin_anew(self) -> None:
        """Forget the ticks too: they were for another file."""
        self.forget_decisions()
        self._tick(ImportOptions())

    def show_outcome(
        self, outcome: ImportOutcome, kind: ImportKind, options: ImportOptions
    ) -> None:
        """Show what the import would do by these options, and offer what may still be ticked."""
        clients = kind is ImportKind.CLIENTS
        unknown = bool(outcome.rejected) or self._open_missing.isChecked()
        self._join.setVisible(clients and bool(outcome.likes))
        self._open_missing.setVisible(not clients and unknown)
        self._shown = options
        self.show_counted(outcome)

    def show_counted(self, outcome: ImportOutcome) -> None:
        """Show the numbers after a row was decided."""
        self._view.show_outcome(outcome)

    def take_back_ticks(self) -> None:
        """Tick what the numbers shown were counted by: they were not counted anew."""
        self._tick(self._shown)

    def _tick(self, options: ImportOptions) -> None:
        with QSignalBlocker(self._join), QSignalBlocker(self._open_missing):
            self._join.setChecked(options.join_duplicates)
            self._open_missing.setChecked(options.open_missing)

    def _decide(self, number: int, join: bool) -> None:  # noqa: FBT001 - a slot
        self._decisions[number] = join
        self._view.tell_counting()
        self.decided.emit()
