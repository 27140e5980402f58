"""The steps of the December job, one upon the other: each is made when it is first wanted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.areas import scrolled
from app.ui.context import Context
from app.ui.screening.approval_step import ApprovalStep
from app.ui.screening.checks_step import ChecksStep
from app.ui.screening.evidence_step import EvidenceStep
from app.ui.screening.output_step import OutputStep
from app.ui.screening.ranking_step import RankingStep
from app.ui.screening.scope_step import ScopeStep
from app.ui.screening.scores_step import ScoresStep
from app.ui.screening.step import Step

KINDS: Sequence[type[Any]] = (
    ScopeStep,
    ChecksStep,
    EvidenceStep,
    ScoresStep,
    RankingStep,
    ApprovalStep,
    OutputStep,
)
SCORES = KINDS.index(ScoresStep)


class StepStack(QStackedWidget):
    """Holds the steps by number.

    Signals:
        made: step: a step was made and shows nothing yet.
    """

    made = Signal(Step)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._steps: dict[int, Step] = {}
        self._rooms: list[QVBoxLayout] = []
        for _kind in KINDS:
            place = QWidget()
            room = QVBoxLayout(place)
            room.setContentsMargins(0, 0, 0, 0)
            self._rooms.append(room)
            self.addWidget(place)

    def __len__(self) -> int:
        return len(KINDS)

    def __getitem__(self, number: int) -> Step:
        if number not in self._steps:
            step: Step = KINDS[number](self._context)
            self._steps[number] = step
            shown = scrolled(step, step.shortest) if step.shortest else step
            self._rooms[number].addWidget(shown)
            self.made.emit(step)
        return self._steps[number]

    def is_made(self, number: int) -> bool:
        """Tell whether a step was wanted before."""
        return number in self._steps

    @property
    def scores(self) -> ScoresStep:
        """The step in which people score."""
        step = self[SCORES]
        assert isinstance(step, ScoresStep)  # noqa: S101 - stands there
        return step
