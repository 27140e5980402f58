from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.tasks import TaskDraft
from app.domain.today import TodayGroup, days_text
from app.domain.types import (
    BookingStatus,
    CaseKind,
    CaseState,
    Channel,
    ClientStatus,
    DateKind,
    Occasion,
    ReceptionState,
    Severity,
    TaskRule,
)
from app.models import (
    AccountPlan,
    Agreement,
    Booking,
    Case,
    Client,
    ClientFact,
    Contact,
    Courtesy,
    Festival,
    FormDraft,
    Holiday,
    ImportantDate,
    Reception,
    ServiceStandard,
    Task,
)
from app.queries.today import TodayScope, overdue_money, today_keys, today_lines
from app.queries.today.courtesies import Kept, days_kept, kept_on
from app.services.tasks import add_task
from app.services.today import drop_occasion, finish_occasion, postpone_occasion
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_contact, new_entry, new_staff

DAY = timedelta(1)
TUESDAY = 3
"""Days from today, a Saturday, to a day with working days around it."""


@pytest.fixture(autouse=True)
def quiet(desk):
    """Leave only what a test asks for: no standards, no festivals."""
    with desk.write() as session:
        for model in (ServiceStandard, Festival):
            for row in session.query(model):
                session.delete(row)


def put(desk, *rows):
    with desk.write() as session:
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def keys(db, group, now=NOW, **scope):
    with db.read() as session:
        return list(today_keys(session, TodayScope(now, **scope))[group])


def lines(db, now=NOW, **scope):
    with db.read() as session:
        whose = TodayScope(now, **scope)
        found = today_keys(session, whose) | {TodayGroup.MONEY: overdue_money(session, whose)}
        return list(today_lines(session, whose, found).values())


def line(db, group, now=NOW, **scope):
    found = [one for one in lines(db, now, **scope) if one.group is group]
    return found[0] if found else None


def standard(desk, code, kind="grade", **values):
    put(desk, ServiceStandard(kind=kind, code=code, **values))


def graded(desk, client_id, grade, opened_on=date(2020, 1, 1)):
    with desk.write() as session:
        client = session.get(Client, client_id)
        client.grade = grade
        client.created_at = datetime.combine(opened_on, time(1), UTC)


def close(desk, client_id):
    with desk.write() as session:
        session.get(Client, client_id).status = ClientStatus.CLOSED


def test_an_office_with_nothing_to_do_has_no_lines(db):
    assert lines(db) == []


def test_tasks_are_late_or_due_and_what_falls_on_days_off_comes_before_them(desk, db):
    client = new_client(desk)
    friday = datetime(2025, 12, 19, 1, tzinfo=UTC)
    rows = [
        Task(client_id=client, title=f"第{n}天", due_on=friday.date() + n * DAY)
        for n in (-1, 0, 2, 3)
    ]
    late, today, sunday, _monday = put(desk, *rows)
    assert keys(db, TodayGroup.OVERDUE, friday) == [late]
    assert keys(db, TodayGroup.DUE, friday) == [today, sunday]
    put(desk, Holiday(day=date(2025, 12, 22), name="店庆"))
    assert len(keys(db, TodayGroup.DUE, friday)) == 3


def test_timed_tasks_come_before_the_others_of_a_day(desk, db):
    client = new_client(desk)
    later, sooner, whenever = put(
        desk,
        Task(client_id=client, title="晚", due_on=TODAY, due_time=time(15)),
        Task(client_id=client, title="早", due_on=TODAY, due_time=time(9)),
        Task(client_id=client, title="随时", due_on=TODAY),
    )
    assert keys(db, TodayGroup.DUE) == [sooner, later, whenever]
    assert line(db, TodayGroup.DUE).at == time(9)


def test_tasks_of_deleted_clients_and_deleted_tasks_are_left_out(desk, db):
    client = new_client(desk)
    put(desk, Task(client_id=client, title="删", due_on=TODAY, deleted_at=NOW))
    gone = new_client(desk, "江南轴承")
    put(desk, Task(client_id=gone, title="删", due_on=TODAY))
    with desk.write() as session:
        session.get(Client, gone).deleted_at = NOW
    assert lines(db) == []


def test_one_sees_what_one_was_named_for_and_what_nobody_was_of_own_clients(desk, db):
    me, other = new_staff(desk), new_staff(desk, "李明")
    mine, theirs = new_client(desk, manager_id=me), new_client(desk, "江南轴承", manager_id=other)
    rows = [
        Task(client_id=theirs, title="给我的", due_on=TODAY, staff_id=me),
        Task(client_id=mine, title="没指定", due_on=TODAY),
        Task(client_id=mine, title="给别人的", due_on=TODAY, staff_id=other),
    ]
    named, unnamed, _others = put(desk, *rows)
    assert keys(db, TodayGroup.DUE, staff_id=me) == [named, unnamed]
    assert len(keys(db, TodayGroup.DUE)) == 3


def test_a_line_says_for_whom_whom_to_call_and_who_does_it(desk, db):
    me = new_staff(desk)
    client = new_client(desk, grade="A", manager_id=me)
    new_contact(desk, client, "张伟", mobile="13800000001", main=True)
    other = new_contact(desk, client, "刘芳", telephone="0571-2")
    draft = TaskDraft(client, title="回电", due_on=TODAY)
    add_task(desk, draft)
    add_task(desk, TaskDraft(client, other, title="寄合同", due_on=TODAY))
    first, second = lines(db)
    assert (first.client_name, first.grade, first.staff_name) == ("华东机械", "A", "王芳")
    assert (first.contact_name, first.telephone) == ("张伟", "13800000001")
    assert (second.contact_name, second.telephone) == ("刘芳", "0571-2")
    assert (first.what, first.why, first.occasion) == ("回电", "跟进", None)


def test_contact_is_due_by_grade_from_the_newest_contact_made(desk, db):
    standard(desk, "A", contact_days=14)
    client = new_client(desk)
    graded(desk, client, "A")
    assert line(db, TodayGroup.CONTACT).why == "建档后还没有联系过"
    new_entry(desk, client, held_on=TODAY - 13 * DAY)
    assert line(db, TodayGroup.CONTACT, NOW + 1 * DAY).why == "上次联系 2025-12-07"
    assert keys(db, TodayGroup.CONTACT, NOW - 2 * DAY) == []
    assert keys(db, TodayGroup.CONTACT, NOW - DAY) == [client]  # a Friday shows its Sunday
    new_entry(desk, client, held_on=TODAY, channel=Channel.LETTER_IN)
    assert keys(db, TodayGroup.CONTACT, NOW + DAY) == [client]
    new_entry(desk, client, held_on=TODAY)
    assert keys(db, TodayGroup.CONTACT, NOW + DAY) == []


def test_a_new_client_has_its_interval_from_the_day_it_was_opened(desk, db):
    standard(desk, "A", contact_days=14)
    client = new_client(desk)
    graded(desk, client, "A", TODAY - 13 * DAY)
    friday = datetime(2025, 12, 18, 1, tzinfo=UTC)
    assert keys(db, TodayGroup.CONTACT, friday) == []
    assert keys(db, TodayGroup.CONTACT, NOW + DAY) == [client]
    assert line(db, TodayGroup.CONTACT, NOW + DAY).on == TODAY - 13 * DAY


def test_without_a_grade_the_standing_says_how_often(desk, db):
    standard(desk, "A")
    standard(desk, "prospect", "standing", contact_days=30)
    standard(desk, "new", "standing", contact_days=7)
    standard(desk, "existing", "standing", contact_days=90)
    named = [new_client(desk, name) for name in ("准", "新", "老", "甲", "丙")]
    for client in named:
        new_entry(desk, client, held_on=TODAY - 40 * DAY)
    with desk.write() as session:
        session.get(ClientFact, named[1]).first_stay_on = TODAY - 100 * DAY
        session.get(ClientFact, named[2]).first_stay_on = TODAY - 1000 * DAY
    graded(desk, named[3], "A")
    graded(desk, named[4], "C")
    assert keys(db, TodayGroup.CONTACT) == [named[4], named[0], named[1]]


def test_visits_have_their_own_interval(desk, db):
    standard(desk, "A", visit_days=30)
    client = new_client(desk)
    graded(desk, client, "A")
    new_entry(desk, client, held_on=TODAY)
    assert line(db, TodayGroup.VISIT).why == "还没有拜访过"
    new_entry(desk, client, held_on=TODAY - 31 * DAY, channel=Channel.VISIT)
    assert line(db, TodayGroup.VISIT).why == "上次拜访 2025-11-19"
    new_entry(desk, client, held_on=TODAY, channel=Channel.VISIT)
    assert line(db, TodayGroup.VISIT) is None


def test_clients_not_served_any_more_are_not_asked_for(desk, db):
    standard(desk, "A", contact_days=14)
    client = new_client(desk)
    graded(desk, client, "A")
    close(desk, client)
    assert lines(db) == []


def test_an_answered_contact_stands_among_the_tasks_and_is_asked_again(desk, db):
    standard(desk, "A", contact_days=14)
    me = new_staff(desk)
    client = new_client(desk, manager_id=me)
    graded(desk, client, "A")
    occasion = line(db, TodayGroup.CONTACT).occasion
    task_id = postpone_occasion(desk, occasion, TODAY + 3 * DAY)
    assert lines(db) == []
    due = line(db, TodayGroup.DUE, NOW + 3 * DAY)
    assert (due.subject_id, due.what, due.why) == (task_id, "联系客户", "该联系了")
    assert due.staff_name == "王芳"
    with desk.write() as session:
        session.get(Task, task_id).deleted_at = NOW
    drop_occasion(desk, occasion, "在装修，先不打扰")
    assert keys(db, TodayGroup.CONTACT, NOW + 10 * DAY) == []
    assert keys(db, TodayGroup.CONTACT, NOW + 14 * DAY) == [client]


def case(client, **values):
    known = {"kind": CaseKind.COMPLAINT, "severity": Severity.SERIOUS, "received_at": NOW}
    known |= {"number": f"W{values.get('title', '')}", "title": "空调", "state": CaseState.WAITING}
    return Case(client_id=client, **(known | values))


def test_problems_near_or_past_their_time(desk, db):
    client = new_client(desk)
    late, near, _answered, _far, _done = put(
        desk,
        case(client, title="1", answer_due_at=NOW - DAY, solve_due_on=TODAY + 9 * DAY),
        case(client, title="2", solve_due_on=TODAY + 2 * DAY),
        case(client, title="3", answer_due_at=NOW - DAY, answered_at=NOW),
        case(client, title="4", solve_due_on=TODAY + 9 * DAY, answer_due_at=NOW + 5 * DAY),
        case(client, title="5", solve_due_on=TODAY, state=CaseState.SOLVED),
    )
    assert keys(db, TodayGroup.CASE) == [late, near]
    found = {one.what: one for one in lines(db)}
    assert (found["1"].on, found["2"].on) == (TODAY - DAY, TODAY + 2 * DAY)
    assert found["1"].why == "投诉·重要，待处理"


def test_a_problem_to_be_answered_after_midnight_is_near_already(desk, db):
    client, tuesday = new_client(desk), NOW + TUESDAY * DAY
    later = {"solve_due_on": TODAY + 30 * DAY}
    soon, _far = put(
        desk,
        case(client, title="1", answer_due_at=tuesday + DAY, **later),
        case(client, title="2", answer_due_at=tuesday + 2 * DAY, **later),
    )
    assert keys(db, TodayGroup.CASE, tuesday) == [soon]
    assert line(db, TodayGroup.CASE, tuesday).on == TODAY + (TUESDAY + 1) * DAY


def test_a_problem_names_its_own_contact_and_never_a_number_of_another(desk, db):
    client = new_client(desk)
    new_contact(desk, client, "张伟", mobile="13800000001", main=True)
    other = new_contact(desk, client, "刘芳", telephone="0571-2")
    due = {"solve_due_on": TODAY}
    put(
        desk,
        case(client, title="1", contact_id=other, **due),
        case(client, title="2", contact_name="前台的吴女士", **due),
        case(client, title="3", **due),
        Reception(client_id=client, guest="董先生", arrives_on=TODAY, contact_id=other),
    )
    told = {one.what: (one.contact_name, one.telephone) for one in lines(db)}
    assert told == {
        "1": ("刘芳", "0571-2"),
        "2": ("前台的吴女士", ""),
        "3": ("张伟", "13800000001"),
        "接待 董先生": ("刘芳", "0571-2"),
    }


def test_receptions_of_the_next_week_and_those_not_ticked_off(desk, db):
    client = new_client(desk)
    gone, soon, _far, _done = put(
        desk,
        Reception(client_id=client, guest="董先生", arrives_on=TODAY - DAY),
        Reception(
            client_id=client,
            guest="吴女士",
            rank="副总",
            arrives_on=TODAY + 7 * DAY,
            prepared="鲜花\n果盘",
        ),
        Reception(client_id=client, guest="远", arrives_on=TODAY + 8 * DAY),
        Reception(client_id=client, guest="已", arrives_on=TODAY, state=ReceptionState.RECEIVED),
    )
    assert keys(db, TodayGroup.RECEPTION) == [gone, soon]
    told = [(one.what, one.why) for one in lines(db)]
    assert told == [("接待 董先生", "还没写要准备什么"), ("接待 副总 吴女士", "鲜花")]


def test_birthdays_solar_and_lunar_until_somebody_saw_to_them(desk, db):
    client = new_client(desk)
    solar = new_contact(desk, client, "甲", birthday=Birthday(1980, 12, 25), interests="钓鱼")
    lunar = new_contact(desk, client, "乙", birthday=Birthday(None, 11, 8, lunar=True))
    new_contact(desk, client, "丙", birthday=Birthday(None, 6, 1))
    left = new_contact(desk, client, "丁", birthday=Birthday(None, 12, 25))
    with desk.write() as session:
        session.get(Contact, left).left = True
    found = {one.contact_id: one for one in lines(db)}
    assert found[solar].what == "甲 生日"
    assert (found[solar].on, found[solar].why) == (date(2025, 12, 25), "1980-12-25　钓鱼")
    assert found[lunar].on == date(2025, 12, 27)
    finish_occasion(desk, found[solar].occasion, "送了花")
    put(
        desk,
        Courtesy(
            client_id=client,
            occasion=Occasion.BIRTHDAY,
            subject_id=lunar,
            occasion_on=date(2025, 12, 27),
            title="生日",
            given_on=TODAY,
            given="贺卡",
        ),
    )
    assert lines(db) == []


def test_a_month_off_loses_no_birthday(desk, db):
    new_contact(desk, new_client(desk), birthday=Birthday(None, 12, 25))
    assert keys(db, TodayGroup.COURTESY, NOW - 10 * DAY) == []
    assert len(keys(db, TodayGroup.COURTESY, NOW + 30 * DAY)) == 1
    assert keys(db, TodayGroup.COURTESY, NOW + 40 * DAY) == []


def test_important_dates_and_one_that_is_no_day(desk, db):
    client = new_client(desk)
    person = new_contact(desk, client, "张伟", mobile="1")
    kept, _no_day = put(
        desk,
        ImportantDate(
            client_id=client,
            contact_id=person,
            kind=DateKind.FOUNDING,
            title="公司成立",
            month=12,
            day=22,
        ),
        ImportantDate(client_id=client, kind=DateKind.OTHER, title="错", month=2, day=30),
    )
    (found,) = lines(db)
    assert (found.subject_id, found.what, found.why) == (kept, "公司成立", "成立日")
    assert found.occasion.rule is TaskRule.IMPORTANT_DATE


def test_festivals_greet_those_whose_standard_says_so(desk, db):
    standard(desk, "A", courtesies="登门致意")
    standard(desk, "D", courtesies=" ")
    standard(desk, "existing", "standing", courtesies="致意")
    best, worst, old, _none = (new_client(desk, name) for name in ("甲", "丁", "老", "准"))
    graded(desk, best, "A")
    graded(desk, worst, "D")
    with desk.write() as session:
        session.get(ClientFact, old).first_stay_on = TODAY - 1000 * DAY
    put(
        desk,
        Festival(name="元旦", month=1, day=1),
        Festival(name="国庆节", month=10, day=1),
        Festival(name="停", month=12, day=24, active=False),
        Festival(name="错", month=2, day=31),
    )
    assert [one.client_id for one in keys(db, TodayGroup.FESTIVAL)] == [best, old]
    found = line(db, TodayGroup.FESTIVAL)
    assert (found.what, found.on) == ("元旦问候", date(2026, 1, 1))
    drop_occasion(desk, found.occasion, "客户不过元旦")
    assert [one.client_id for one in keys(db, TodayGroup.FESTIVAL)] == [old]


def test_agreements_that_run_out_and_are_not_followed(desk, db):
    client, renewed = new_client(desk), new_client(desk, "江南轴承")
    ends, _old, _new, _far = put(
        desk,
        Agreement(client_id=client, number="X-1", valid_to=TODAY + 60 * DAY),
        Agreement(client_id=renewed, number="Y-1", valid_to=TODAY),
        Agreement(client_id=renewed, number="Y-2", valid_to=TODAY + 300 * DAY),
        Agreement(client_id=new_client(desk, "丙"), number="Z", valid_to=TODAY + 61 * DAY),
    )
    assert keys(db, TodayGroup.AGREEMENT) == [ends]
    found = line(db, TodayGroup.AGREEMENT)
    assert found.why == "协议 X-1 有效至 2026-02-18"
    finish_occasion(desk, found.occasion)
    assert keys(db, TodayGroup.AGREEMENT) == []


def test_reviews_of_key_accounts_are_their_relationship_managers(desk, db):
    me = new_staff(desk)
    major = new_client(desk, major=True, relationship_manager_id=me)
    minor = new_client(desk, "江南轴承")
    due, _minor = put(
        desk,
        AccountPlan(client_id=major, next_review_on=TODAY),
        AccountPlan(client_id=minor, next_review_on=TODAY),
    )
    assert keys(db, TodayGroup.REVIEW, staff_id=me) == [due]
    found = line(db, TodayGroup.REVIEW)
    assert found.why == "每 3 个月回顾一次"
    assert found.staff_name == "王芳"
    postpone_occasion(desk, found.occasion, TODAY + DAY)
    assert keys(db, TodayGroup.REVIEW) == []


def test_a_review_that_was_dropped_is_asked_for_again_after_the_interval(desk, db):
    major = new_client(desk, major=True)
    (due,) = put(desk, AccountPlan(client_id=major, next_review_on=TODAY, review_months=2))
    found = line(db, TodayGroup.REVIEW)
    drop_occasion(desk, found.occasion, "客户出差")
    for later, there in ((0, []), (61, []), (62, [due])):
        assert keys(db, TodayGroup.REVIEW, now=NOW + later * DAY) == there
    later = Desk(db, None, lambda: NOW + 62 * DAY)
    finish_occasion(later, found.occasion)
    assert keys(db, TodayGroup.REVIEW, now=NOW + 62 * DAY) == []


def test_money_overdue_is_one_line_a_client_and_asked_again_after_a_month(desk, db):
    client, closed = new_client(desk), new_client(desk, "江南轴承")
    close(desk, closed)
    for owner, departed in ((client, 100), (client, 20), (client, 0), (closed, 20)):
        left = TODAY - departed * DAY
        put(
            desk,
            Booking(
                client_id=owner,
                arrival_on=left - DAY,
                departure_on=left,
                due_on=left,
                amount=Decimal(100),
                status=BookingStatus.COMPLETED,
            ),
        )
    found = line(db, TodayGroup.MONEY)
    assert (found.client_id, found.amount) == (client, Decimal(200))
    assert (found.age, found.why) == ("90 天以上", "共欠 200.00 元")
    finish_occasion(desk, found.occasion, "答应下周付")
    assert line(db, TodayGroup.MONEY) is None
    assert line(db, TodayGroup.MONEY, NOW + 30 * DAY) is not None


def test_drafts_are_those_of_who_sits_at_the_desk(desk, db):
    me = new_staff(desk)
    values = {"form": "entry", "content": {}, "saved_at": NOW}
    own, nobodys = put(
        desk,
        FormDraft(staff_id=me, title="记一笔", client_id=new_client(desk), **values),
        FormDraft(title="新客户", **values),
    )
    assert keys(db, TodayGroup.DRAFT, desk_staff_id=me) == [own]
    assert keys(db, TodayGroup.DRAFT) == [nobodys]
    found = line(db, TodayGroup.DRAFT)
    assert (found.what, found.client_id, found.client_name) == ("新客户", None, "")
    assert found.why.startswith("2025-12-20 02:30")


def test_lines_gone_meanwhile_are_left_out(desk, db):
    with db.read() as session:
        wanted = {group: [99] for group in (TodayGroup.DUE, TodayGroup.CONTACT)}
        wanted[TodayGroup.FESTIVAL] = [Kept(TaskRule.FESTIVAL, 99, 99, TODAY)]
        assert today_lines(session, TodayScope(NOW), wanted) == {}


def test_days_are_found_by_how_they_are_written():
    days = days_kept(date(2025, 2, 20), date(2025, 3, 1))
    assert days[2, 29, False, False] == date(2025, 2, 28)
    assert (2, 30, False, False) not in days
    assert days[1, 30, True, False] == date(2025, 2, 27)  # a short month: kept on the 29th
    assert kept_on(Festival(month=13, day=1, lunar=False), TODAY) is None


def test_days_are_told_near_and_far():
    told = [days_text(TODAY + n * DAY, TODAY) for n in (-3, 0, 1, 2, 9)]
    assert told == ["已过 3 天", "今天", "明天", "后天", "还有 9 天"]


def test_what_was_noted_while_the_clock_was_ahead_hides_no_client(desk, db):
    standard(desk, "A", contact_days=14)
    client = new_client(desk)
    graded(desk, client, "A")
    found = line(db, TodayGroup.CONTACT)
    ahead = Desk(db, None, lambda: NOW + 3650 * DAY)
    finish_occasion(ahead, found.occasion)
    assert keys(db, TodayGroup.CONTACT) == [client]
    new_entry(ahead, client, held_on=TODAY + 3650 * DAY)
    found = line(db, TodayGroup.CONTACT)
    assert (found.why, found.on) == ("记着 2035-12-18，那天还没有到，请核对", None)
    other = new_client(desk, "江南轴承")
    graded(desk, other, "A", TODAY + 30 * DAY)
    assert keys(db, TodayGroup.CONTACT) == [other, client]
    finish_occasion(desk, found.occasion)
    assert keys(db, TodayGroup.CONTACT) == [other], "who answers today has peace for the interval"
