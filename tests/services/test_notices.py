from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.db import Desk
from app.domain.notices import NoticeDraft
from app.domain.types import CaseId, CaseKind, Channel, CommunicationId, NoticeId
from app.errors import ConflictError, InvalidInputError
from app.models import Case, Client, ClientAlias, Contact, Notice
from app.queries.notices import (
    Hanging,
    NoticeColumn,
    NoticeFilter,
    draft_from_case,
    draft_from_entry,
    hanging_ids,
    hangings,
    known_names,
    notice_draft,
    notice_ids,
    notice_rows,
)
from app.services.clients_bulk import delete_clients
from app.services.communications import delete_communications
from app.services.notices import (
    change_notice,
    delete_notices,
    hang_notices,
    take_down_notices,
    word_notice,
)
from app.services.undo import undo_action
from tests.cases import new_case
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff

GONE = NoticeId(99)


@filled_once
def client_id(desk):
    return new_client(desk)


@pytest.fixture
def draft(client_id):
    return NoticeDraft(client_id=client_id, title="早餐太冷", wording="粥是冷的。")


def rows(desk, **wanted):
    with desk.db.read() as session:
        return notice_rows(session, notice_ids(session, NoticeFilter(**wanted)))


def titles(desk, by=NoticeColumn.MADE, *, descending=True, **wanted):
    with desk.db.read() as session:
        ids = notice_ids(session, NoticeFilter(**wanted), by=by, descending=descending)
        return [row.title for row in notice_rows(session, ids)]


def later(desk, days):
    return Desk(desk.db, desk.staff_id, lambda: NOW + timedelta(days))


def test_a_notice_is_worded_and_changed(desk, draft):
    notice_id = word_notice(desk, draft)
    row = rows(desk)[0]
    assert (row.client_name, row.made_on, row.hung_on, row.hangs) == (
        "华东机械",
        TODAY,
        None,
        False,
    )
    assert row.draft == draft
    with desk.db.read() as session:
        loaded, version = notice_draft(session, notice_id)
    change_notice(desk, notice_id, replace(loaded, title="粥冷了"), version=version)
    assert rows(desk)[0].title == "粥冷了"
    with pytest.raises(ConflictError):
        change_notice(desk, notice_id, loaded, version=version)


def test_what_is_wrong_is_refused(desk, draft):
    with pytest.raises(InvalidInputError):
        word_notice(desk, replace(draft, wording=" "))
    with pytest.raises(InvalidInputError):
        change_notice(desk, GONE, replace(draft, title=""), version=1)
    with pytest.raises(ConflictError):
        change_notice(desk, GONE, draft, version=1)


def test_a_deleted_client_gets_no_notice(desk, draft, client_id):
    delete_clients(desk, [client_id])
    with pytest.raises(InvalidInputError) as error:
        word_notice(desk, draft)
    assert "已被删除" in error.value.fields["client_id"]


def test_what_hung_when_is_kept(desk, draft):
    someone = Desk(desk.db, new_staff(desk), desk.clock)
    notice_id = word_notice(someone, draft)
    told = []
    desk.db.on_commit(lambda commit: told.append(commit.summary))
    assert hang_notices(someone, [notice_id]) == 1
    assert hang_notices(someone, [notice_id]) == 0  # it hangs already
    assert rows(desk)[0].hangs
    assert take_down_notices(later(someone, 3), [notice_id]) == 1
    assert take_down_notices(later(someone, 3), [notice_id]) == 0
    assert told == ["已上墙 1 张公告", "", "已取下 1 张公告", ""]  # nothing done is no step
    assert hang_notices(later(desk, 5), [notice_id]) == 1
    with desk.db.read() as session:
        assert hanging_ids(session) == [notice_id]
        assert hangings(session, notice_id) == [
            Hanging(TODAY + timedelta(5), None, ""),
            Hanging(TODAY, TODAY + timedelta(3), "王芳"),
        ]
    row = rows(desk)[0]
    assert (row.hung_on, row.taken_down_on, row.staff_name) == (TODAY + timedelta(5), None, "王芳")


def test_a_deleted_notice_no_longer_hangs(desk, draft):
    notice_id = word_notice(desk, draft)
    hang_notices(desk, [notice_id])
    delete_notices(desk, [notice_id])
    assert rows(desk) == []
    with desk.db.read() as session:
        assert hanging_ids(session) == []
        assert notice_draft(session, notice_id) is None
    assert hang_notices(desk, [notice_id]) == 0


def test_every_step_can_be_taken_back(desk, draft):
    actions = []
    desk.db.on_commit(lambda commit: actions.append(commit.action_id))
    notice_id = word_notice(desk, draft)
    hang_notices(desk, [notice_id])
    delete_notices(desk, [notice_id])
    undo_action(desk, actions[2])
    assert rows(desk)[0].hangs
    undo_action(desk, actions[1])
    assert rows(desk)[0].hung_on is None
    undo_action(desk, actions[0])
    assert rows(desk) == []


def test_the_list_is_filtered_and_sorted(desk, draft, client_id):
    other = new_client(desk, "安徽茶业")
    first = word_notice(desk, draft)
    second = word_notice(
        later(desk, 1), replace(draft, client_id=other, title="会场太小", learned="问清人数")
    )
    hang_notices(desk, [first])
    assert titles(desk) == ["会场太小", "早餐太冷"]
    assert titles(desk, by=NoticeColumn.CLIENT, descending=False) == ["会场太小", "早餐太冷"]
    assert titles(desk, by=NoticeColumn.TITLE) == ["早餐太冷", "会场太小"]
    assert titles(desk, by=NoticeColumn.HUNG) == ["早餐太冷", "会场太小"]
    assert titles(desk, hangs=True) == ["早餐太冷"]
    assert titles(desk, hangs=False) == ["会场太小"]
    assert titles(desk, text="茶业 人数") == ["会场太小"]
    assert titles(desk, text="100%") == []
    assert titles(desk, made_from=TODAY + timedelta(1)) == ["会场太小"]
    assert titles(desk, made_to=TODAY) == ["早餐太冷"]
    assert titles(desk, ids=frozenset({second})) == ["会场太小"]
    with desk.db.read() as session:
        assert [row.id for row in notice_rows(session, [second, GONE, first])] == [second, first]


def test_an_entry_becomes_a_notice_with_its_words_and_speaker(desk, client_id):
    person = new_contact(desk, client_id, "张伟")
    entry_id = new_entry(
        desk, client_id, "粥是冷的", channel=Channel.HOTLINE, contact_ids=(person,)
    )
    with desk.db.read() as session:
        draft = draft_from_entry(session, entry_id)
    assert (draft.title, draft.wording, draft.contact_name) == ("客户投诉", "粥是冷的", "张伟")
    assert not draft.names_client
    word_notice(desk, draft)
    assert rows(desk)[0].channel is Channel.HOTLINE
    delete_communications(desk, [entry_id])
    with desk.db.read() as session:
        assert draft_from_entry(session, entry_id) is None
        assert draft_from_entry(session, CommunicationId(99)) is None


def test_an_entry_without_a_contact_keeps_the_name_it_has(desk, client_id):
    entry_id = new_entry(desk, client_id, contact_name="前台小赵")
    with desk.db.read() as session:
        assert draft_from_entry(session, entry_id).contact_name == "前台小赵"
    nobody = new_entry(desk, client_id)
    with desk.db.read() as session:
        assert draft_from_entry(session, nobody).contact_name == ""


def test_a_problem_becomes_a_notice_with_what_was_learned_and_done(desk, client_id):
    person = new_contact(desk, client_id, "李娜")
    case_id = new_case(desk, client_id, contact_id=person, title="房间有烟味")
    with desk.write() as session:
        case = session.get_one(Case, case_id)
        case.asked, case.improvement, case.solution = "换房", "无烟层分开", "已换房并致歉"
    with desk.db.read() as session:
        draft = draft_from_case(session, case_id)
        assert draft_from_case(session, CaseId(99)) is None
    assert (draft.title, draft.wording) == ("客户投诉", "换房")
    assert (draft.learned, draft.done, draft.contact_name) == ("无烟层分开", "已换房并致歉", "李娜")
    word_notice(desk, draft)
    assert rows(desk)[0].case_kind is CaseKind.COMPLAINT


def test_a_problem_without_a_contact_keeps_the_name_it_has(desk, client_id):
    case_id = new_case(desk, client_id, contact_name="一位住客", title="房间有烟味")
    with desk.db.read() as session:
        draft = draft_from_case(session, case_id)
    assert (draft.contact_name, draft.wording) == ("一位住客", "房间有烟味")


def test_the_day_it_was_made_is_the_office_s(desk, draft):
    notice_id = word_notice(desk, draft)
    with desk.db.read() as session:
        assert session.get_one(Notice, notice_id).made_on == date(2025, 12, 20)


def test_a_client_is_known_by_all_its_names_and_people(desk, client_id):
    other = new_client(desk, "江南轴承")
    new_contact(desk, client_id, "张伟")
    gone = new_contact(desk, client_id, "已删")
    with desk.write() as session:
        session.get_one(Client, client_id).short_name = "华机"
        session.add(ClientAlias(client_id=client_id, name="华东机械厂"))
        session.get_one(Contact, gone).deleted_at = NOW
    with desk.db.read() as session:
        found = known_names(session, [client_id, other])
    assert found[client_id].clients >= {"华机", "华东机械厂"}
    assert found[client_id].people == {"张伟"}
    assert "江南轴承" in found[other].clients
    assert found[other].people == frozenset()
