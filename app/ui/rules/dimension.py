"""How one dimension is scored: weight, method, bands, and what they make of this year's clients."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening.rules import Band, DimensionRule, Method
from app.domain.screening.scoring import MONEY_DIMENSIONS
from app.domain.screening.spread import Bar, band_histogram, propose_bands
from app.domain.screening.texts import points_text
from app.i18n import _
from app.paper.charts import CountBar, draw_spread
from app.ui.buttons import ActionButton
from app.ui.charts import ChartView
from app.ui.rules.numbers import Wrong, number, number_line
from app.ui.rules.steps import StepTable
from app.ui.theme import GAP

TEN_THOUSAND = 10_000


class DimensionEditor(QWidget):
    """Edits one dimension's rule; nothing is kept until the window is saved.

    Signals:
        edited: Something changed.
    """

    edited = Signal()

    def __init__(
        self, rule: DimensionRule, values: Sequence[Decimal], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.dimension, self._values = rule.dimension, values
        key = rule.dimension.value
        self.weight = number_line(f"{key}Weight", _("权重"))
        self.hand = number_line(f"{key}Hand", _("其中手工评分"))
        self.cap = number_line(f"{key}Cap", _("满分线"), 140)
        self.method = QComboBox()
        self.method.setObjectName(f"{key}Method")
        for method in Method:
            self.method.addItem(method.label, method.value)
        money = rule.dimension in MONEY_DIMENSIONS
        unit = _("达到（元）") if money else _("达到（%）")
        self.bands = StepTable(f"{key}Bands", (unit, _("得分")))
        self.chart = ChartView(f"{key}Spread", _("各档客户数"), height=150)
        self._propose = ActionButton(_("按当年分布建议分档"))
        self._note = QLabel()
        self._lay_out()
        self.show_rule(rule)
        self._connect()

    def show_rule(self, rule: DimensionRule) -> None:
        """Show a rule in place of what is there."""
        self.weight.setText(points_text(rule.weight))
        self.hand.setText(points_text(rule.hand_weight))
        self.cap.setText("" if rule.cap is None else points_text(rule.cap))
        self.method.setCurrentIndex(self.method.findData(rule.method.value))
        self.bands.show_pairs([(_floor_text(b.floor), points_text(b.points)) for b in rule.bands])
        self._follow()

    def rule(self, wrong: Wrong) -> DimensionRule:
        """Return the rule as typed; what cannot be read is said in ``wrong``."""
        part, method = self.dimension.value, Method(self.method.currentData())
        label = self.dimension.label
        cap = self.cap.text().strip()
        return DimensionRule(
            dimension=self.dimension,
            weight=number(self.weight.text(), part, label + _("的权重"), wrong),
            method=method,
            bands=self._bands(wrong) if method is Method.BANDS else (),
            cap=number(cap, part, label + _("的满分线"), wrong)
            if cap and method is Method.PROPORTIONAL
            else None,
            hand_weight=number(self.hand.text(), part, label + _("的手工评分"), wrong),
        )

    def propose(self) -> None:
        """Put bands that follow the year's spread in place of those shown."""
        wrong = Wrong()
        rule = self.rule(wrong)
        proposed = propose_bands(self._values, rule.measured_weight)
        if proposed and not wrong:
            self.method.setCurrentIndex(self.method.findData(Method.BANDS.value))
            self.bands.show_pairs([(_floor_text(b.floor), points_text(b.points)) for b in proposed])
            self._changed()

    def _bands(self, wrong: Wrong) -> tuple[Band, ...]:
        part, label = self.dimension.value, self.dimension.label
        return tuple(
            Band(
                number(floor, part, label + _("分档的起点"), wrong),
                number(points, part, label + _("分档的得分"), wrong),
            )
            for floor, points in self.bands.pairs()
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        places = ((_("权重"), self.weight), (_("其中手工评分"), self.hand))
        for column, (text, editor) in enumerate(places):
            grid.addWidget(_buddy(text, editor), 0, 2 * column)
            grid.addWidget(editor, 0, 2 * column + 1)
        self._cap_label = _buddy(_("满分线"), self.cap)
        grid.addWidget(_buddy(_("计分办法"), self.method), 0, 4)
        grid.addWidget(self.method, 0, 5)
        grid.addWidget(self._cap_label, 0, 6)
        grid.addWidget(self.cap, 0, 7)
        grid.setColumnStretch(8, 1)
        self._propose.setObjectName(f"{self.dimension.value}Propose")
        self._propose.setAutoDefault(False)
        self._propose.setVisible(bool(self._values) and self.dimension in MONEY_DIMENSIONS)
        self._note.setProperty("role", "faint")
        self._note.setWordWrap(True)
        side = QVBoxLayout()
        side.addWidget(self._note)
        side.addWidget(self.chart, 1)
        side.addWidget(self._propose)
        body = QHBoxLayout()
        body.addWidget(self.bands, 2)
        body.addLayout(side, 3)
        column_ = QVBoxLayout(self)
        column_.setSpacing(GAP)
        column_.addLayout(grid)
        column_.addLayout(body, 1)

    def _connect(self) -> None:
        for editor in (self.weight, self.hand, self.cap):
            editor.textChanged.connect(self._changed)
        self.method.currentIndexChanged.connect(self._changed)
        self.bands.edited.connect(self._changed)
        self._propose.clicked.connect(self.propose)

    def _changed(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """Show what belongs to the method, and the clients in each band."""
        method = Method(self.method.currentData())
        self.bands.setVisible(method is Method.BANDS)
        for widget in (self.cap, self._cap_label):
            widget.setVisible(method is Method.PROPORTIONAL)
        rule = self.rule(Wrong())
        known = method is Method.BANDS and bool(self._values)
        self.chart.setVisible(known)
        self._note.setText(self._explained(method))
        if known:
            ordered = sorted(rule.bands, key=lambda band: band.floor, reverse=True)
            counted = band_histogram(self._values, ordered)
            names = [CountBar(_bar_text(bar), bar.count) for bar in counted]
            self.chart.show_drawing(
                lambda painter, area, style: draw_spread(painter, area, names, style),
                lambda key: _("{name}：{n:,} 个").format(name=names[key].name, n=names[key].count),
            )

    def _explained(self, method: Method) -> str:
        if method is Method.HAND:
            return _("全部由客户经理评分，须写理由。")
        if method is Method.PERCENTILE:
            return _("按低于该客户的客户所占比例给分。")
        if method is Method.PROPORTIONAL:
            return _("达到满分线得满分，以下按比例。")
        if not self._values:
            return _("达到起点即得该档分数；低于最低一档为 0 分。")
        return _("当年 {n:,} 个客户落在各档的数目（保存以前不会改动任何得分）：").format(
            n=len(self._values)
        )


def _buddy(text: str, editor: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(editor)
    return label


def _floor_text(floor: Decimal) -> str:
    return f"{floor.normalize():,f}"


def _bar_text(bar: Bar) -> str:
    if bar.low is None:
        return _("以下")
    if bar.low >= TEN_THOUSAND:
        return _("{n}万").format(n=points_text(bar.low / TEN_THOUSAND))
    return f"{bar.low.normalize():,f}"
