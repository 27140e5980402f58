"""Views of a list are kept for everybody, and every step can be taken back."""

import pytest

from app.domain.saved_views import MOST_VIEWS
from app.errors import ConflictError, InvalidInputError
from app.queries.saved_views import saved_views
from app.services.saved_views import delete_view, rename_view, save_view
from tests.services.test_clients import undo_last


def views(desk, page="clients"):
    with desk.db.read() as session:
        return [(one.name, dict(one.view)) for one in saved_views(session, page)]


def id_of(desk, name):
    with desk.db.read() as session:
        return next(one.id for one in saved_views(session, "clients") if one.name == name)


def test_a_view_is_kept_for_its_page_and_replaced_by_its_name(desk):
    save_view(desk, "clients", " 大客户 ", {"text": "甲"})
    save_view(desk, "bookings", "大客户", {})
    save_view(desk, "clients", "大客户", {"text": "乙"})
    assert views(desk) == [("大客户", {"text": "乙"})]
    undo_last(desk)
    assert views(desk) == [("大客户", {"text": "甲"})]


def test_a_view_is_renamed_and_deleted_and_both_are_taken_back(desk):
    for name in ("甲", "乙"):
        save_view(desk, "clients", name, {})
    rename_view(desk, id_of(desk, "甲"), " 丙 ")
    with pytest.raises(InvalidInputError, match="已经有叫“乙”的视图"):
        rename_view(desk, id_of(desk, "丙"), "乙")
    undo_last(desk)
    assert [name for name, _view in views(desk)] == ["甲", "乙"]
    delete_view(desk, id_of(desk, "甲"))
    assert [name for name, _view in views(desk)] == ["乙"]
    undo_last(desk)
    assert [name for name, _view in views(desk)] == ["甲", "乙"]


@pytest.mark.parametrize("name", [" ", "长" * 21])
def test_a_view_has_a_name(desk, name):
    with pytest.raises(InvalidInputError, match="1 到 20 个字"):
        save_view(desk, "clients", name, {})


def test_there_are_so_many_views_and_no_more(desk):
    for number in range(MOST_VIEWS):
        save_view(desk, "clients", f"视图{number}", {})
    with pytest.raises(InvalidInputError, match="最多存 50 个"):
        save_view(desk, "clients", "再一个", {})
    save_view(desk, "clients", "视图0", {"text": "新"})


def test_a_view_that_is_gone_is_not_changed(desk):
    with pytest.raises(ConflictError):
        rename_view(desk, 1, "甲")
    with pytest.raises(ConflictError):
        delete_view(desk, 1)
