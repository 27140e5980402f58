"""From a masked post numbers and birthdays are hidden wherever they are read (63)."""

import pytest
from sqlalchemy import select, text

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.clients_agreements import SignerDraft
from app.domain.masking import PRIVACY, Privacy, masked, privacy_from, privacy_to_json, unhidden
from app.domain.types import Post
from app.models import Change, Client, Contact, Signer
from app.services.agreements import add_signer
from app.services.office import keep_setting
from tests.clients import new_client, new_contact, new_staff

MOBILE, OFFICE, CLIENT, SIGNER = "13987654321", "0571-87654321", "0571-11112222", "13700001234"


def hide_from(desk, *posts):
    with desk.write("隐藏") as session:
        keep_setting(session, PRIVACY, privacy_to_json(Privacy(frozenset(posts))))


@pytest.fixture
def officer(desk):
    new_staff(desk, "王芳", Post.MANAGER)
    member = Desk(desk.db, new_staff(desk, "李明"), desk.clock)
    client_id = new_client(desk, "华东机械", telephones=CLIENT, manager_id=member.staff_id)
    new_contact(
        desk, client_id, "张伟", mobile=MOBILE, telephone=OFFICE, birthday=Birthday(1980, 5, 6)
    )
    add_signer(desk, client_id, SignerDraft(name="陈静", telephone=SIGNER))
    with desk.write("改号码") as session:
        session.get_one(Contact, 1).mobile = "13900001111"
    with desk.write("改回") as session:
        session.get_one(Contact, 1).mobile = MOBILE
    return member


def seen(desk):
    with desk.db.read() as session:
        contact = session.get_one(Contact, 1)
        born = (contact.birth_year, contact.birth_month, contact.birth_day)
        numbers = (contact.mobile, contact.telephone, contact.wechat)
        client, signer = session.get_one(Client, 1), session.get_one(Signer, 1)
        return (*numbers, client.telephones, signer.telephone, born)


WHOLE = (MOBILE, OFFICE, "", CLIENT, SIGNER, (1980, 5, 6))


def test_fault_63_a_masked_post_reads_no_whole_number(desk, officer):
    assert seen(officer) == WHOLE
    hide_from(desk, Post.OFFICER)
    assert seen(officer) == (
        "139****4321",
        "057****4321",
        "",
        "057****2222",
        "137****1234",
        (None, None, None),
    )
    assert seen(desk) == WHOLE
    with officer.db.read() as session:
        told = [(one.before, one.after) for one in session.scalars(select(Change))]
        assert "1390000" not in str(told)
        assert "8765" not in str(told)
        assert {"mobile": "****"} in [after for _before, after in told]
        dumped = str(session.execute(text("SELECT * FROM contact, client, signer")).all())
    assert not any(number in dumped for number in (MOBILE, OFFICE, CLIENT, SIGNER))
    hide_from(desk, Post.SENIOR)
    assert seen(officer) == WHOLE


def test_numbers_are_hidden_in_the_middle():
    assert masked("") == ""
    assert masked("1234567") == "****"
    assert masked("12345678") == "123****5678"


def test_a_number_that_comes_back_hidden_is_kept_as_stored():
    stored = {"mobile": MOBILE, "name": "张伟", "telephone": ""}
    draft = {"mobile": masked(MOBILE), "name": "张三", "telephone": "****"}
    assert unhidden(draft, stored) == {"mobile": MOBILE, "name": "张三", "telephone": "****"}


def test_a_setting_that_cannot_be_read_hides_nothing():
    assert privacy_from(None) == Privacy()
    assert privacy_from({"masked_posts": ["director", "x"], "keep_months": -1}) == Privacy()
    kept = Privacy(frozenset({Post.OFFICER}), 36)
    assert privacy_from(privacy_to_json(kept)) == kept
