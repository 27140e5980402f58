"""What SQLAlchemy calls back is measured here, by the tests of its own layer."""

import pytest

from tests import measured


@pytest.fixture(autouse=True)
def _called_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "CALLED_BACK", True)
