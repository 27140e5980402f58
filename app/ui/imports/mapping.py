"""Which sheet, which heading row, and what each column of the file fills."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.cells import shown
from app.domain.headings import fits
from app.domain.import_advice import advice, advice_without_layout
from app.domain.import_notes import layout_notes
from app.domain.imports import Layout, fillable, hidden_rows
from app.domain.sheets import Sheet
from app.domain.types import ImportKind
from app.exchange.importing import missing_columns
from app.i18n import _
from app.ui.number_box import NumberBox
from app.ui.plain_table import PlainTable
from app.ui.theme import GAP

SAMPLE_ROWS = 3
LONGEST_SAMPLE = 40
HEADING, SAMPLE, FILLS = range(3)


class MappingStep(QWidget):
    """Shows a layout and lets it be changed.

    Signals:
        layout_wanted: kind, sheet index, heading row index or None: lay the file out anew.
        changed: Another choice for a column was made.
    """

    layout_wanted = Signal(object, int, object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: Layout | None = None
        self._sheets: Sequence[Sheet] = ()
        self._kind, self._sheet, self._row = QComboBox(), QComboBox(), NumberBox()
        self._kind.setObjectName("kind")
        self._sheet.setObjectName("sheet")
        self._row.setObjectName("headingRow")
        self._row.setMinimum(1)
        self._row.setMaximum(500_000)
        headings = (_("文件里的列"), _("前几行内容"), _("对应到"))
        self._columns = PlainTable("columns", headings)  # Tab leads from choice to choice
        self._hidden = QCheckBox(_("隐藏的、被筛选掉的行也导入"))
        self._hidden.setObjectName("hidden")
        self._missing = QLabel()
        self._missing.setProperty("role", "wrong")
        self._missing.setWordWrap(True)
        self._notes = QLabel()
        self._notes.setObjectName("notes")
        self._notes.setWordWrap(True)
        for kind in ImportKind:
            self._kind.addItem(kind.label)
        self.setFocusProxy(self._kind)
        self._lay_out()
        self._kind.activated.connect(lambda _n: self._want(anew=True))
        self._sheet.activated.connect(lambda _n: self._want(anew=True))
        self._row.valueChanged.connect(lambda _n: self._want(anew=False))
        self._hidden.toggled.connect(lambda _on: self._tell_missing())

    def show_layout(self, sheets: Sequence[Sheet], layout: Layout | None) -> None:
        """Show how the file is read; None when no table was recognised."""
        self._layout, self._sheets = layout, sheets
        with QSignalBlocker(self._kind), QSignalBlocker(self._sheet), QSignalBlocker(self._row):
            self._sheet.clear()
            for sheet in sheets:
                rows = _("{name}（{rows} 行）").format(name=sheet.name, rows=f"{len(sheet.rows):,}")
                self._sheet.addItem(rows)
            if layout is not None:
                self._kind.setCurrentIndex(list(ImportKind).index(layout.kind))
                self._sheet.setCurrentIndex(layout.sheet)
                self._row.setValue(layout.header.row + 1)
        self._fill(sheets, layout)
        with QSignalBlocker(self._hidden):
            self._hidden.setChecked(True)
        unseen = layout is not None and hidden_rows(sheets[layout.sheet], layout)
        self._hidden.setVisible(bool(unseen))
        self._tell_missing()

    def chosen(self, layout: Layout) -> Layout:
        """Return the layout shown as it was changed here."""
        return replace(layout, columns=self.columns(), visible_only=not self._hidden.isChecked())

    def columns(self) -> tuple[str | None, ...]:
        """Return for each column of the file the field it fills, or None."""
        return tuple(self._field_at(row) for row in range(self._columns.rowCount()))

    @property
    def is_enough(self) -> bool:
        """Tell whether the columns suffice for this kind of file, each field filled once."""
        chosen = [name for name in self.columns() if name is not None]
        layout = self._layout
        return (
            layout is not None
            and fits(layout.kind, self.columns())
            and len(chosen) == len(set(chosen))
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("文件内容"), self._kind)
        form.addRow(_("工作表"), self._sheet)
        form.addRow(_("标题在第几行"), self._row)
        self._columns.verticalHeader().hide()
        self._columns.setEditTriggers(PlainTable.EditTrigger.NoEditTriggers)
        header = self._columns.horizontalHeader()
        header.setSectionResizeMode(SAMPLE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(HEADING, 180)
        header.resizeSection(FILLS, 220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(form)
        column.addWidget(self._columns, 1)
        column.addWidget(self._hidden)
        column.addWidget(self._notes)
        column.addWidget(self._missing)

    def _want(self, *, anew: bool) -> None:
        row = None if anew else self._row.value() - 1
        kind = list(ImportKind)[self._kind.currentIndex()]  # Qt keeps the text of a StrEnum alone
        self.layout_wanted.emit(kind, self._sheet.currentIndex(), row)

    def _fill(self, sheets: Sequence[Sheet], layout: Layout | None) -> None:
        self._columns.setRowCount(0)
        self._columns.scrollToTop()  # Qt keeps the place where the last file was left
        if layout is None:
            return
        rows = sheets[layout.sheet].rows
        start = layout.header.row + layout.header.depth
        below = rows[start : start + SAMPLE_ROWS]
        self._columns.setRowCount(len(layout.header.headings))
        for place, heading in enumerate(layout.header.headings):
            samples = [shown(row[place])[:LONGEST_SAMPLE] for row in below if place < len(row)]
            self._columns.setItem(place, HEADING, QTableWidgetItem(heading))
            self._columns.setItem(place, SAMPLE, QTableWidgetItem("　".join(filter(None, samples))))
            choice = self._choice(layout, heading, layout.columns[place])
            self._columns.setCellWidget(place, FILLS, choice)

    def _choice(self, layout: Layout, heading: str, chosen: str | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("“{heading}”对应到").format(heading=heading))
        box.addItem(_("（不导入）"), None)
        for field in fillable(layout):
            box.addItem(field.label, field.name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(lambda _n: self._chose())
        return box

    def _chose(self) -> None:
        self._tell_missing()
        self.changed.emit()

    def _field_at(self, row: int) -> str | None:
        box = self._columns.cellWidget(row, FILLS)
        data = box.currentData() if isinstance(box, QComboBox) else None
        return data if isinstance(data, str) else None

    def _tell_missing(self) -> None:
        """Say what is missing, and what is left out or converted."""
        layout = self._layout
        if layout is not None:
            self._notes.setText("\n".join(layout_notes(self._sheets, self.chosen(layout))))
        self._notes.setVisible(layout is not None and bool(self._notes.text()))
        self._missing.setText("" if self.is_enough else self._what_is_missing())

    def _what_is_missing(self) -> str:
        layout = self._layout
        if layout is None:
            told = _("没有认出标题行。请选择文件内容、工作表，并指出标题在第几行。")
            return "".join((told, *advice_without_layout(self._sheets)))
        chosen = [name for name in self.columns() if name is not None]
        twice = {name for name in chosen if chosen.count(name) > 1}
        labels = {field.name: field.label for field in fillable(layout)}
        if twice:
            text = _("“{names}”对应了不止一列，请只留一列。")
            return text.format(names="、".join(labels[name] for name in sorted(twice)))
        lacking = missing_columns(replace(layout, columns=self.columns()))
        told = _("还缺：{columns}。请各选一列。").format(columns="；".join(lacking))
        return "".join((told, *advice(self.chosen(layout))))
