"""Other points in place of a suggestion, with the reason."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialogButtonBox, QLineEdit, QWidget
from typing_extensions import override

from app.domain.cells import money
from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part
from app.domain.screening.texts import points_text
from app.domain.types import Dimension
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.services.screening.judging import ScoreEntry, clear_score, set_scores
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field, text
from app.ui.forms import Section
from app.ui.messages import show_error
from app.ui.screening.opened import Opened

RECENT = 8


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """What is typed: the points, and why."""

    points: Decimal | None
    reason: str


class OverrideDialog(DraftDialog[OverrideDraft]):
    """Changes the suggested points of one dimension of one line, or goes back to them."""

    def __init__(
        self,
        context: Context,
        opened: Opened,
        line: ScreeningLine,
        dimension: Dimension,
        parent: QWidget | None = None,
    ) -> None:
        points = line.points[dimension]
        given = points.override
        draft = OverrideDraft(
            points.suggestion if given is None else given.points,
            "" if given is None else given.reason,
        )
        most = points_text(points.measured_weight)
        fields = (
            points_field("points", _("改为几分（0–{most}）").format(most=most)),
            text("reason", _("理由"), max_length=300, wide=True, required=True),
        )
        title = _("{client}：改{dimension}的建议分").format(
            client=line.name, dimension=dimension.label
        )
        super().__init__(title, [Section("", fields)], draft, parent)
        self.setObjectName("override")
        self._context, self._line, self._dimension = context, line, dimension
        self.body.insertWidget(1, faint(points.reason))
        offer_reasons(self.form.editor("reason"), recent_reasons(opened, dimension, Part.MEASURED))
        if given is not None:
            self._offer_clearing()
        self.resize(520, 300)

    @override
    def save(self, draft: OverrideDraft) -> None:
        if draft.points is None:
            raise InvalidInputError({"points": _("请填写分数。")})
        entry = ScoreEntry(
            self._line.id, self._dimension, Part.MEASURED, draft.points, draft.reason
        )
        try:
            set_scores(self._context.desk, [entry])
        except InvalidInputError as error:
            wrong = "points" if draft.reason else "reason"
            raise InvalidInputError({wrong: " ".join(error.fields.values())}) from error

    def _offer_clearing(self) -> None:
        box = self.findChild(QDialogButtonBox)
        if box is not None:
            button = box.addButton(_("恢复建议分"), QDialogButtonBox.ButtonRole.ResetRole)
            button.setObjectName("clear")
            button.clicked.connect(self._clear)

    def _clear(self) -> None:
        try:
            clear_score(self._context.desk, self._line.id, self._dimension, Part.MEASURED)
        except AppError as error:
            show_error(self, error)
        else:
            self.done(1)


def points_field(name: str, label: str) -> Field[QLineEdit]:
    """Edit points: full-width digits are understood, empty is None."""

    def read(editor: QLineEdit) -> Decimal | None:
        typed = editor.text().strip()
        return Decimal(points_text(money(typed))) if typed else None

    def write(editor: QLineEdit, value: Decimal | None) -> None:
        editor.setText("" if value is None else points_text(value))

    return Field(name, label, QLineEdit, read, write, lambda w: w.textChanged, required=True)


def recent_reasons(opened: Opened, dimension: Dimension, part: Part) -> list[str]:
    """Return the reasons written most often for a part, for choosing instead of typing."""
    counted: Counter[str] = Counter()
    for line in opened.lines:
        points = line.points[dimension]
        given = points.hand if part is Part.HAND else points.override
        if given is not None:
            counted[given.reason] += 1
    return [reason for reason, _count in counted.most_common(RECENT)]


def offer_reasons(editor: QWidget, reasons: list[str]) -> None:
    """Offer reasons below a line editor while one types; the Down key shows all."""
    if isinstance(editor, QLineEdit):
        completer = QCompleter(reasons, editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        editor.setCompleter(completer)
