"""Passwords: set, checked, given, lost and recovered."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2.exceptions import VerificationError
from sqlalchemy import select

from app.domain.types import Post
from app.errors import AppError, InvalidInputError
from app.models import Action, Change, RecoveryCode, SignIn
from app.queries.sign_in import IDLE_MINUTES, idle_minutes, sign_in_used, sign_in_wanted
from app.queries.sign_in_people import has_recovery_code, people_to_sign_in, who_may_begin
from app.queries.sign_in_record import sign_in_record
from app.services.door import Door, MustWaitError, WrongPasswordError
from app.services.office import deactivate_staff
from app.services.sign_in import (
    begin_sign_in,
    change_password,
    check_password,
    give_password,
    recover,
    remove_password,
    renew_recovery_code,
    set_idle_minutes,
    wait_left,
)
from tests.clients import new_staff
from tests.sign_in import PASSWORD, Clock, cheap_door, sit, with_sign_in

WRONG = "not-the-one"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(clock):
    return cheap_door(clock)


def ask(desk, question, *arguments):
    with desk.db.read() as session:
        return question(session, *arguments)


def failures(desk, staff_id):
    return ask(desk, lambda session: session.get(SignIn, staff_id).failures)


def fail(desk, door, staff_id, times=1):
    for _n in range(times):
        with pytest.raises(WrongPasswordError):
            check_password(desk, door, staff_id, WRONG)


def test_nobody_is_asked_until_somebody_has_a_password(desk, door):
    new_staff(desk, "吴样", Post.REPRESENTATIVE)
    assert not ask(desk, sign_in_used)
    staff_id, code = with_sign_in(desk, door)
    assert ask(desk, sign_in_used)
    assert ask(desk, has_recovery_code)
    assert len(code) == 24
    told = {one.name: (one.has_password, one.one_time) for one in ask(desk, people_to_sign_in)}
    assert told == {"吴样": (False, False), "周样": (True, False)}
    entrance = check_password(desk, door, staff_id, PASSWORD)
    assert (entrance.staff_id, entrance.one_time) == (staff_id, False)


def test_a_hash_is_argon2id_as_the_rfc_advises():
    kept = Door().hash_of(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_no_hash_and_no_password_stands_in_the_journal(desk, door):
    staff_id, code = with_sign_in(desk, door)
    fail(desk, door, staff_id)
    check_password(desk, door, staff_id, PASSWORD)
    change_password(desk, door, staff_id, PASSWORD, "another-one")
    told = ask(desk, lambda session: list(session.scalars(select(Action.summary))))
    changes = ask(desk, lambda session: list(session.scalars(select(Change))))
    assert told[1:] == [
        "已启用登录密码",
        "登录失败：周样，连续第 1 次",
        "登录：周样",
        "已修改自己的登录密码",
    ]
    everything = json.dumps([told, [[c.before, c.after] for c in changes]], ensure_ascii=False)
    assert {c.table_name for c in changes} == {"staff"}
    for secret in ("argon2", PASSWORD, WRONG, code, code.replace("-", "")):
        assert secret not in everything


def test_the_first_password_is_a_supervisors_and_no_weak_one(desk, door):
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    staff_id = new_staff(desk, "周样", Post.MANAGER)
    with pytest.raises(AppError, match="由营销总监"):
        begin_sign_in(desk, door, clerk, PASSWORD)
    with pytest.raises(InvalidInputError, match="至少 8 位"):
        begin_sign_in(desk, door, staff_id, "short")
    begin_sign_in(desk, door, staff_id, PASSWORD)
    with pytest.raises(AppError, match="已经启用"):
        begin_sign_in(desk, door, staff_id, PASSWORD)


def test_where_nobody_supervises_anybody_may_begin(desk, door):
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    assert [one.id for one in who_may_begin(ask(desk, people_to_sign_in))] == [clerk]
    begin_sign_in(desk, door, clerk, PASSWORD)
    assert ask(desk, sign_in_used)


def test_fault_67_five_wrong_passwords_wait_whatever_the_date_says(desk, door, clock):
    staff_id, _code = with_sign_in(desk, door)
    fail(desk, door, staff_id, 5)
    for years in (0, 20, -20):
        other = replace(desk, clock=lambda years=years: desk.now() + timedelta(days=365 * years))
        with pytest.raises(MustWaitError, match="请等 30 秒"):
            check_password(other, door, staff_id, PASSWORD)
    assert wait_left(desk, door, staff_id) == 30
    assert wait_left(desk, door, new_staff(desk, "吴样")) == 0
    clock.now += 29
    with pytest.raises(MustWaitError) as waits:
        check_password(desk, door, staff_id, PASSWORD)
    assert waits.value.seconds == 1
    started_again = cheap_door(clock)
    with pytest.raises(MustWaitError) as waits:
        check_password(desk, started_again, staff_id, PASSWORD)
    assert waits.value.seconds == 30, "a new start waits in full"
    assert failures(desk, staff_id) == 5, "what was not tried is not counted"
    clock.now += 30
    fail(desk, started_again, staff_id)
    with pytest.raises(MustWaitError) as waits:
        check_password(desk, started_again, staff_id, PASSWORD)
    assert waits.value.seconds == 60
    clock.now += 60
    check_password(desk, started_again, staff_id, PASSWORD)
    assert failures(desk, staff_id) == 0


def test_a_try_is_counted_before_it_is_made_so_that_killing_the_program_changes_nothing(
    desk, door, monkeypatch
):
    staff_id, _code = with_sign_in(desk, door)

    def killed(*_words):
        raise SystemExit

    monkeypatch.setattr("argon2.PasswordHasher.verify", killed)
    with pytest.raises(SystemExit):
        check_password(desk, door, staff_id, WRONG)
    assert failures(desk, staff_id) == 1


def test_who_waited_for_fewer_failures_waits_again_when_another_failed(desk, clock):
    """Two programs side by side cannot share one wait."""
    one, other = cheap_door(clock), cheap_door(clock)
    staff_id, _code = with_sign_in(desk, one)
    fail(desk, one, staff_id, 5)
    with pytest.raises(MustWaitError):
        check_password(desk, other, staff_id, PASSWORD)
    clock.now += 30
    fail(desk, one, staff_id)
    with pytest.raises(MustWaitError):
        check_password(desk, other, staff_id, PASSWORD)


def test_the_last_tries_are_told(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    told = []
    for _n in range(5):
        with pytest.raises(WrongPasswordError) as wrong:
            check_password(desk, door, staff_id, WRONG)
        told.append(str(wrong.value))
    assert told[:2] == ["密码不对。", "密码不对。"]
    assert told[2] == "密码不对。再错 2 次就要等一会儿才能再试。"
    assert told[4].startswith("密码不对。请等 30 秒")


def test_a_password_given_is_changed_at_the_first_sign_in(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    with pytest.raises(AppError, match="初始密码"):
        check_password(desk, door, clerk, PASSWORD)
    given = give_password(sit(desk, staff_id), door, clerk)
    assert check_password(desk, door, clerk, f" {given.lower()}").one_time
    told = ask(desk, lambda session: list(session.scalars(select(Action.summary))))
    assert told[-1] == "登录：吴样（初始密码，还要换成自己的）"  # not in yet: it may be left
    change_password(desk, door, clerk, given, "my-own-one")
    assert not check_password(desk, door, clerk, "my-own-one").one_time
    give_password(sit(desk, staff_id), door, clerk)
    with pytest.raises(WrongPasswordError):
        check_password(desk, door, clerk, "my-own-one")


def test_only_who_supervises_gives_passwords_codes_and_times(desk, door):
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    with pytest.raises(AppError, match="还没有启用"):
        give_password(desk, door, clerk)
    with pytest.raises(AppError, match="还没有启用"):
        renew_recovery_code(desk, door)
    staff_id, _code = with_sign_in(desk, door)
    for who in (clerk, None):
        with pytest.raises(AppError, match="不能管理人员"):
            give_password(sit(desk, who), door, staff_id)
        with pytest.raises(AppError, match="不能管理人员"):
            renew_recovery_code(sit(desk, who), door)
        with pytest.raises(AppError, match="不能管理人员"):
            set_idle_minutes(sit(desk, who), 0)


def test_a_password_is_changed_by_who_knows_the_old_one(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    with pytest.raises(InvalidInputError, match="一样"):
        change_password(desk, door, staff_id, PASSWORD, PASSWORD)
    with pytest.raises(InvalidInputError, match="至少"):
        change_password(desk, door, staff_id, PASSWORD, "short")
    with pytest.raises(WrongPasswordError):
        change_password(desk, door, staff_id, WRONG, "another-one")
    assert failures(desk, staff_id) == 1


def test_a_password_is_given_up_only_where_one_person_works(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    with pytest.raises(AppError, match="不止一个人"):
        remove_password(desk, door, staff_id, PASSWORD)
    deactivate_staff(desk, clerk, version=1)
    with pytest.raises(WrongPasswordError):
        remove_password(desk, door, staff_id, WRONG)
    remove_password(desk, door, staff_id, PASSWORD)
    assert not ask(desk, sign_in_used)
    assert not ask(desk, has_recovery_code)


def test_the_recovery_code_lets_a_supervisor_in_once(desk, door):
    staff_id, code = with_sign_in(desk, door)
    fail(desk, door, staff_id, 5)
    fresh = recover(desk, door, staff_id, code.lower(), "another-one")
    check_password(desk, door, staff_id, "another-one")
    with pytest.raises(WrongPasswordError, match="恢复码不对"):
        recover(desk, door, staff_id, code, "a-third-one")
    recover(desk, door, staff_id, fresh, "a-third-one")
    check_password(desk, door, staff_id, "a-third-one")


def test_wrong_recovery_codes_wait_as_passwords_do(desk, door, clock):
    staff_id, code = with_sign_in(desk, door)
    other = renew_recovery_code(sit(desk, staff_id), door)
    for _n in range(5):
        with pytest.raises(WrongPasswordError):
            recover(desk, door, staff_id, code, "another-one")
    with pytest.raises(MustWaitError):
        recover(desk, door, staff_id, other, "another-one")
    check_password(desk, door, staff_id, PASSWORD)
    clock.now += 30
    recover(desk, door, staff_id, other, "another-one")


def test_a_code_copied_wrongly_is_no_try(desk, door):
    staff_id, code = with_sign_in(desk, door)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    with pytest.raises(InvalidInputError, match="抄错"):
        recover(desk, door, staff_id, wrong, "another-one")
    with pytest.raises(InvalidInputError, match="至少"):
        recover(desk, door, staff_id, code, "short")
    assert ask(desk, lambda session: session.scalar(select(RecoveryCode.failures))) == 0


def test_the_code_serves_supervisors_only_and_only_while_there_is_one(desk, door):
    staff_id, code = with_sign_in(desk, door)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    with pytest.raises(AppError, match="只给营销总监"):
        recover(desk, door, clerk, code, "another-one")
    with desk.write() as session:
        session.delete(session.scalar(select(RecoveryCode)))
    with pytest.raises(AppError, match="没有可用的恢复码"):
        recover(desk, door, staff_id, code, "another-one")


def test_who_left_does_not_come_in(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    given = give_password(sit(desk, staff_id), door, clerk)
    deactivate_staff(sit(desk, staff_id), clerk, version=1)
    with pytest.raises(AppError, match="不在人员名单里"):
        check_password(desk, door, clerk, given)


def test_a_hash_that_is_none_opens_nothing(desk, door):
    staff_id, _code = with_sign_in(desk, door)
    with desk.write() as session:
        session.get(SignIn, staff_id).password_hash = ""
    with pytest.raises(WrongPasswordError):
        check_password(desk, door, staff_id, "")


def test_too_little_memory_is_not_told_as_a_wrong_password(desk, door, monkeypatch):
    staff_id, _code = with_sign_in(desk, door)

    def fail_to_verify(*_words):
        raise VerificationError("Memory allocation error")

    monkeypatch.setattr("argon2.PasswordHasher.verify", fail_to_verify)
    with pytest.raises(AppError, match="内存不够"):
        check_password(desk, door, staff_id, PASSWORD)


def test_several_people_without_a_password_are_asked_for_one_but_no_sample(sample, desk, door):
    assert not ask(desk, sign_in_wanted), "they are made up"
    new_staff(desk, "吴样", Post.REPRESENTATIVE)
    assert not ask(desk, sign_in_wanted), "one person needs none"
    with_sign_in(desk, door)
    assert not ask(desk, sign_in_wanted)


def test_two_people_without_a_password_are_asked_for_one(desk):
    new_staff(desk, "吴样", Post.REPRESENTATIVE)
    new_staff(desk, "周样", Post.MANAGER)
    assert ask(desk, sign_in_wanted)


def test_the_idle_time_is_a_setting(desk):
    assert ask(desk, idle_minutes) == IDLE_MINUTES
    for minutes in (0, 30):
        set_idle_minutes(desk, minutes)
        assert ask(desk, idle_minutes) == minutes
    with pytest.raises(InvalidInputError, match="0 到 480"):
        set_idle_minutes(desk, 481)


def test_the_record_tells_who_came_in_and_who_did_not(desk, door):
    staff_id, code = with_sign_in(desk, door)
    fail(desk, door, staff_id)
    check_password(desk, door, staff_id, PASSWORD)
    check_password(desk, door, staff_id, PASSWORD, unlocking=True)
    recover(desk, door, staff_id, code, "another-one")
    told = [entry.text for entry in ask(desk, sign_in_record)]
    recovered = "用恢复码重设密码：周样，旧恢复码作废"
    assert told == [recovered, "解锁：周样", "登录：周样", "登录失败：周样，连续第 1 次"]
