"""Drawing needs Qt's application, and nothing of its windows."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.measured import unmeasured


@pytest.fixture(autouse=True)
def _drawing(qapp):
    return qapp


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def page_texts(path: Path) -> list[str]:
    """Return each page's text without the breaks that drawing puts into it."""
    with unmeasured():
        return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]
