"""What a person agreed to or refused is kept with day and source, and the newest counts."""

from datetime import date, timedelta

import pytest

from app.domain.courtesies import Receiver
from app.domain.personal_consent import ConsentDraft
from app.domain.types import ConsentKind
from app.errors import ConflictError, InvalidInputError
from app.queries.personal_consent import consents_of, without_refusers
from app.services.personal.consent import note_consent
from app.services.undo import undo_action
from tests.clients import new_client, new_contact
from tests.conftest import TODAY

REFUSED = ConsentDraft(ConsentKind.ADVERTISING, agreed=False, given_on=TODAY, source=" 来函 ")


def said(desk, contact_id):
    with desk.db.read() as session:
        return {
            kind: one.text for kind, one in consents_of(session, [contact_id])[contact_id].items()
        }


def test_the_newest_answer_counts(desk):
    contact_id = new_contact(desk, new_client(desk), "张伟")
    note_consent(desk, contact_id, REFUSED)
    keeping = ConsentDraft(ConsentKind.KEEPING, agreed=True, given_on=TODAY, source="名片")
    note_consent(desk, contact_id, keeping)
    earlier = ConsentDraft(agreed=True, given_on=date(2024, 1, 5), source="电话")
    note_consent(desk, contact_id, earlier)
    assert said(desk, contact_id) == {
        ConsentKind.ADVERTISING: "接收广告：不同意（2025-12-20，来函）",
        ConsentKind.KEEPING: "保存个人信息：同意（2025-12-20，名片）",
    }


def test_an_answer_needs_a_day_and_a_source(desk):
    contact_id = new_contact(desk, new_client(desk), "张伟")
    with pytest.raises(InvalidInputError) as raised:
        note_consent(desk, contact_id, ConsentDraft())
    assert set(raised.value.fields) == {"given_on", "source"}
    tomorrow = ConsentDraft(given_on=TODAY + timedelta(1), source="来函")
    with pytest.raises(InvalidInputError, match="还没有到"):
        note_consent(desk, contact_id, tomorrow)
    with pytest.raises(ConflictError):
        note_consent(desk, 999, REFUSED)


def test_who_refused_advertising_is_left_out_by_name(desk):
    first, second, third = (new_client(desk, name) for name in ("甲公司", "乙公司", "丙公司"))
    main, other = new_contact(desk, first, "张伟"), new_contact(desk, first, "李敏")
    agreed = new_contact(desk, second, "王芳")
    note_consent(desk, main, REFUSED)
    note_consent(desk, agreed, ConsentDraft(agreed=True, given_on=TODAY, source="电话"))
    everyone = (Receiver(first), Receiver(first, other), Receiver(second), Receiver(third))
    with desk.db.read() as session:
        stay, left_out = without_refusers(session, everyone)
    assert (stay, left_out) == (everyone[1:], ("张伟",))


def test_a_mistake_can_be_taken_back(desk):
    contact_id = new_contact(desk, new_client(desk), "张伟")
    told = []
    desk.db.on_commit(told.append)
    note_consent(desk, contact_id, REFUSED)
    assert told[0].summary == "已记录 张伟：不同意接收广告"
    undo_action(desk, told[0].action_id)
    with desk.db.read() as session:
        assert contact_id not in consents_of(session, [contact_id])
