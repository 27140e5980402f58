"""Each thing done on an ordinary day is taken back, and done again, row by row as it was."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.cases import AnswerDraft, ClosingDraft, SolutionDraft, StepDraft
from app.domain.checklist import PointDraft
from app.domain.courtesies import CourtesyDraft, FestivalDraft, ImportantDateDraft, Receiver
from app.domain.holidays import DayKind, HolidayDraft
from app.domain.key_accounts import PlanDraft, ReviewDraft
from app.domain.notices import NoticeDraft
from app.domain.own_fields import OwnField
from app.domain.receptions import ReceptionDraft
from app.domain.tasks import TaskDraft
from app.domain.today import Occasion
from app.domain.topics import TopicDraft
from app.domain.types import (
    BookingStatus,
    LetterKind,
    Phase,
    Reaction,
    ReceptionState,
    Severity,
    TaskRule,
)
from app.models import Base, Booking, ServiceStandard
from app.queries.standards import standard_as_stored
from app.services import (
    case_steps,
    cases,
    checklist,
    courtesies,
    departments,
    festivals,
    holidays,
    key_accounts,
    letters,
    notices,
    own_fields,
    receptions,
    saved_views,
    standards,
    tasks,
    today,
    topics,
)
from app.services.undo import undo_action
from tests.cases import department_id, version_of
from tests.clients import new_client, new_staff
from tests.conftest import TODAY

JOURNAL = {"action", "change"}
TOMORROW = TODAY + timedelta(1)


class Day:
    """An office with a client, in which things are done one after the other."""

    def __init__(self, desk):
        self.person, self.other = new_staff(desk), new_staff(desk, "陈刚")
        self.desk = replace(desk, staff_id=None)
        self.client = new_client(desk, manager_id=self.person)
        self.commits = []
        self.states = [self.state()]
        desk.db.on_commit(self._on_commit)

    def state(self):
        """Return every row but the journal and the counters of versions."""
        with closing(sqlite3.connect(self.desk.db.path)) as raw:
            return {
                table.name: raw.execute(
                    f"SELECT {_columns(table)} FROM {table.name} ORDER BY 1, 2"
                ).fetchall()
                for table in Base.metadata.sorted_tables
                if table.name not in JOURNAL
            }

    def _on_commit(self, commit):
        assert commit.undoable, commit.summary
        assert commit.summary
        self.commits.append(commit.action_id)
        self.states.append(self.state())


def _columns(table):
    return ", ".join(f'"{column.name}"' for column in table.c if column.name != "version")


def problem(day):
    desk = day.desk
    draft = cases.CaseDraft(
        day.client, title="空调太冷", received_on=TODAY, received_time=time(0, 30)
    )
    case = cases.open_case(desk, draft)

    def then(act, *told):
        act(desk, case, *told, version=version_of(desk, case))

    then(cases.change_case, replace(draft, title="空调坏了"))
    then(cases.set_severity, Severity.URGENT)
    then(cases.take_up_case)
    asked = StepDraft(department_id(desk), asked="检修", asked_on=TODAY)
    step = case_steps.add_step(desk, case, asked)
    answered = replace(asked, answer="修好了", answered_on=TODAY)
    case_steps.change_step(desk, step, answered, version=1)
    then(cases.answer_case, AnswerDraft("马上来", TODAY, time(0, 40)))
    then(cases.solve_case, SolutionDraft("换了一台"))
    then(cases.change_solution, SolutionDraft("换了一台新的", compensation="水果"))
    then(cases.close_case, ClosingDraft(Reaction.PLEASED))
    then(cases.reopen_case, "又坏了")
    case_steps.delete_step(desk, step, version=2)
    cases.delete_cases(desk, [case])


def courtesy(day):
    desk = day.desk
    birthday = ImportantDateDraft(title="周年", day=Birthday(None, 3, 1))
    date = courtesies.add_important_date(desk, day.client, birthday)
    courtesies.change_important_date(desk, date, replace(birthday, title="店庆"), version=1)
    draft = CourtesyDraft((Receiver(day.client),), "签约", TODAY, "鲜花")
    (given,) = courtesies.note_courtesies(desk, draft)
    courtesies.change_courtesy(desk, given, replace(draft, given="花篮"), version=1)
    courtesies.delete_courtesies(desk, [given])
    courtesies.delete_important_dates(desk, [date])
    festival = FestivalDraft("茶节", Birthday(None, 4, 20))
    kept = festivals.add_festival(desk, festival)
    festivals.change_festival(desk, kept, replace(festival, name="春茶节"), version=1)
    festivals.activate_festival(desk, kept, False, 2)
    festivals.delete_festival(desk, kept, 3)


def letter(day):
    kept = letters.keep_template(
        day.desk, "贺信", LetterKind.LETTER, file_name="a.docx", content=b"docx\x00"
    )
    letters.rename_template(day.desk, kept, "新年贺信")
    letters.delete_template(day.desk, kept)


def key_account(day):
    desk, client = day.desk, day.client
    key_accounts.confirm_key_account(desk, client, day.person)
    plan = PlanDraft(development="新厂", next_review_on=TODAY)
    key_accounts.save_plan(desk, client, plan)
    key_accounts.save_plan(desk, client, replace(plan, problems="房价"), version=1)
    key_accounts.review_plan(desk, client, ReviewDraft(TODAY, "已谈"))
    key_accounts.set_relationship_manager(desk, [client], day.other)
    guest = ReceptionDraft(client, guest="陆远航", arrives_on=TOMORROW)
    reception = receptions.add_reception(desk, guest)
    receptions.change_reception(desk, reception, replace(guest, rank="总裁"), version=1)
    receptions.move_reception(desk, reception, TOMORROW + timedelta(1))
    receptions.set_reception_state(desk, [reception], ReceptionState.RECEIVED)
    receptions.delete_receptions(desk, [reception])
    key_accounts.end_key_accounts(desk, [client], "已停产")
    key_accounts.refuse_key_accounts(desk, [client], "太小")


def board(day):
    desk = day.desk
    draft = NoticeDraft(day.client, title="谢谢", wording="谢谢提醒")
    notice = notices.word_notice(desk, draft)
    notices.change_notice(desk, notice, replace(draft, learned="要早说"), version=1)
    notices.hang_notices(desk, [notice])
    notices.take_down_notices(desk, [notice])
    notices.delete_notices(desk, [notice])
    topic = topics.add_topic(desk, TopicDraft("怎样退房"))
    topics.change_topic(desk, topic, TopicDraft("怎样退房", "先结账"), version=1)
    topics.arrange_topics(desk, [topic])
    topics.activate_topic(desk, topic, False, 3)
    topics.delete_topic(desk, topic, 4)


def work(day):
    desk = day.desk
    draft = TaskDraft(day.client, title="回访", due_on=TODAY)
    task = tasks.add_task(desk, draft)
    tasks.change_task(desk, task, replace(draft, due_time=time(9)), version=1)
    tasks.postpone_task(desk, task, TOMORROW)
    tasks.finish_task(desk, task, "谈妥")
    tasks.reopen_tasks(desk, [task])
    tasks.assign_tasks(desk, [task], day.person)
    tasks.drop_tasks(desk, [task], "不必了")
    tasks.delete_tasks(desk, [task])
    for rule, answer in (
        (TaskRule.CONTACT, lambda asked: today.postpone_occasion(desk, asked, TOMORROW)),
        (TaskRule.VISIT, lambda asked: today.finish_occasion(desk, asked)),
        (TaskRule.MONEY, lambda asked: today.drop_occasion(desk, asked, "已付")),
    ):
        answer(Occasion(rule, day.client, day.client, TODAY, "x"))


def checklists(day):
    desk = day.desk
    with desk.write("x") as session:
        booking = Booking(
            client_id=day.client,
            arrival_on=TODAY,
            departure_on=TODAY,
            due_on=TODAY,
            amount=Decimal(1),
            status=BookingStatus.CONFIRMED,
        )
        session.add(booking)
    checklist.open_checklist(desk, booking.id)
    draft = PointDraft(Phase.BEFORE, "确认菜单")
    point = checklist.add_booking_point(desk, booking.id, draft)
    checklist.change_booking_point(desk, point, replace(draft, note="清真"), version=1)
    checklist.tick_point(desk, point, TODAY, version=2)
    checklist.delete_booking_point(desk, point, version=3)
    kept = checklist.add_template_point(desk, Phase.AFTER, "寄感谢信")
    checklist.change_template_point(desk, kept, "寄信", 1)
    checklist.arrange_template(desk, [kept])
    checklist.activate_template_point(desk, kept, False, 3)
    checklist.delete_template_point(desk, kept, 4)


def settings(day):
    desk = day.desk
    department = departments.add_department(desk, "康乐部")
    departments.rename_department(desk, department, "康体部", 1)
    departments.arrange_departments(desk, [department])
    departments.activate_department(desk, department, False, 3)
    departments.delete_department(desk, department, 4)
    holiday = HolidayDraft(TODAY, DayKind.OFF, "店庆")
    holidays.save_holiday(desk, holiday)
    holidays.save_holiday(desk, replace(holiday, name="周年店庆"), was=TODAY)
    holidays.delete_holiday(desk, TODAY)
    own_fields.save_own_field(desk, OwnField(name="车牌"))
    own_fields.use_own_field(desk, "f1", active=False)
    saved_views.save_view(desk, "clients", "我的", {"a": 1})
    with desk.db.read() as session:
        row = session.scalar(select(ServiceStandard))
        standard, version = standard_as_stored(session, row.kind, row.code)
    standards.save_standard(desk, replace(standard, visit_days=7), version=version)


@pytest.mark.parametrize(
    "done", [problem, courtesy, letter, key_account, board, work, checklists, settings]
)
def test_all_of_a_day_goes_back_step_by_step_and_comes_again(desk, done):
    day = Day(desk)
    done(day)
    states, steps = [*day.states], [*day.commits]
    for number in range(len(steps) - 1, -1, -1):
        undo_action(day.desk, steps[number])
        assert day.states[-1] == states[number]
    undone = day.commits[len(steps) :]
    for number, action_id in enumerate(reversed(undone), 1):
        undo_action(day.desk, action_id)
        assert day.states[-1] == states[number]
