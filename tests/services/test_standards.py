from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import Desk
from app.domain.case_times import DEFAULT_SEVERITY_TIMES, SeverityTime
from app.domain.screening.plain import plain_rules
from app.domain.screening.rules import DEFAULT_RULES, GradeRule
from app.domain.standards import ServiceStandard, standard_facts
from app.domain.types import Post, Severity, StandardKind
from app.errors import ConflictError, InvalidInputError, NotAllowedError
from app.models import Action, Client
from app.queries.screening.office_rules import RULES
from app.queries.severity_times import severity_times
from app.queries.standards import service_standards, standard_as_stored, standard_lines
from app.services.office import keep_setting
from app.services.standards import save_severity_times, save_standard
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_staff

GRADE = StandardKind.GRADE


def stored(db, code="A", kind=GRADE):
    with db.read() as session:
        return standard_as_stored(session, kind, code)


def lines(db):
    with db.read() as session:
        return {one.standard.label: one for one in standard_lines(session, TODAY)}


def last_action(db):
    with db.read() as session:
        return session.scalars(select(Action).order_by(Action.id.desc())).first()


def test_a_standard_is_saved_and_can_be_taken_back(desk, db):
    before, version = stored(db)
    wanted = replace(before, contact_days=7, credit_ceiling=Decimal(50_000), benefits=" 免费升级 ")
    save_standard(desk, wanted, version=version)
    assert stored(db)[0] == replace(wanted, benefits="免费升级")
    assert last_action(db).summary == "已保存服务标准：A 级"
    undo_action(desk, last_action(db).id)
    assert stored(db)[0] == before


def test_a_new_grade_gets_its_standard(desk, db):
    assert stored(db, "S") == (ServiceStandard(GRADE, "S"), None)
    save_standard(desk, ServiceStandard(GRADE, "S", contact_days=7), version=None)
    with db.read() as session:
        assert service_standards(session).by_grade["S"].contact_days == 7


def test_a_stale_standard_is_not_saved(desk, db):
    standard, version = stored(db)
    save_standard(desk, replace(standard, contact_days=7), version=version)
    with pytest.raises(ConflictError):
        save_standard(desk, replace(standard, contact_days=8), version=version)
    with pytest.raises(ConflictError):
        save_standard(desk, standard, version=None)


def test_what_is_wrong_is_told_under_its_field(desk):
    wrong = ServiceStandard(
        GRADE,
        "A",
        contact_days=0,
        solve_days=366,
        courtesies="长" * 2001,
        rate_ceiling="长" * 101,
        credit_ceiling=Decimal(-1),
    )
    with pytest.raises(InvalidInputError) as refused:
        save_standard(desk, wrong, version=1)
    found = refused.value.fields
    assert set(found) == {
        "contact_days",
        "solve_days",
        "courtesies",
        "rate_ceiling",
        "credit_ceiling",
    }
    assert found["solve_days"] == "请填写 1 到 365 之间的整数，不要求就留空。"


def test_only_a_supervisor_decides(desk, db):
    officer, manager = new_staff(desk, "陈刚"), new_staff(desk, "王芳", Post.MANAGER)
    standard, version = stored(db)
    with pytest.raises(NotAllowedError):
        save_standard(Desk(db, officer, lambda: NOW), standard, version=version)
    with pytest.raises(NotAllowedError):
        save_severity_times(Desk(db, officer, lambda: NOW), DEFAULT_SEVERITY_TIMES)
    at_desk = Desk(db, manager, lambda: NOW)
    save_standard(at_desk, replace(standard, visit_days=20), version=version)
    assert stored(db)[0].visit_days == 20


def test_the_list_follows_the_offices_own_grades(desk, db):
    manager = new_staff(desk)
    old, _new = new_client(desk, "旧等级", manager_id=manager), new_client(desk, "准客户")
    with desk.write() as session:
        session.get(Client, old).grade = "D"
        grades = (GradeRule("金", Decimal(80)), GradeRule("A", Decimal(0)))
        rules = plain_rules(replace(DEFAULT_RULES, grades=grades))
        keep_setting(session, RULES, rules)
    found = lines(db)
    assert list(found) == [
        "金 级",
        "A 级",
        "D 级",
        "准客户",
        "新客户",
        "老客户",
        "大客户",
        "一般客户",
    ]
    assert (found["金 级"].version, found["D 级"].in_rules) == (None, False)
    assert {label: one.clients for label, one in found.items() if one.clients} == {
        "D 级": 1,
        "准客户": 1,
        "一般客户": 2,
    }
    assert found["大客户"].version is None
    assert found["大客户"].standard.strategy.startswith("由关系经理")


def test_times_are_saved_and_checked(desk, db):
    times = dict(DEFAULT_SEVERITY_TIMES) | {Severity.URGENT: SeverityTime(1, None)}
    save_severity_times(desk, times)
    with db.read() as session:
        assert severity_times(session) == times
    with pytest.raises(InvalidInputError) as refused:
        save_severity_times(desk, {Severity.URGENT: SeverityTime(0, 1000)})
    assert set(refused.value.fields) == {"urgent_answer", "urgent_solve"}


def test_what_a_client_receives_is_said_in_words(db):
    standard = replace(stored(db)[0], rate_ceiling="8 折", credit_ceiling=Decimal(50_000))
    told = dict(standard_facts(standard))
    assert told["联系"] == "每 14 天"
    assert told["解决问题"] == "2 个工作日内"
    assert told["信用上限"] == "50,000.00 元"
    assert "优惠" not in told
    assert standard_facts(ServiceStandard(GRADE, "A")) == []
