"""The reports."""

from app.ui.reports.page import ReportsPage
from script.pictures.stage import Stage


def take(stage: Stage) -> None:
    """Take a picture of each report."""
    page = stage.page("reports", ReportsPage)
    stage.until(lambda: page.coverage.rows or None)
    stage.shot("reports-coverage")
