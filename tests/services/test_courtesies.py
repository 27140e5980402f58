from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.courtesies import CourtesyDraft, FestivalDraft, ImportantDateDraft, Receiver
from app.domain.today import Occasion as LineOfToday
from app.domain.types import DateKind, Occasion, TaskRule, TaskStatus
from app.errors import AppError, ConflictError, InvalidInputError
from app.models import Courtesy, Festival, ImportantDate, Task
from app.queries.courtesies import CourtesyFilter, courtesy_draft, courtesy_ids, courtesy_rows
from app.queries.important_dates import (
    festival_rows,
    important_date_draft,
    important_dates_of,
)
from app.services.clients_bulk import delete_clients
from app.services.contacts import delete_contacts
from app.services.courtesies import (
    add_important_date,
    change_courtesy,
    change_important_date,
    delete_courtesies,
    delete_important_dates,
    note_courtesies,
)
from app.services.festivals import (
    activate_festival,
    add_festival,
    change_festival,
    delete_festival,
)
from app.services.today import postpone_occasion
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.courtesies import given_to, new_courtesy, new_date
from tests.filled import filled_once
from tests.services.test_clients import undo_last

BORN = Birthday(1980, 12, 25)


@filled_once
def client_id(desk):
    return new_client(desk)


def rows(desk, model):
    with desk.db.read() as session:
        return list(session.scalars(select(model)))


def test_one_courtesy_for_many_is_one_step(desk, client_id):
    other = new_client(desk, "江南轴承")
    draft = CourtesyDraft(
        receivers=(
            Receiver(client_id, title="成立十周年"),
            Receiver(other, occasion=Occasion.FESTIVAL, subject_id=1, title="春节"),
        ),
        given="贺卡",
        given_on=TODAY,
        cost=Decimal("12.50"),
    )
    note_courtesies(desk, draft)
    assert [(one.title, one.cost) for one in rows(desk, Courtesy)] == [
        ("成立十周年", Decimal("12.50")),
        ("春节", Decimal("12.50")),
    ]
    undo_last(desk)
    assert rows(desk, Courtesy) == []


def test_a_courtesy_answers_the_task_that_was_put_off(desk, client_id):
    contact = new_contact(desk, client_id, birthday=BORN)
    on = date(2025, 12, 25)
    line = LineOfToday(TaskRule.BIRTHDAY, client_id, contact, on, "张伟 生日", contact)
    postpone_occasion(desk, line, date(2025, 12, 26))
    other = LineOfToday(TaskRule.BIRTHDAY, client_id, contact + 1, on, "李四 生日")
    postpone_occasion(desk, other, date(2025, 12, 26))
    receiver = Receiver(client_id, contact, Occasion.BIRTHDAY, contact, on, "张伟 生日")
    note_courtesies(desk, CourtesyDraft((receiver,), given="蛋糕", given_on=TODAY))
    assert {(one.title, one.status) for one in rows(desk, Task)} == {
        ("张伟 生日", TaskStatus.DONE),
        ("李四 生日", TaskStatus.OPEN),
    }


def test_what_breaks_a_rule_is_not_noted(desk, client_id):
    with pytest.raises(InvalidInputError) as refused:
        note_courtesies(desk, given_to(client_id, given=" "))
    assert set(refused.value.fields) == {"given"}
    stranger = new_contact(desk, new_client(desk, "江南轴承"))
    draft = CourtesyDraft((Receiver(client_id, stranger),), "生日", TODAY, "花")
    with pytest.raises(InvalidInputError) as refused:
        note_courtesies(desk, draft)
    assert set(refused.value.fields) == {"receivers"}
    delete_clients(desk, [client_id])
    with pytest.raises(InvalidInputError) as refused:
        note_courtesies(desk, given_to(client_id))
    assert set(refused.value.fields) == {"receivers"}
    assert rows(desk, Courtesy) == []


def test_a_courtesy_is_changed_as_it_was_loaded(desk, client_id):
    courtesy_id = new_courtesy(desk, client_id)
    with desk.db.read() as session:
        draft, version = courtesy_draft(session, courtesy_id)
    assert draft.receivers == (Receiver(client_id, title="签约"),)
    change_courtesy(desk, courtesy_id, given_to(client_id, cost=Decimal("88")), version=version)
    assert [one.cost for one in rows(desk, Courtesy)] == [Decimal("88.00")]
    with pytest.raises(ConflictError):
        change_courtesy(desk, courtesy_id, given_to(client_id), version=version)
    delete_courtesies(desk, [courtesy_id])
    with desk.db.read() as session:
        assert courtesy_draft(session, courtesy_id) is None
        assert courtesy_ids(session, CourtesyFilter()) == []
        assert courtesy_rows(session, [courtesy_id]) == []
    undo_last(desk)
    with desk.db.read() as session:
        assert courtesy_ids(session, CourtesyFilter()) == [courtesy_id]


def test_an_important_date_is_kept_changed_and_deleted(desk, client_id):
    contact = new_contact(desk, client_id)
    lunar = Birthday(None, 12, 30, lunar=True)
    date_id = new_date(desk, client_id, lunar, contact_id=contact, kind=DateKind.PERSONAL)
    solar = new_date(desk, client_id, Birthday(2004, 2, 29), title="成立")
    with desk.db.read() as session:
        shown = important_dates_of(session, client_id, today=TODAY)
        draft, version = important_date_draft(session, date_id)
    # the twelfth month of that year is short, and so is its February
    assert [(one.id, one.next_on) for one in shown] == [
        (date_id, date(2026, 2, 16)),
        (solar, date(2026, 2, 28)),
    ]
    assert (draft.title, draft.day, shown[0].contact_name) == ("个人纪念日", lunar, "张伟")
    moved = ImportantDateDraft(title="签约日", day=Birthday(2020, 3, 1))
    change_important_date(desk, date_id, moved, version=version)
    with pytest.raises(ConflictError):
        change_important_date(desk, date_id, moved, version=version)
    delete_important_dates(desk, [date_id])
    with desk.db.read() as session:
        assert important_date_draft(session, date_id) is None
        assert [one.id for one in important_dates_of(session, client_id, today=TODAY)] == [solar]
    with pytest.raises(ConflictError):
        change_important_date(desk, date_id, moved, version=version + 2)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (Birthday(1981, 4, 1, lunar=True, leap=True), "没有闰四月"),
        (Birthday(2025, 12, 30, lunar=True), "只有二十九天"),
    ],
)
def test_a_day_its_lunar_year_never_had_is_refused(desk, client_id, day, told):
    with pytest.raises(InvalidInputError, match=told) as refused:
        new_date(desk, client_id, day)
    assert set(refused.value.fields) == {"day"}
    with pytest.raises(InvalidInputError) as refused:
        add_important_date(desk, client_id, ImportantDateDraft())
    assert set(refused.value.fields) == {"day"}
    assert rows(desk, ImportantDate) == []


def test_a_date_of_a_person_who_is_gone_is_refused(desk, client_id):
    contact = new_contact(desk, client_id)
    delete_contacts(desk, [contact])
    with pytest.raises(InvalidInputError) as refused:
        new_date(desk, client_id, BORN, contact_id=contact)
    assert set(refused.value.fields) == {"contact_id"}


def test_the_office_edits_its_festivals(desk, client_id):
    winter = FestivalDraft(" 冬至 ", Birthday(None, 12, 21))
    festival_id = add_festival(desk, winter)
    with pytest.raises(InvalidInputError, match="已经有了"):
        add_festival(desk, winter)
    with pytest.raises(InvalidInputError) as refused:
        add_festival(desk, FestivalDraft("腊八"))
    assert set(refused.value.fields) == {"day"}
    with pytest.raises(InvalidInputError):
        add_festival(desk, FestivalDraft("", Birthday(None, 12, 8, lunar=True)))
    with desk.db.read() as session:
        first = festival_rows(session, today=TODAY)[0]
    assert (first.id, first.draft.name, first.next_on) == (festival_id, "冬至", date(2025, 12, 21))
    changed = FestivalDraft("腊八", Birthday(None, 12, 8, lunar=True))
    change_festival(desk, festival_id, changed, version=first.version)
    with pytest.raises(ConflictError):
        change_festival(desk, festival_id, changed, version=first.version)
    activate_festival(desk, festival_id, False, first.version + 1)
    greeted = Receiver(client_id, None, Occasion.FESTIVAL, festival_id, TODAY, "腊八")
    ids = note_courtesies(desk, CourtesyDraft((greeted,), given="粥", given_on=TODAY))
    with desk.db.read() as session:
        row = next(one for one in festival_rows(session, today=TODAY) if one.id == festival_id)
    assert (row.active, row.used, row.draft) == (False, True, changed)
    with pytest.raises(AppError, match="1 条礼节"):
        delete_festival(desk, festival_id, row.version)
    with desk.write() as session:
        session.delete(session.get_one(Courtesy, ids[0]))
    delete_festival(desk, festival_id, row.version)
    assert festival_id not in {one.id for one in rows(desk, Festival)}
