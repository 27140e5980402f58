"""What stands in two client files becomes one with them, and nothing of it is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.key_accounts import PlanDraft
from app.domain.today import Occasion
from app.domain.types import Occasion as Kind
from app.domain.types import TaskRule
from app.models import AccountPlan, Courtesy, Task
from app.services.courtesies import note_courtesies
from app.services.key_accounts import save_plan
from app.services.merging import merge_clients
from app.services.today import drop_occasion, postpone_occasion
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.services.test_clients import undo_last


@filled_once
def keep(desk):
    return new_client(desk, "华联商务")


@filled_once
def lose(desk):
    return new_client(desk, "华联商务有限公司")


def plan_of(db, client_id):
    with db.read() as session:
        return session.scalar(select(AccountPlan).where(AccountPlan.client_id == client_id))


def test_a_plan_goes_along_where_the_kept_file_has_none(desk, db, keep, lose):
    save_plan(desk, lose, PlanDraft(development="新厂"))
    merge_clients(desk, keep, lose)
    assert plan_of(db, keep).development == "新厂"


def test_the_kept_files_plan_stays_as_it_is_beside_none(desk, db, keep, lose):
    save_plan(desk, keep, PlanDraft(development="新厂"))
    merge_clients(desk, keep, lose)
    assert plan_of(db, keep).development == "新厂"


@pytest.mark.parametrize("days", [(3, 9), (9, 3)])
def test_of_two_plans_nothing_is_lost(desk, db, keep, lose, days):
    first, second = (TODAY + timedelta(one) for one in days)
    save_plan(desk, keep, PlanDraft(development="新厂", problems="房价", next_review_on=first))
    theirs = PlanDraft(development="新厂和展厅", problems="停车", review_months=1)
    save_plan(desk, lose, replace(theirs, next_review_on=second))
    asked = Occasion(TaskRule.REVIEW, lose, plan_of(db, lose).id, second, "回顾")
    postpone_occasion(desk, asked, TODAY + timedelta(30))

    merge_clients(desk, keep, lose)

    plan = plan_of(db, keep)
    assert (plan.development, plan.problems) == ("新厂和展厅", "房价\n停车")
    assert (plan.review_months, plan.next_review_on) == (1, TODAY + timedelta(3))
    with db.read() as session:
        assert session.scalar(select(Task.subject_id)) == plan.id
    undo_last(desk)
    assert plan_of(db, keep).problems == "房价"
    assert plan_of(db, lose).problems == "停车"


def test_what_was_answered_for_either_is_answered(desk, db, keep, lose):
    born = {"mobile": "13800000001", "birthday": Birthday(None, 12, 25)}
    ours, theirs = (new_contact(desk, one, "陈岚", **born) for one in (keep, lose))
    for rule, subject in ((TaskRule.BIRTHDAY, theirs), (TaskRule.CONTACT, lose)):
        drop_occasion(desk, Occasion(rule, lose, subject, TODAY, "x"), "已另外安排")
    given = Receiver(lose, theirs, Kind.BIRTHDAY, theirs, TODAY, "生日")
    note_courtesies(desk, CourtesyDraft((given,), "生日", TODAY, "鲜花"))

    merge_clients(desk, keep, lose)

    with db.read() as session:
        answers = session.execute(select(Task.rule, Task.client_id, Task.subject_id)).all()
        assert set(answers) == {
            (TaskRule.BIRTHDAY, keep, ours),
            (TaskRule.CONTACT, keep, keep),
        }
        assert session.scalar(select(Courtesy.subject_id)) == ours
