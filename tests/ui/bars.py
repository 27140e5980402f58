"""The bars of a chart in which the cursor is not yet, reached by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.charts import ChartView


def bar_texts(chart: ChartView) -> list[str]:
    """Go through the bars and return what each says to a screen reader."""
    texts: list[str] = []
    while (said := _next_bar(chart)) and said not in texts:
        texts.append(said)
    return texts


def open_bar(chart: ChartView, number: int) -> None:
    """Open a bar; the first is 0."""
    for _step in range(number + 1):
        _next_bar(chart)
    QTest.keyClick(chart, Qt.Key.Key_Return)


def _next_bar(chart: ChartView) -> str:
    chart.grab()  # a chart knows its bars once it is painted
    QTest.keyClick(chart, Qt.Key.Key_Right)
    return chart.accessibleDescription()
