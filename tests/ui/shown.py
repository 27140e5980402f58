"""What a widget tells, label by label and cell by cell."""

import re

from PySide6.QtWidgets import QLabel, QWidget


def shown_texts(widget: QWidget) -> list[str]:
    """Return the texts on a widget; a grid of texts gives each of its cells."""
    labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
    return [text for label in labels for text in re.split(r"[\t\n]", label.text())]
