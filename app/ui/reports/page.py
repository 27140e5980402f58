"""The page 报表: one view a report."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.reports.coverage import CoverageReport


class ReportsPage(QWidget):
    """The reports, each in a tab."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports")
        self.coverage = CoverageReport(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("reportViews")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.coverage, _("覆盖"))
        self.setFocusProxy(self.coverage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
