"""Every right, post by post, through the services themselves; what is expected is the table."""

import inspect
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import text

import app.services
from app.db import Commit, Database, Desk
from app.db.sight import viewer_on
from app.domain.birthdays import Birthday
from app.domain.bookings import BookingDraft
from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.clients_bin import BinItem, BinKind
from app.domain.courtesies import FestivalDraft, ImportantDateDraft
from app.domain.form_drafts import UnsavedForm
from app.domain.handover import HandoverDraft
from app.domain.holidays import HolidayDraft
from app.domain.notices import NoticeDraft
from app.domain.own_fields import OwnField
from app.domain.receipts import ReceiptDraft
from app.domain.receptions import ReceptionDraft
from app.domain.rights import BACKUP_TOLD, EVERYTHING, LOOKER, RIGHTS, Right, Scope, viewer_of
from app.domain.screening.points import Part
from app.domain.settings import OfficeSettings
from app.domain.staff import StaffDraft
from app.domain.standards import ServiceStandard
from app.domain.tasks import TaskDraft
from app.domain.topics import TopicDraft
from app.domain.types import (
    ActionId,
    ClientId,
    Dimension,
    LetterKind,
    Phase,
    Post,
    StaffId,
    StandardKind,
)
from app.errors import InvalidInputError, NotAllowedError
from app.models import Action, ClientShare, Contact, FormDraft, SignIn, Staff
from app.queries.clients.card import client_draft
from app.queries.communications import communication_draft
from app.queries.sharing import editable, locked_records, shares
from app.services import (
    agreements,
    bookings,
    checking,
    checklist,
    clients,
    clients_attachments,
    clients_bulk,
    communications,
    contacts,
    courtesies,
    departments,
    festivals,
    form_drafts,
    handover,
    holidays,
    key_accounts,
    letters,
    merging,
    notices,
    office,
    own_fields,
    receipts,
    receptions,
    sharing,
    standards,
    tasks,
    topics,
    undo,
)
from app.services.bin import purge_items
from app.services.cases import take_up_case
from app.services.screening import handing_in, judging, opening
from app.services.screening.judging import ScoreEntry
from tests.cases import new_case
from tests.clients import new_client, new_contact
from tests.conftest import NOW, TODAY
from tests.courtesies import given_to
from tests.log import new_entry

NOBODYS, OWN, TEAMS, SHARED, GIVEN, OTHERS = "nobody's", "own", "team's", "shared", "given", "other"
RELATIONS = (NOBODYS, OWN, TEAMS, SHARED, GIVEN, OTHERS)
REACH = {
    Scope.ALL: set(RELATIONS),
    Scope.OWN: {NOBODYS, OWN},
    Scope.SHARED: {NOBODYS, OWN, SHARED, GIVEN},
    Scope.TEAM: {NOBODYS, OWN, SHARED, GIVEN, TEAMS},
    None: set(),
}
"""Which clients a right over these reaches."""


@dataclass
class World:
    """An office in which one person sits at the desk, and a client of each relation to it."""

    boss: Desk
    desk: Desk
    me: StaffId
    colleague: StaffId
    clients: dict[str, ClientId]


BOSS, ME, MATE, COLLEAGUE = map(StaffId, (1, 2, 3, 4))


@pytest.fixture(scope="module")
def peopled_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office with four people and a client of each relation to one of them, once."""
    db = Database(Path(shutil.copy(empty_office, tmp_path_factory.mktemp("peopled"))))
    desk = Desk(db, None, lambda: NOW)
    with desk.write() as session:
        for id_, (name, post, leader) in enumerate(
            (
                ("周", Post.DIRECTOR, None),
                ("我", Post.OFFICER, None),
                ("组员", Post.OFFICER, ME),
                ("同事", Post.REPRESENTATIVE, None),
            ),
            start=1,
        ):
            session.add(Staff(id=id_, name=name, name_key=name, post=post, leader_id=leader))
            session.flush()
    managers = {NOBODYS: None, OWN: ME, TEAMS: MATE}
    made = {
        relation: new_client(desk, f"{relation} 公司", manager_id=managers.get(relation, COLLEAGUE))
        for relation in RELATIONS
    }
    with desk.write() as session:
        session.add(ClientShare(client_id=made[SHARED], staff_id=ME))
    add_task = partial(TaskDraft, title="回访", due_on=TODAY, staff_id=ME)
    tasks.add_task(desk, add_task(client_id=made[GIVEN]))
    db.close()
    return db.path


@pytest.fixture
def world(peopled_office: Path, desk: Desk) -> Callable[[Post], World]:
    """Return what seats somebody of a post in that office."""

    def make(post: Post) -> World:
        desk.db.close()
        shutil.copy(peopled_office, desk.db.path)
        with desk.write() as session:
            session.execute(text("UPDATE staff SET post = :post WHERE id = 2"), {"post": post})
        at = partial(Desk, desk.db, clock=desk.clock)
        ids = {relation: ClientId(id_) for id_, relation in enumerate(RELATIONS, start=1)}
        return World(at(BOSS), at(ME), ME, COLLEAGUE, ids)

    return make


def allowed(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowedError:
        return False
    return True


def draft_of(world: World, client_id: ClientId):
    with world.boss.db.read() as session:
        found = client_draft(session, client_id)
    assert found is not None
    return found


def version(world: World, model: type[Any]) -> int:
    """Return the version of the newest row."""
    with world.boss.db.read() as session:
        return int(session.query(model).order_by(model.id.desc()).limit(1).one().version)


def change_client(world: World, client_id: ClientId) -> None:
    draft, version = draft_of(world, client_id)
    clients.change_client(world.desk, client_id, replace(draft, notes="x"), version=version)


def change_others_entry(world: World, client_id: ClientId) -> None:
    entry = new_entry(world.boss, client_id, staff_id=world.boss.staff_id)
    communications.delete_communications(world.desk, [entry])


BOOKED = {"arrival_on": TODAY, "departure_on": date(2025, 12, 22), "amount": Decimal(9)}
ON_CLIENTS: dict[str, tuple[Right, Callable[[World, ClientId], object]]] = {
    "change_client": (Right.EDIT, change_client),
    "delete_clients": (Right.EDIT, lambda w, c: clients_bulk.delete_clients(w.desk, [c])),
    "add_tag": (Right.EDIT, lambda w, c: clients_bulk.add_tag(w.desk, [c], "重点")),
    "close_clients": (Right.EDIT, lambda w, c: clients_bulk.close_clients(w.desk, [c], "停业")),
    "blacklist_clients": (
        Right.EDIT,
        lambda w, c: clients_bulk.blacklist_clients(w.desk, [c], "x"),
    ),
    "add_contact": (Right.EDIT, lambda w, c: new_contact(w.desk, c)),
    "mark_contact_left": (
        Right.EDIT,
        lambda w, c: contacts.mark_contact_left(
            w.desk, new_contact(w.boss, c), "调走", version=version(w, Contact)
        ),
    ),
    "delete_contacts": (
        Right.EDIT,
        lambda w, c: contacts.delete_contacts(w.desk, [new_contact(w.boss, c)]),
    ),
    "add_agreement": (
        Right.EDIT,
        lambda w, c: agreements.add_agreement(
            w.desk, c, AgreementDraft(number="1", rates=(RateDraft("标间", rate=Decimal(1)),))
        ),
    ),
    "add_signer": (Right.EDIT, lambda w, c: agreements.add_signer(w.desk, c, SignerDraft("李"))),
    "add_attachment": (
        Right.EDIT,
        lambda w, c: clients_attachments.add_attachment(w.desk, c, "a.txt", b"x"),
    ),
    "add_booking": (
        Right.EDIT,
        lambda w, c: bookings.add_booking(w.desk, BookingDraft(client_id=c, **BOOKED)),
    ),
    "open_checklist": (
        Right.EDIT,
        lambda w, c: checklist.open_checklist(
            w.desk, bookings.add_booking(w.boss, BookingDraft(client_id=c, **BOOKED))
        ),
    ),
    "add_receipt": (
        Right.EDIT,
        lambda w, c: receipts.add_receipt(
            w.desk, ReceiptDraft(client_id=c, received_on=TODAY, amount=Decimal(5))
        ),
    ),
    "add_reception": (
        Right.EDIT,
        lambda w, c: receptions.add_reception(
            w.desk, ReceptionDraft(client_id=c, guest="陆", arrives_on=TODAY)
        ),
    ),
    "add_important_date": (
        Right.EDIT,
        lambda w, c: courtesies.add_important_date(
            w.desk, c, ImportantDateDraft(day=Birthday(None, 1, 2))
        ),
    ),
    "share_client": (Right.SHARE, lambda w, c: sharing.share_client(w.desk, c, (), everybody=True)),
    "add_communication": (Right.LOG, lambda w, c: new_entry(w.desk, c)),
    "add_task": (
        Right.LOG,
        lambda w, c: tasks.add_task(w.desk, TaskDraft(client_id=c, title="回访", due_on=TODAY)),
    ),
    "open_case": (Right.LOG, lambda w, c: new_case(w.desk, c)),
    "take_up_case": (
        Right.LOG,
        lambda w, c: take_up_case(w.desk, new_case(w.boss, c), version=1),
    ),
    "note_courtesies": (
        Right.LOG,
        lambda w, c: courtesies.note_courtesies(w.desk, given_to(c)),
    ),
    "word_notice": (
        Right.LOG,
        lambda w, c: notices.word_notice(
            w.desk, NoticeDraft(client_id=c, title="来信", wording="早餐好")
        ),
    ),
    "delete_communications": (Right.EDIT, change_others_entry),
    "set_manager": (
        Right.REASSIGN,
        lambda w, c: clients_bulk.set_manager(w.desk, [c], BOSS),
    ),
    "set_grade": (Right.GRADE, lambda w, c: clients_bulk.set_grade(w.desk, [c], "A")),
    "set_major": (Right.KEY_ACCOUNTS, lambda w, c: clients_bulk.set_major(w.desk, [c], major=True)),
    "merge_clients": (
        Right.MERGE,
        lambda w, c: merging.merge_clients(w.desk, c, new_client(w.boss, "另", manager_id=w.me)),
    ),
    "declare_distinct": (
        Right.MERGE,
        lambda w, c: merging.declare_distinct(
            w.desk, (c, new_client(w.boss, "另", manager_id=w.me))
        ),
    ),
}


def _keep_template(world: World) -> None:
    letters.keep_template(world.desk, "贺卡", LetterKind.LETTER, file_name="a.docx", content=b"x")


def _purge(world: World) -> None:
    clients_bulk.delete_clients(world.desk, [world.clients[OWN]])
    purge_items(world.desk, [BinItem(BinKind.CLIENT, world.clients[OWN], "", "", NOW, "")])


def _undo(world: World) -> None:
    clients_bulk.add_tag(world.boss, [world.clients[OWN]], "重点")
    undo.undo_action(world.desk, last_action(world.desk))


def last_action(desk: Desk) -> ActionId:
    with desk.db.read_whole() as session:
        return ActionId(session.query(Action.id).order_by(Action.id.desc()).limit(1).scalar())


IN_OFFICE: dict[str, tuple[Right, Callable[[World], object]]] = {
    "save_office_settings": (
        Right.SETTINGS,
        lambda w: office.save_office_settings(w.desk, OfficeSettings(hotel_name="样例")),
    ),
    "add_staff": (Right.STAFF, lambda w: office.add_staff(w.desk, StaffDraft("新人"))),
    "change_staff": (
        Right.STAFF,
        lambda w: office.change_staff(w.desk, w.me, StaffDraft("我", Post.DIRECTOR), version=1),
    ),
    "deactivate_staff": (
        Right.STAFF,
        lambda w: office.deactivate_staff(w.desk, w.colleague, version=1),
    ),
    "add_department": (Right.SETTINGS, lambda w: departments.add_department(w.desk, "公关部")),
    "add_topic": (Right.SETTINGS, lambda w: topics.add_topic(w.desk, TopicDraft("怎样订房"))),
    "add_festival": (
        Right.SETTINGS,
        lambda w: festivals.add_festival(w.desk, FestivalDraft("店庆", Birthday(None, 3, 3))),
    ),
    "save_holiday": (
        Right.SETTINGS,
        lambda w: holidays.save_holiday(w.desk, HolidayDraft(date(2026, 1, 5), name="店休")),
    ),
    "save_own_field": (
        Right.SETTINGS,
        lambda w: own_fields.save_own_field(w.desk, OwnField(name="车牌")),
    ),
    "add_template_point": (
        Right.SETTINGS,
        lambda w: checklist.add_template_point(w.desk, Phase.BEFORE, "核对"),
    ),
    "keep_template": (Right.SETTINGS, _keep_template),
    "save_standard": (
        Right.SETTINGS,
        lambda w: standards.save_standard(
            w.desk, ServiceStandard(StandardKind.GRADE, "S", contact_days=7), version=None
        ),
    ),
    "hand_over": (
        Right.REASSIGN,
        lambda w: handover.hand_over(
            w.desk,
            HandoverDraft(w.me, w.colleague, (w.clients[OWN],), reason="调岗"),
        ),
    ),
    "refuse_key_accounts": (
        Right.KEY_ACCOUNTS,
        lambda w: key_accounts.refuse_key_accounts(w.desk, [w.clients[OWN]], "太小"),
    ),
    "open_screening": (Right.APPROVE, lambda w: opening.open_screening(w.desk, 2025)),
    "purge_items": (Right.EMPTY_BIN, _purge),
    "undo_action": (Right.UNDO_OTHERS, _undo),
    "mend_facts": (Right.SETTINGS, lambda w: checking.mend_facts(w.desk)),
}


COVERED_BY_TABLE = frozenset(
    """
    change_contact mark_contact_back change_agreement delete_agreement change_signer
    delete_signer delete_attachment change_booking set_status delete_bookings
    change_receipt delete_receipts change_reception set_reception_state
    move_reception delete_receptions change_important_date delete_important_dates
    add_booking_point change_booking_point tick_point delete_booking_point remove_tag
    reopen_clients save_plan review_plan add_client restore_items change_communication
    change_task finish_task drop_task postpone_task reopen_tasks
    delete_tasks postpone_tasks finish_tasks drop_tasks assign_tasks change_case set_severity
    answer_case solve_case change_solution close_case reopen_case delete_cases add_step
    change_step delete_step change_courtesy delete_courtesies change_notice hang_notices
    take_down_notices delete_notices show_topic postpone_occasion finish_occasion
    drop_occasion activate_staff begin_office rename_department activate_department
    arrange_departments delete_department change_topic activate_topic arrange_topics
    delete_topic change_festival activate_festival delete_festival delete_holiday
    take_in_holidays move_own_field use_own_field change_template_point
    activate_template_point arrange_template delete_template_point rename_template
    delete_template save_severity_times confirm_key_account set_relationship_manager
    end_key_accounts arrange_entries activate_entry import_rows undo_import remember_columns
    add_sample remove_sample keep_form_draft drop_form_draft ending_form_draft keep_typed_scores
    take_over_typed_scores submit_own_lines submit_screening
    send_back approve_screening set_scores clear_score set_remark change_rules
    save_office_rules compile_screening recompute_screening set_step
    """.split()  # noqa: SIM905 - shorter than a list
)
"""Writers of tables that ``app.db.reach`` classes; the guard holds what the table says for each."""
EVERYBODYS = frozenset(
    """
    add_last_screening close_touched numbers_hidden
    save_view rename_view delete_view preview_rows plan_holidays default_cut_off begin_work
    require_person require_approver require_lines
    """.split()  # noqa: SIM905 - shorter than a list
)
"""The office's own views, and what writes nothing by itself."""
OTHER_AREAS = ("services.sign_in", "services.personal")
"""Have tests of their own rights."""


def test_every_service_was_thought_about():
    known = {*ON_CLIENTS, *IN_OFFICE, *COVERED_BY_TABLE, *EVERYBODYS}
    unknown = set()
    for module in walk_packages(app.services.__path__, "app.services."):
        if any(area in module.name for area in OTHER_AREAS):
            continue
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and "desk" in inspect.signature(function).parameters and name not in known:
                unknown.add(f"{module.name}.{name}")

    assert unknown == set()


@pytest.mark.parametrize("post", Post)
@pytest.mark.parametrize("action", ON_CLIENTS)
def test_a_right_reaches_the_clients_of_its_scope(world, post, action):
    right, act = ON_CLIENTS[action]
    here = world(post)

    reached = {
        relation for relation in RELATIONS if allowed(lambda r=relation: act(here, here.clients[r]))
    }

    assert reached == REACH[RIGHTS[right].get(post)]


@pytest.mark.parametrize("post", Post)
@pytest.mark.parametrize("action", IN_OFFICE)
def test_a_right_of_the_office_is_its_posts(world, post, action):
    right, act = IN_OFFICE[action]
    here = world(post)

    assert allowed(lambda: act(here)) is (post in RIGHTS[right])


@pytest.mark.parametrize("post", Post)
def test_a_person_sees_the_clients_of_the_scope(world, post):
    here = world(post)

    with here.desk.db.read() as session:
        names = set(session.execute(text("SELECT name FROM client")).scalars())
        own = editable(session, list(here.clients.values()))

    assert names == {f"{r} 公司" for r in REACH[RIGHTS[Right.SEE].get(post)]}
    assert own == {here.clients[r] for r in REACH[RIGHTS[Right.EDIT].get(post)]}


def test_nobody_is_restricted_alone_or_unsupervised_or_unnamed(world):
    here = world(Post.REPRESENTATIVE)
    assert here.desk.db.viewer().restricted
    assert not replace(here.desk, staff_id=None).db.viewer().restricted

    with here.boss.write() as session:
        session.get_one(Staff, BOSS).active = False

    assert not here.desk.db.viewer().restricted, "nobody supervises any more"
    departments.add_department(here.desk, "公关部")


def test_a_viewer_not_on_the_list_sees_nobodys_clients_only(world):
    stranger = replace(world(Post.OFFICER).desk, staff_id=StaffId(99))
    with stranger.db.read() as session:
        assert session.execute(text("SELECT name FROM client")).scalars().all() == ["nobody's 公司"]


def test_a_client_handed_to_oneself_is_still_refused(world):
    here = world(Post.REPRESENTATIVE)
    draft, loaded = draft_of(here, here.clients[OTHERS])

    with pytest.raises(NotAllowedError):
        clients.change_client(
            here.desk, here.clients[OTHERS], replace(draft, manager_id=ME), version=loaded
        )
    for taken in (NOBODYS, OWN):
        with pytest.raises(NotAllowedError, match="客户经理"):
            clients_bulk.set_manager(here.desk, [here.clients[taken]], COLLEAGUE)
    with pytest.raises(NotAllowedError):
        new_client(here.desk, "送人", manager_id=COLLEAGUE)
    assert new_client(here.desk, "新客户", manager_id=ME)


def test_a_new_file_may_be_graded_or_made_major_by_a_supervisor_alone(world):
    here = world(Post.OFFICER)
    for more in ({"grade": "A"}, {"major": True}):
        with pytest.raises(NotAllowedError, match="总监"):
            new_client(here.desk, "新客户", manager_id=ME, **more)


def test_no_statement_gets_around_the_check(world):
    here = world(Post.REPRESENTATIVE)
    for statement in (
        "UPDATE client SET notes = 'x'",
        "DELETE FROM client WHERE id = 6",
        "UPDATE staff SET post = 'director' WHERE id = 2",
        "INSERT INTO client_share (client_id, staff_id) VALUES (6, 2)",
        "DELETE FROM setting",
        "INSERT INTO setting (key, value) VALUES ('x', '1')",
    ):
        sure = statement != "DELETE FROM setting"
        assert allowed(lambda told=statement: _execute(here.desk, told)) is not sure
    with here.boss.db.read() as session:
        assert session.execute(text("SELECT count(*) FROM client_share")).scalar() == 1
        assert session.get_one(Staff, ME).post is Post.REPRESENTATIVE


def _execute(desk: Desk, statement: str) -> None:
    with desk.write("x") as session:
        session.execute(text(statement))


def test_a_refusal_names_a_client_only_where_it_is_seen(world):
    here = world(Post.REPRESENTATIVE)
    with pytest.raises(NotAllowedError, match="shared 公司"):
        clients_bulk.close_clients(here.desk, [here.clients[SHARED]], "x")
    with pytest.raises(NotAllowedError) as refused:
        clients_bulk.close_clients(here.desk, [here.clients[OTHERS]], "x")
    assert "公司" not in str(refused.value)


@pytest.mark.parametrize("client", [SHARED, GIVEN, OWN])
def test_what_one_wrote_oneself_can_be_changed_wherever_one_sees_the_client(world, client):
    here = world(Post.REPRESENTATIVE)
    id_ = here.clients[client]
    entry = new_entry(here.desk, id_, staff_id=ME)
    with here.desk.db.read() as session:
        draft, loaded = communication_draft(session, entry)
    changed = replace(draft, summary="改过")
    communications.change_communication(here.desk, entry, changed, version=loaded)
    communications.delete_communications(here.desk, [entry])


def test_records_of_others_are_locked_with_the_reason(world):
    here = world(Post.REPRESENTATIVE)
    shared, own = here.clients[SHARED], here.clients[OWN]
    mine = new_entry(here.desk, shared, staff_id=ME)
    others = new_entry(here.boss, shared, staff_id=COLLEAGUE)
    on_own = new_entry(here.boss, own, staff_id=COLLEAGUE)
    entries = [mine, others, on_own]
    with here.desk.db.read() as session:
        assert list(locked_records(session, "communication", entries)) == [others]
        (why,) = locked_records(session, "client", [shared, own]).values()
        assert locked_records(session, "task", [1]) == {}, "work is noted by all who see the client"
    assert why.startswith("shared 公司 不是您的客户")
    with here.boss.db.read() as session:
        assert locked_records(session, "communication", entries) == {}


def test_what_one_wrote_is_not_handed_to_a_colleague(world):
    here = world(Post.REPRESENTATIVE)
    entry = new_entry(here.desk, here.clients[SHARED], staff_id=ME)
    other = new_entry(here.boss, here.clients[SHARED], staff_id=COLLEAGUE)
    with pytest.raises(NotAllowedError, match="shared 公司"):
        communications.delete_communications(here.desk, [entry, other])


def test_ones_own_action_can_be_undone_and_anothers_not(world):
    here = world(Post.REPRESENTATIVE)
    clients_bulk.add_tag(here.desk, [here.clients[OWN]], "重点")
    undo.undo_action(here.desk, last_action(here.desk))
    made = new_client(here.desk, "新客户", manager_id=ME)
    undo.undo_action(here.desk, last_action(here.desk))
    with here.desk.db.read() as session:
        assert client_draft(session, made) is None


def test_anothers_unsaved_form_is_neither_seen_nor_changed(world):
    here = world(Post.REPRESENTATIVE)
    kept = form_drafts.keep_form_draft(here.boss, UnsavedForm("case", "x", {}))
    with here.desk.db.read() as session:
        assert session.execute(text("SELECT count(*) FROM form_draft")).scalar() == 0
    form_drafts.drop_form_draft(here.desk, kept)
    with here.boss.db.read() as session:
        assert session.get(FormDraft, kept) is not None
    own = form_drafts.keep_form_draft(here.desk, UnsavedForm("case", "x", {}))
    form_drafts.drop_form_draft(here.desk, own)


def test_who_scores_and_hands_in(world):
    here = world(Post.OFFICER)
    whole = opening.open_screening(here.boss, 2025)
    opening.compile_screening(here.boss, whole)
    with here.desk.db.read() as session:
        lines = dict(session.execute(text("SELECT client_name, id FROM screening_line")).all())
    assert lines.keys() == {"own 公司", "shared 公司", "given 公司"}
    entry = partial(ScoreEntry, dimension=Dimension.FUTURE, part=Part.HAND, points=Decimal(5))
    judging.set_scores(here.desk, [entry(lines["own 公司"], reason="有潜力")])
    assert not allowed(
        lambda: judging.set_scores(here.desk, [entry(lines["shared 公司"], reason="有潜力")])
    )
    with here.boss.db.read() as session:
        unseen = session.execute(
            text("SELECT id FROM screening_line WHERE client_name = 'other 公司'")
        ).scalar()
    with pytest.raises(NotAllowedError, match="不属于您的客户"):
        judging.set_scores(here.desk, [entry(unseen, reason="有潜力")])
    assert not allowed(lambda: opening.compile_screening(here.desk, whole))
    handing_in.submit_own_lines(here.desk, whole)
    assert not allowed(lambda: handing_in.approve_screening(here.desk, whole))
    own = opening.open_screening(here.desk, 2025, manager_id=ME)
    assert opening.compile_screening(here.desk, own) == 1


def test_sharing_is_told_shown_and_taken_back(world):
    here = world(Post.OFFICER)
    own = here.clients[OWN]
    told: list[Commit] = []
    here.desk.db.on_commit(told.append)

    sharing.share_client(here.desk, own, [COLLEAGUE, MATE])
    with here.desk.db.read() as session:
        assert {row.name for row in shares(session, own)} == {"组员", "同事"}
    colleague = replace(here.desk, staff_id=COLLEAGUE)
    with colleague.db.read() as session:
        assert client_draft(session, own) is not None

    sharing.share_client(here.desk, own, [], everybody=True)
    with here.desk.db.read() as session:
        assert [row.staff_id for row in shares(session, own)] == [None]
    sharing.share_client(here.desk, own, [])
    undo.undo_action(here.desk, last_action(here.desk))
    with here.desk.db.read() as session:
        assert [row.staff_id for row in shares(session, own)] == [None]
    assert [commit.summary for commit in told] == [
        "own 公司 已共享给同事、组员",
        "own 公司 已共享给全体同事",
        "own 公司 已不再共享",
        "已撤销：own 公司 已不再共享",
    ]


def test_a_client_is_shared_with_people_who_work_here(world):
    here = world(Post.OFFICER)
    with here.boss.write() as session:
        session.get_one(Staff, COLLEAGUE).active = False
    with pytest.raises(InvalidInputError):
        sharing.share_client(here.desk, here.clients[OWN], [COLLEAGUE])


def test_a_leader_is_another_senior(world):
    here = world(Post.SENIOR)
    new = office.add_staff(here.boss, StaffDraft("新人", leader_id=ME))
    for wrong in (new, COLLEAGUE, StaffId(99)):
        with pytest.raises(InvalidInputError, match="组长"):
            office.change_staff(
                here.boss, new, StaffDraft("新人", leader_id=wrong), version=version(here, Staff)
            )


def test_wrong_passwords_are_counted_whoever_sits_here(world):
    here = world(Post.REPRESENTATIVE)
    with here.boss.write() as session:
        session.add(SignIn(staff_id=BOSS, password_hash="x", changed_at=NOW))  # noqa: S106 - of nobody
    _execute(here.desk, "UPDATE sign_in SET failures = failures + 1 WHERE staff_id = 1")
    for statement in (
        "UPDATE sign_in SET password_hash = 'y' WHERE staff_id = 1",
        "DELETE FROM sign_in WHERE staff_id = 1",
    ):
        assert not allowed(lambda told=statement: _execute(here.desk, told))


def test_sharing_again_as_it_is_tells_nothing(world):
    here = world(Post.OFFICER)
    sharing.share_client(here.desk, here.clients[OWN], [COLLEAGUE])
    before = last_action(here.desk)
    sharing.share_client(here.desk, here.clients[OWN], [COLLEAGUE])
    assert last_action(here.desk) == before


def test_who_only_looks_may_see_and_nothing_else():
    assert [right for right in Right if LOOKER.may(right)] == [Right.SEE]
    assert {LOOKER.why_not(right) for right in Right} == {"", BACKUP_TOLD}
    assert viewer_of([], None).why_not(Right.EDIT) == ""


def test_nobody_in_particular_may_everything():
    assert viewer_of((), None) == viewer_on(lambda _statement: [], None) == EVERYTHING
