"""Erased means gone: from every table, from the journal, from every byte in the folder (61)."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.audit import AuditFilter
from app.domain.backups import Reason
from app.domain.clients_bin import BinKind
from app.domain.names import match_key
from app.domain.needles import BLOT
from app.domain.personal import ERASED_NAME, Place
from app.domain.personal_consent import ConsentDraft
from app.domain.personal_retention import KeepDraft
from app.domain.tasks import TaskDraft
from app.domain.types import ContactId, Post
from app.encryption.connecting import connect
from app.encryption.pages import Pages, is_plain, salt_of
from app.errors import (
    CancelledError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    StorageError,
)
from app.models import Action, Change, Client, Communication, Contact, Erasure, FormDraft, Task
from app.queries.audit import action_ids, action_rows
from app.queries.bin import bin_items
from app.queries.checking import findings as check_findings
from app.queries.clients import ClientFilter, client_ids
from app.queries.clients.card import client_draft
from app.queries.personal import findings, needles_for
from app.services.bin import purge_items
from app.services.clients import change_client
from app.services.personal.again import erase_again, is_left_to_erase, renew_backups
from app.services.personal.consent import note_consent
from app.services.personal.erased_list import erased_in
from app.services.personal.erasing import erase_person
from app.services.personal.privacy import reveal_contact
from app.services.personal.retention import keep_people
from app.services.tasks import add_task
from app.services.undo import undo_action
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY
from tests.encrypted import KEY, KINDS, encrypt, office_in
from tests.filled import filled_once
from tests.services.personal.people import MOBILE, NAME, OLD_NAME, SECRETS, office_of


@pytest.fixture
def kind():
    """Return which kind of file the office lies in; some tests are made for both."""
    return "plain"


@pytest.fixture
def desk(desk, kind):
    """Sit at a desk of this kind of office."""
    if kind == "plain":
        yield desk
        return
    desk.db.close()
    folder = encrypt(office_in(desk.db.path.parent))
    db = Database(folder.database, keys=folder.keys)
    yield Desk(db, None, desk.clock)
    db.close()


@pytest.fixture
def folder(desk):
    return OfficeFolder(desk.db.path.parent, desk.db.keys)


@filled_once
def ids(desk):
    return office_of(desk)


def certain(desk, contact_id):
    with desk.db.read() as session:
        found = findings(session, needles_for(session, contact_id), contact_id)
    return {one.place for one in found if one.certain}


def everything(desk, contact_id):
    with desk.db.read() as session:
        found = findings(session, needles_for(session, contact_id), contact_id)
    return {one.place for one in found}


def spellings(text):
    """Give every way the bytes of a text may lie in a file."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield text.encode("gb18030")
    yield json.dumps(text)[1:-1].encode()


def bytes_of(path):
    """Return what lies in a file; of an encrypted one every page as it is without the key."""
    there = path.read_bytes()
    if path.suffix == ".db" and not is_plain(path):
        there += Pages(KEY.raw, salt_of(path)).all_plain(path)
    return there


def left_in(folder):
    return {
        (path.relative_to(folder).as_posix(), secret)
        for path in folder.rglob("*")
        if path.is_file()
        for there in (bytes_of(path),)
        for secret in SECRETS
        if any(spelling in there for spelling in spellings(secret))
    }


@pytest.mark.parametrize("kind", KINDS)
def test_fault_61_no_byte_is_left_in_the_folder(desk, folder, ids, kind):
    _client, contact_id = ids
    assert {secret for _file, secret in left_in(folder.path)} == set(SECRETS)
    erase_person(desk, folder, contact_id, everything(desk, contact_id), f"{NAME}要求")
    desk.db.close()
    assert left_in(folder.path) == set()
    assert is_plain(folder.database) == (kind == "plain"), "it stays of its kind"


def test_until_all_is_searched_it_can_be_cancelled(desk, folder, ids):
    _client, contact_id = ids
    told = []

    def step(done, of):
        told.append((done, of))
        if done == of:
            raise CancelledError

    with pytest.raises(CancelledError):
        erase_person(desk, folder, contact_id, everything(desk, contact_id), step=step)
    assert [done for done, _of in told] == list(range(1, told[0][1] + 1))
    assert NAME in {secret for _file, secret in left_in(folder.path)}
    assert erased_in(folder) == []


def test_others_save_while_it_is_searched(desk, folder, ids):
    _client, contact_id = ids
    saved = []

    def step(done, _of):
        saved.append(new_client(desk, f"客户{done}"))

    erase_person(desk, folder, contact_id, certain(desk, contact_id), step=step)
    assert len(saved) > 1
    with desk.db.read() as session:
        assert session.get_one(Contact, contact_id).name == ERASED_NAME
        assert session.get(Client, saved[-1]) is not None


def test_who_goes_for_good_while_it_is_searched_is_told(desk, folder):
    contact_id = new_contact(desk, new_client(desk), NAME)

    def step(_done, _of):
        with desk.write() as session:
            if (contact := session.get(Contact, contact_id)) is not None:
                session.delete(contact)

    with pytest.raises(ConflictError):
        erase_person(desk, folder, contact_id, (), step=step)


def test_the_person_is_gone_and_the_figures_stay(desk, folder, ids):
    client_id, contact_id = ids
    erase_person(desk, folder, contact_id, certain(desk, contact_id), "本人要求")
    with desk.db.read() as session:
        contact = session.get_one(Contact, contact_id)
        assert (contact.name, contact.mobile, contact.birth_year) == (ERASED_NAME, "", None)
        assert contact.deleted_at is not None
        entry = session.scalars(select(Communication)).one()
        assert entry.summary == f"{BLOT}改了主意"
        assert session.scalars(select(FormDraft)).all() == []
        assert session.get_one(Client, client_id).notes == f"找{NAME}"  # not surely this one
        (erasure,) = session.scalars(select(Erasure)).all()
        assert (erasure.contact_id, erasure.reason) == (contact_id, "本人要求")
        assert client_ids(session, ClientFilter(text="欧阳"), today=TODAY) == []
        assert client_ids(session, ClientFilter(text=MOBILE), today=TODAY) == []
        assert list(check_findings(session)) == []


def test_only_what_was_chosen_is_blotted(desk, folder, ids):
    client_id, contact_id = ids
    erase_person(desk, folder, contact_id, {Place("client", client_id)})
    with desk.db.read() as session:
        assert session.get_one(Client, client_id).notes == f"找{BLOT}"
        assert session.scalars(select(Communication)).one().summary == f"{OLD_NAME}改了主意"
        assert session.get_one(Contact, contact_id).name == ERASED_NAME


def test_what_was_said_of_the_person_when_consent_or_keeping_was_noted_goes_too(desk, folder, ids):
    _client, contact_id = ids
    note_consent(desk, contact_id, ConsentDraft(given_on=TODAY, source="来函"))
    keep_people(desk, [contact_id], KeepDraft(TODAY + timedelta(365), "还有往来"))
    reveal_contact(desk, contact_id)
    erase_person(desk, folder, contact_id, certain(desk, contact_id))
    with desk.db.read() as session:
        told = session.scalars(select(Action.summary)).all()
    assert f"已记录 {BLOT}：不同意接收广告" in told
    assert not [one for one in told if NAME in one]


def test_a_namesake_elsewhere_is_found_and_left_unless_chosen(desk, folder, ids):
    _client, contact_id = ids
    other = new_client(desk, f"{NAME}商行")
    namesake = new_contact(desk, other, NAME, mobile="13700001111")
    with desk.db.read() as session:
        found = findings(session, needles_for(session, contact_id), contact_id)
    theirs = {one.place: one.certain for one in found if one.client == f"{NAME}商行"}
    assert theirs[Place("client", other)] is False
    assert theirs[Place("contact", namesake)] is False
    erase_person(desk, folder, contact_id, certain(desk, contact_id))
    with desk.db.read() as session:
        assert session.get_one(Contact, namesake).name == NAME
    again = new_contact(desk, other, "另一人", notes=NAME)
    erase_person(desk, folder, namesake, {Place("client", other), Place("contact", again)})
    with desk.db.read() as session:
        file = session.get_one(Client, other)
        assert (file.name, file.match_key) == (f"{BLOT}商行", match_key(f"{BLOT}商行"))
        assert session.get_one(Contact, again).notes == BLOT


def test_the_journal_still_says_that_and_when_but_not_what(desk, folder, ids):
    _client, contact_id = ids
    erase_person(desk, folder, contact_id, certain(desk, contact_id))
    with desk.db.read() as session:
        own = (Change.table_name == "contact", Change.row_id == contact_id)
        rows = session.execute(select(Change.before, Change.after).where(*own)).all()
        assert set(rows) == {(None, None)}
        actions = action_rows(session, action_ids(session, AuditFilter()))
        closed = session.scalar(select(Action.undoable).where(Action.summary.contains(BLOT)))
    said = [one.summary for one in actions]
    assert said[0] == "已清除一位联系人的个人信息"
    assert f"已新建联系人 {BLOT}" in said
    assert closed is False
    assert not any(one.undoable for one in actions if "联系人" in one.summary)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_restored_backup_holds_of_the_person_is_erased_again(desk, folder, ids):
    _client, contact_id = ids
    older = back_up(folder, Reason.HAND, now=NOW)
    erase_person(desk, folder, contact_id, certain(desk, contact_id))
    assert [one.contact_id for one in erased_in(folder)] == [contact_id]
    desk.db.close()
    restore(folder, older.path, now=NOW)
    with desk.db.read() as session:
        assert session.get_one(Contact, contact_id).name == NAME
    assert erase_again(desk, folder) == 1
    with desk.db.read() as session:
        assert session.get_one(Contact, contact_id).name == ERASED_NAME
        assert session.scalars(select(Communication)).one().summary == f"{BLOT}改了主意"
    assert erase_again(desk, folder) == 0


def test_the_list_of_the_erased_is_for_this_office_alone(desk, folder, ids):
    _client, contact_id = ids
    erase_person(desk, folder, contact_id, ())
    listed = folder.backups / "erased.json"
    assert NAME not in listed.read_text("utf-8")
    with desk.db.write(session_action("另一个办公室")) as session:
        contact = session.get_one(Contact, contact_id)
        contact.name = NAME
        session.delete(session.scalars(select(Erasure)).one())
    assert is_left_to_erase(desk, folder)
    told = json.loads(listed.read_text("utf-8"))
    told[0]["office"] = "2001-01-01"
    listed.write_text(json.dumps(told), "utf-8")
    assert erase_again(desk, folder) == 0
    listed.write_text("{", "utf-8")
    assert erased_in(folder) == []


def test_a_list_that_does_not_tell_of_writing_anew_still_counts(desk, folder, ids):
    _client, contact_id = ids
    erase_person(desk, folder, contact_id, ())
    listed = folder.backups / "erased.json"
    told = json.loads(listed.read_text("utf-8"))
    del told[0]["written"]
    listed.write_text(json.dumps(told), "utf-8")
    assert [one.contact_id for one in erased_in(folder)] == [contact_id]
    assert not is_left_to_erase(desk, folder)


def session_action(summary):
    return Action(at=NOW, staff_id=None, summary=summary, undoable=False)


def test_who_has_the_number_of_somebody_erased_is_left_alone(desk, folder, ids):
    client_id, _contact = ids
    gone = new_contact(desk, client_id, "甄美")
    erase_person(desk, folder, gone, ())
    with desk.db.read() as session:
        (item,) = bin_items(session, frozenset({BinKind.CONTACT}))
    purge_items(desk, [item])
    innocent = new_contact(desk, client_id, "吴辜")
    assert innocent == gone, "SQLite gives the highest number anew"
    assert not is_left_to_erase(desk, folder)
    assert erase_again(desk, folder) == 0
    with desk.db.read() as session:
        assert session.get_one(Contact, innocent).name == "吴辜"


def test_an_office_without_actions_has_a_mark_too(desk, folder):
    assert erase_again(desk, folder) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_older_backups_go_once_a_new_one_is_verified(desk, folder, ids):
    _client, contact_id = ids
    back_up(folder, Reason.HAND, now=NOW)
    shutil.copy(backups(folder)[0].path, folder.backups / "keyou-20251201-080000-hand.db")
    erase_person(desk, folder, contact_id, everything(desk, contact_id))
    assert renew_backups(folder, NOW) == 2
    assert len(backups(folder)) == 1
    assert left_in(folder.path) == set()


def test_only_those_who_supervise_erase(desk, folder, ids):
    _client, contact_id = ids
    new_staff(desk, "王芳", Post.MANAGER)
    officer = Desk(desk.db, new_staff(desk, "李明"), desk.clock)
    with pytest.raises(NotAllowedError):
        erase_person(officer, folder, contact_id, ())
    with pytest.raises(InvalidInputError):
        erase_person(desk, folder, contact_id, (), "长" * 301)
    with pytest.raises(ConflictError):
        erase_person(desk, folder, ContactId(999), ())
    with desk.db.read() as session:
        assert session.get_one(Contact, contact_id).name == NAME


def test_what_would_bring_the_person_back_cannot_be_undone(desk, folder, ids):
    _client, contact_id = ids
    erase_person(desk, folder, contact_id, certain(desk, contact_id))
    with desk.db.read() as session:
        own = select(Change.action_id).where(Change.table_name == "contact")
        last = session.scalars(own.order_by(Change.id.desc())).first()
    with pytest.raises(Exception, match="不能撤销"):
        undo_action(desk, last)


def test_while_somebody_reads_the_file_is_not_written_anew_but_at_the_next_start(
    desk, folder, ids, monkeypatch
):
    _client, contact_id = ids
    monkeypatch.setattr("app.backups.rewriting.WAIT", 0.01)
    places = everything(desk, contact_id)
    with closing(connect(folder.database, None, check_same_thread=False)) as reader:
        began = []
        desk.db.on_commit(lambda _commit: began.append(reader.execute("SELECT * FROM client")))
        with pytest.raises(StorageError, match="下次打开客友时会自动重写"):
            erase_person(desk, folder, contact_id, places)
        began[0].close()
        desk.db._listeners.clear()
    with desk.db.read() as session:
        assert session.get_one(Contact, contact_id).name == ERASED_NAME
    assert is_left_to_erase(desk, folder)
    assert erase_again(desk, folder) == 0
    assert not is_left_to_erase(desk, folder)
    desk.db.close()
    assert left_in(folder.path) == set()


def test_who_is_erased_twice_is_listed_once_with_all_records(desk, folder, ids):
    _client, contact_id = ids
    places = everything(desk, contact_id)
    erase_person(desk, folder, contact_id, places)
    erase_person(desk, folder, contact_id, ())
    (listed,) = erased_in(folder)
    assert set(listed.places) == places
    assert listed.written


def test_what_only_looks_like_the_number_and_what_only_points_to_the_person_stay(desk, folder):
    client_id = new_client(desk, "甲公司", notes="139 1111 4321")
    contact_id = new_contact(desk, client_id, "欧阳慕白", mobile="13987654321")
    with desk.db.read() as session:
        draft, version = client_draft(session, client_id)
    change_client(desk, client_id, replace(draft, notes="139 2222 4321"), version=version)
    task_id = add_task(desk, TaskDraft(client_id, contact_id, title="报价", due_on=TODAY))
    places = everything(desk, contact_id)
    assert Place("task", task_id) in places
    assert Place("client", client_id) not in places
    erase_person(desk, folder, contact_id, places)
    with desk.db.read() as session:
        assert session.get_one(Task, task_id).title == "报价"
        assert session.get_one(Client, client_id).notes == "139 2222 4321"
