"""The page 报表: one view a report."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.reports.coverage import CoverageReport
from app.ui.views import View, Views


class ReportsPage(Views):
    """The reports, each in a tab."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (View("coverage", _("覆盖"), CoverageReport),)
        super().__init__(context, "reports", views, parent)
        self.coverage = self.view("coverage", CoverageReport)
