"""Python's search for cycles while rows pile up."""

import gc

import pytest

from app import cycles
from app.cycles import no_search_for_cycles


@pytest.fixture
def unfrozen():
    yield
    gc.unfreeze()


def test_the_search_is_held_back_until_the_last_one_has_done():
    with no_search_for_cycles():
        with no_search_for_cycles():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_a_failure():
    with pytest.raises(ValueError, match="no"), no_search_for_cycles():
        raise ValueError("no")
    assert gc.isenabled()


@pytest.mark.usefixtures("unfrozen")
def test_what_long_work_left_is_not_searched_later(monkeypatch):
    frozen = gc.get_freeze_count()
    with no_search_for_cycles():
        pass
    assert gc.get_freeze_count() == frozen
    monkeypatch.setattr(cycles, "LONG_WORK", -1)
    with no_search_for_cycles():
        pass
    assert gc.get_freeze_count() > frozen
