"""Nobody's data are kept for ever unasked: once a year those long silent are looked through."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.config import OfficeFolder
from app.db import Desk
from app.domain.communications import CommunicationDraft
from app.domain.personal_retention import KeepDraft, is_review_due
from app.domain.types import Channel, Post
from app.errors import InvalidInputError, NotAllowedError
from app.models import Client
from app.queries.personal_retention import past_people, review_wanted
from app.services.communications import add_communication
from app.services.contacts import delete_contacts
from app.services.personal.erasing import erase_person
from app.services.personal.retention import keep_people, set_keep_months
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY
from tests.filled import filled_once

LONG_AGO = datetime(2019, 5, 1, tzinfo=UTC)


@filled_once
def people(desk):
    """Two people of a client long silent, one of a client spoken to."""
    silent, spoken = new_client(desk, "甲公司"), new_client(desk, "乙公司")
    ids = [new_contact(desk, silent, "张伟"), new_contact(desk, silent, "李敏")]
    new_contact(desk, spoken, "王芳")
    with desk.write() as session:
        for client_id in (silent, spoken):
            session.get_one(Client, client_id).created_at = LONG_AGO
    entry = CommunicationDraft(
        client_id=spoken, channel=Channel.CALL, held_on=date(2024, 1, 2), summary="年会"
    )
    add_communication(desk, entry)
    return ids


def listed(desk, today=TODAY):
    with desk.db.read() as session:
        return [one.name for one in past_people(session, today=today)]


def wanted(desk, today=TODAY):
    with desk.db.read() as session:
        return review_wanted(session, today=today)


def test_without_a_rule_nobody_is_reviewed(desk, people):
    assert (listed(desk), wanted(desk)) == ([], 0)
    set_keep_months(desk, 36)
    assert listed(desk) == ["李敏", "张伟"]
    set_keep_months(desk, None)
    assert listed(desk) == []


def test_who_was_spoken_to_is_not_silent_until_the_months_are_over(desk, people):
    set_keep_months(desk, 23)
    assert listed(desk, date(2025, 12, 2)) == ["李敏", "张伟"]
    assert listed(desk, date(2025, 12, 3)) == ["李敏", "张伟", "王芳"]
    with desk.db.read() as session:
        first, *_others = past_people(session, today=TODAY)
    assert (first.client, first.last_on, first.deleted) == ("甲公司", LONG_AGO.date(), False)


def test_who_is_kept_with_a_reason_comes_up_again_after_that_day(desk, people):
    set_keep_months(desk, 36)
    assert wanted(desk) == 2
    until = TODAY + timedelta(400)
    keep_people(desk, people[:1], KeepDraft(until, " 合同未结清 "))
    assert listed(desk) == ["李敏"]
    assert wanted(desk) == 0
    assert wanted(desk, TODAY + timedelta(365)) == 1
    assert "张伟" in listed(desk, until + timedelta(1))


def test_deleted_people_are_reviewed_and_erased_ones_are_not(desk, people):
    set_keep_months(desk, 36)
    delete_contacts(desk, people[:1])
    folder = OfficeFolder(desk.db.path.parent, desk.db.keys)
    erase_person(desk, folder, people[1], ())
    with desk.db.read() as session:
        (one,) = past_people(session, today=TODAY)
    assert (one.name, one.deleted) == ("张伟", True)


def test_wrong_rules_and_reasons_are_refused(desk, people):
    for months in (0, 601):
        with pytest.raises(InvalidInputError, match="1 到 600"):
            set_keep_months(desk, months)
    with pytest.raises(InvalidInputError) as raised:
        keep_people(desk, people, KeepDraft(TODAY))
    assert set(raised.value.fields) == {"keep_until", "reason"}
    new_staff(desk, "王主管", Post.MANAGER)
    officer = Desk(desk.db, new_staff(desk, "李明"), desk.clock)
    with pytest.raises(NotAllowedError):
        keep_people(officer, people, KeepDraft(TODAY + timedelta(9), "有往来"))
    with pytest.raises(NotAllowedError):
        set_keep_months(officer, 12)
    assert replace(KeepDraft(), reason="x").reason == "x"


def test_a_review_counts_for_the_year():
    assert is_review_due(None, TODAY)
    assert not is_review_due(NOW.date(), TODAY)
    assert is_review_due(date(2025, 1, 20), TODAY)
