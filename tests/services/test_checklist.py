"""The checklist of a booking: made from the template once, ticked, changed, and taken back."""

from dataclasses import replace

import pytest

from app.domain.checklist import PointDraft
from app.domain.types import BookingId, Phase
from app.errors import ConflictError, InvalidInputError
from app.queries.checklist import booking_points, checklist_progress, template_points
from app.services.bookings import delete_bookings
from app.services.checklist import (
    activate_template_point,
    add_booking_point,
    add_template_point,
    arrange_template,
    change_booking_point,
    change_template_point,
    delete_booking_point,
    delete_template_point,
    open_checklist,
    tick_point,
)
from tests.clients import new_client
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.services.test_clients import undo_last
from tests.trade import new_booking


@filled_once
def booking_id(desk):
    client_id = new_client(desk)
    with desk.write() as session:
        return BookingId(new_booking(session, client_id, TODAY))


def points(desk, booking_id):
    with desk.db.read() as session:
        return booking_points(session, booking_id)


def template(desk):
    with desk.db.read() as session:
        return template_points(session)


def progress(desk, booking_id):
    with desk.db.read() as session:
        return checklist_progress(session, booking_id)


def test_a_booking_gets_the_points_in_use_once(desk, booking_id):
    whole = template(desk)
    assert [point.phase for point in whole[:1] + whole[-1:]] == [Phase.BEFORE, Phase.AFTER]
    activate_template_point(desk, whole[0].id, False, whole[0].version)
    assert open_checklist(desk, booking_id) == len(whole) - 1
    assert open_checklist(desk, booking_id) == 0
    assert [row.draft.text for row in points(desk, booking_id)] == [one.text for one in whole[1:]]
    assert progress(desk, booking_id) == (0, len(whole) - 1)
    undo_last(desk)
    assert points(desk, booking_id) == []


def test_without_a_template_there_is_nothing_to_make(desk, booking_id):
    for point in template(desk):
        delete_template_point(desk, point.id, point.version)
    assert open_checklist(desk, booking_id) == 0
    first = add_booking_point(desk, booking_id, PointDraft(Phase.AFTER, "致谢"))
    second = add_booking_point(desk, booking_id, PointDraft(Phase.BEFORE, "报价"))
    assert [row.id for row in points(desk, booking_id)] == [second, first], "by phase"
    assert add_template_point(desk, Phase.BEFORE, "确认")
    assert open_checklist(desk, booking_id) == 0, "it has its own already"


def test_a_deleted_booking_gets_none(desk, booking_id):
    delete_bookings(desk, [booking_id])
    with pytest.raises(ConflictError):
        open_checklist(desk, booking_id)


def test_points_are_ticked_changed_and_taken_off(desk, booking_id):
    open_checklist(desk, booking_id)
    first, second, *_others = points(desk, booking_id)
    tick_point(desk, first.id, TODAY, version=first.version)
    assert progress(desk, booking_id)[0] == 1
    with pytest.raises(ConflictError):
        tick_point(desk, first.id, None, version=first.version)
    tick_point(desk, first.id, None, version=first.version + 1)
    assert progress(desk, booking_id)[0] == 0
    changed = replace(second.draft, person="王经理", note="已电话确认")
    change_booking_point(desk, second.id, changed, version=second.version)
    assert points(desk, booking_id)[1].draft == changed
    with pytest.raises(InvalidInputError):
        change_booking_point(desk, second.id, replace(changed, text=""), version=2)
    delete_booking_point(desk, second.id, version=second.version + 1)
    assert second.id not in [row.id for row in points(desk, booking_id)]
    undo_last(desk)
    assert points(desk, booking_id)[1].draft == changed


def test_the_template_is_the_offices(desk):
    before = [point.id for point in template(desk) if point.phase is Phase.BEFORE]
    added = add_template_point(desk, Phase.BEFORE, " 寄 平面图 ")
    assert [p.text for p in template(desk) if p.id == added] == ["寄 平面图"]
    change_template_point(desk, added, "寄平面图", 1)
    with pytest.raises(InvalidInputError):
        change_template_point(desk, added, " ", 2)
    arrange_template(desk, [added, *before])
    assert template(desk)[0].text == "寄平面图"
    activate_template_point(desk, added, False, 3)
    assert not template(desk)[0].active
