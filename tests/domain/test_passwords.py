"""Rules of passwords, waits and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.passwords import (
    FREE_FAILURES,
    LETTERS,
    Delays,
    bare_code,
    new_one_time_password,
    new_recovery_code,
    normalised,
    password_problem,
    recovery_code_problem,
    wait_after,
    waiting_text,
    warning_after,
)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("password", "name", "told"),
    [
        ("yunxi 2025", "", ""),
        ("云溪大酒店销售部啊", "", ""),
        ("1234567", "", "至少 8 位"),
        ("密码" * 101, "", "最多 200 位"),
        ("88888888", "", "一猜就中"),
        ("12121212", "", "一猜就中"),
        ("12345678", "", "一猜就中"),
        ("87654321", "", "一猜就中"),
        ("欧阳样样欧阳样样", "欧阳样样", "姓名"),
    ],
)
def test_a_password_that_is_too_weak_is_told_why(password, name, told):
    problem = password_problem(password, name)
    assert told in problem
    assert bool(problem) == bool(told)


def test_a_password_typed_full_width_is_the_same():
    assert normalised("ＹｕｎＸｉ２０２５") == "YunXi2025"


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_wrong_passwords_never_wait_less(one, other):
    few, many = sorted((one, other))
    assert wait_after(few) <= wait_after(many)
    assert (wait_after(many) == 0) == (many < FREE_FAILURES)


@given(st.integers(FREE_FAILURES, 50), st.lists(st.floats(0, 400), max_size=8))
def test_fault_67_a_wait_ends_only_when_its_seconds_have_passed(failures, steps):
    clock = Clock()
    delays = Delays(clock)
    assert delays.left("7", failures) == wait_after(failures)
    for step in steps:
        clock.now += step
        left = wait_after(failures) - (clock.now - 100)
        assert delays.left("7", failures) == pytest.approx(max(left, 0))


def test_a_new_start_and_another_failure_begin_the_wait_anew():
    clock = Clock()
    delays = Delays(clock)
    delays.left("7", 5)
    clock.now += 20
    assert delays.left("7", 5) == 10
    assert delays.left("7", 6) == 60
    assert delays.left("8", 5) == 30, "of one person only"
    assert Delays(clock).left("7", 5) == 30, "a new start"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 秒"), (29.5, "30 秒"), (60, "1 分 00 秒"), (899.5, "15 分 00 秒")],
)
def test_how_long_is_told(seconds, text):
    assert waiting_text(seconds) == text


@pytest.mark.parametrize(
    ("failures", "warned"), [(1, False), (2, False), (3, True), (4, True), (5, False)]
)
def test_the_last_tries_are_warned_of(failures, warned):
    assert bool(warning_after(failures)) == warned


def test_codes_are_copied_by_hand_however():
    code = new_recovery_code()
    assert len(code) == 24
    assert recovery_code_problem(code) == ""
    assert recovery_code_problem(f" {code.lower().replace('-', ' ')}\n") == ""
    assert bare_code("k7mp－３qtx") == "K7MP3QTX"
    given_out = {new_one_time_password() for _n in range(20)}
    assert len(given_out) == 20
    assert {len(bare_code(one)) for one in given_out} == {8}


@given(st.integers(0, 19), st.sampled_from(LETTERS))
def test_one_wrong_letter_of_a_code_is_noticed(place, letter):
    bare = bare_code(new_recovery_code())
    copied = bare[:place] + letter + bare[place + 1 :]
    assert bool(recovery_code_problem(copied)) == (copied != bare)


@pytest.mark.parametrize(("typed", "told"), [("ABCD", "20 位"), ("O0" * 10, "没有 0、O")])
def test_what_is_no_code_is_told(typed, told):
    assert told in recovery_code_problem(typed)
