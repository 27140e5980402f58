from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.domain.exported import PolicyHead
from app.domain.settings import OfficeSettings
from app.domain.staff import StaffDraft
from app.domain.types import Post, StaffId
from app.errors import ConflictError, InvalidInputError
from app.models import Client, Setting
from app.queries.office import office_settings, settings_from, staff_members
from app.services.office import (
    activate_staff,
    add_staff,
    begin_office,
    change_staff,
    deactivate_staff,
    save_office_settings,
)
from tests.log import new_client, new_staff

HOTEL = OfficeSettings(
    hotel_name="江南大酒店", head=PolicyHead(serial="SE028", effective_on=date(2004, 12, 20))
)


def names(db, **only):
    with db.read() as session:
        return [member.name for member in staff_members(session, **only)]


def managers(db):
    with db.read() as session:
        query = select(Client.manager_id, Client.relationship_manager_id).order_by(Client.id)
        return session.execute(query).all()


def test_settings_are_kept_and_changed_in_one_row(desk, db):
    save_office_settings(desk, HOTEL)
    save_office_settings(desk, replace(HOTEL, new_months=6))
    with db.read() as session:
        assert office_settings(session) == replace(HOTEL, new_months=6)
        assert len(session.scalars(select(Setting)).all()) == 1


def test_wrong_settings_are_refused(desk, db):
    for act in (save_office_settings, lambda d, s: begin_office(d, s, [])):
        with pytest.raises(InvalidInputError) as refused:
            act(desk, OfficeSettings())
        assert set(refused.value.fields) == {"hotel_name"}


def test_the_welcome_opens_an_office_in_one_step(desk, db):
    people = [StaffDraft("单雅琴", Post.MANAGER), StaffDraft("陈刚"), StaffDraft("曾立")]
    begin_office(desk, HOTEL, people)
    assert names(db) == ["陈刚", "单雅琴", "曾立"]
    with pytest.raises(InvalidInputError):
        begin_office(
            desk, replace(HOTEL, hotel_name="另一家"), [StaffDraft("王"), StaffDraft("陈刚")]
        )
    with db.read() as session:
        assert office_settings(session).hotel_name == "江南大酒店"
    assert "王" not in names(db)


def test_names_are_one_of_a_kind(desk, db):
    first = new_staff(desk, "王芳")
    with pytest.raises(InvalidInputError) as refused:
        add_staff(desk, StaffDraft(" 王芳 "))
    assert "已经有一位 王芳" in refused.value.fields["name"]
    deactivate_staff(desk, first, version=1)
    with pytest.raises(InvalidInputError) as refused:
        add_staff(desk, StaffDraft("王芳"))
    assert "重新启用" in refused.value.fields["name"]
    with pytest.raises(InvalidInputError):
        add_staff(desk, StaffDraft(""))


def test_a_person_is_renamed_and_promoted(desk, db):
    staff_id = new_staff(desk, "王芳")
    change_staff(desk, staff_id, StaffDraft("王芳", Post.MANAGER), version=1)
    change_staff(desk, staff_id, StaffDraft("王方", Post.MANAGER), version=2)
    assert names(db) == ["王方"]
    for gone, version in ((staff_id, 2), (StaffId(99), 1)):
        with pytest.raises(ConflictError):
            change_staff(desk, gone, StaffDraft("李"), version=version)


def test_who_leaves_may_keep_the_clients_and_come_back(desk, db):
    staff_id = new_staff(desk, "王芳")
    new_client(desk, "甲", manager_id=staff_id)
    deactivate_staff(desk, staff_id, version=1)
    assert managers(db) == [(staff_id, None)]
    activate_staff(desk, staff_id, version=2)
    assert names(db, active_only=True) == ["王芳"]


def test_a_head_stored_by_an_earlier_version_is_read_on():
    stored = {"hotel_name": "江南大酒店", "head": {"title": "旧标题", "edition": "2"}}
    assert settings_from(stored).head == PolicyHead(edition="2")
