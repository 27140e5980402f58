"""The rules of the screening: five dimensions, grades and limits, with what is wrong at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening.checks import problems
from app.domain.screening.rules import GradeRule, ScreeningRules
from app.domain.screening.texts import points_text
from app.domain.types import Dimension
from app.errors import InvalidInputError
from app.i18n import _
from app.ui.rules.dimension import DimensionEditor
from app.ui.rules.numbers import Wrong, count, number, number_line
from app.ui.rules.steps import StepTable
from app.ui.theme import GAP


@dataclass(frozen=True, slots=True)
class Limit:
    """One of the limits: its attribute, what it is called, and the rest of its sentence."""

    name: str
    label: str
    unit: str
    counts: bool = False


LIMITS = (
    Limit("completeness_min", _("资料完整度不低于"), _("% 才评等级")),
    Limit("months_of_trade_min", _("往来不满"), _("个月的不评等级"), counts=True),
    Limit("bookings_min", _("当年预订不到"), _("笔的，履约情况资料不足"), counts=True),
    Limit("cost_known_min", _("成本已知的金额不到"), _("% 的，收益性资料不足")),
    Limit("long_overdue_cap", _("逾期 90 天以上尚欠款的，安全性最多"), _("分")),
)


class RulesEditor(QWidget):
    """Edits a set of rules. With ``values``, this year's spread is shown beside the bands.

    Signals:
        edited: Something changed; ``wrong`` may have a new answer.
    """

    edited = Signal()

    def __init__(
        self,
        rules: ScreeningRules,
        values: Mapping[Dimension, Sequence[Decimal]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rulesEditor")
        self._tabs, self._sum, self._problems = QTabWidget(), QLabel(), QLabel()
        known = values or {}
        self.dimensions = [
            DimensionEditor(rule, known.get(rule.dimension, ())) for rule in rules.dimensions
        ]
        self.grades = StepTable("gradeRules", (_("等级"), _("分数线（得分率）")))
        self.capped = QLineEdit()
        self._limits = {one.name: number_line(one.name, one.label) for one in LIMITS}
        self._lay_out()
        self.show_rules(rules)
        for signal in (*(one.edited for one in self.dimensions), self.grades.edited):
            signal.connect(self._changed)
        for editor in (self.capped, *self._limits.values()):
            editor.textChanged.connect(self._changed)

    def show_rules(self, rules: ScreeningRules) -> None:
        """Show a set of rules in place of what is there."""
        for editor, rule in zip(self.dimensions, rules.dimensions, strict=True):
            editor.show_rule(rule)
        self.grades.show_pairs([(one.name, points_text(one.floor)) for one in rules.grades])
        self.capped.setText(rules.capped_grade)
        for one in LIMITS:
            self._limits[one.name].setText(points_text(Decimal(getattr(rules, one.name))))
        self._changed()

    def rules(self) -> ScreeningRules:
        """Return the rules as edited.

        Raises:
            InvalidInputError: They may not be used; the messages are shown already.
        """
        made, wrong = self._read()
        if wrong:
            raise InvalidInputError(wrong)
        return made

    def wrong(self) -> Mapping[str, str]:
        """Return a message for each wrong part."""
        return self._read()[1]

    def _read(self) -> tuple[ScreeningRules, Wrong]:
        wrong = Wrong()
        limits: dict[str, Any] = {}
        for one in LIMITS:
            read = count if one.counts else number
            limits[one.name] = read(self._limits[one.name].text(), one.name, one.label, wrong)
        made = ScreeningRules(
            dimensions=tuple(editor.rule(wrong) for editor in self.dimensions),
            grades=tuple(
                GradeRule(name, number(floor, "grades", _("等级的分数线"), wrong))
                for name, floor in self.grades.pairs()
            ),
            capped_grade=self.capped.text().strip(),
            **limits,
        )
        for part, text in problems(made).items():
            wrong.setdefault(part, text)
        return made, wrong

    def _changed(self) -> None:
        made, wrong = self._read()
        total = sum((rule.weight for rule in made.dimensions), Decimal(0))
        self._sum.setText(_("权重合计 {total} / 100").format(total=points_text(total)))
        self._problems.setText("\n".join(dict.fromkeys(wrong.values())))
        self._problems.setVisible(bool(wrong))
        for place, editor in enumerate(self.dimensions):
            mark = "⚠ " if editor.dimension.value in wrong else ""
            self._tabs.setTabText(place, mark + editor.dimension.label)
        others = set(wrong) - {d.value for d in Dimension} - {"weights"}
        last = self._tabs.count() - 1
        self._tabs.setTabText(last, ("⚠ " if others else "") + _("等级与界限"))
        self.edited.emit()

    def _lay_out(self) -> None:
        self._problems.setObjectName("ruleProblems")
        self._problems.setProperty("role", "wrong")
        self._problems.setTextFormat(Qt.TextFormat.PlainText)
        self._problems.setWordWrap(True)
        self._sum.setObjectName("weightSum")
        self._tabs.setDocumentMode(True)
        for editor in self.dimensions:
            self._tabs.addTab(editor, editor.dimension.label)
        self._tabs.addTab(self._limits_tab(), _("等级与界限"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._sum)
        column.addWidget(self._problems)

    def _limits_tab(self) -> QWidget:
        self.capped.setObjectName("cappedGrade")
        self.capped.setMaximumWidth(90)
        form = QFormLayout()
        for one in LIMITS:
            form.addRow(one.label, _with_unit(self._limits[one.name], one.unit))
        form.addRow(_("黑名单与有坏账的客户最高评"), _with_unit(self.capped, _("级")))
        tab = QWidget()
        row = QHBoxLayout(tab)
        row.addWidget(self.grades, 1)
        row.addLayout(form, 2)
        return tab


def _with_unit(editor: QWidget, unit: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor)
    row.addWidget(QLabel(unit))
    row.addStretch(1)
    return holder
