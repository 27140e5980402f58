from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.communications import (
    LONGEST_SUMMARY,
    CommunicationDraft,
    beginning,
    next_title,
    problems,
    proposed_direction,
    tidied,
    time_of_day,
)
from app.domain.types import Channel, ClientId, Direction

NOW = datetime(2025, 12, 20, 10, 30)
TODAY = NOW.date()
GOOD = CommunicationDraft(client_id=ClientId(1), held_on=TODAY, summary="电话确认年会")


def wrong(**changes):
    return set(problems(replace(GOOD, **changes), now=NOW))


def test_a_plain_entry_is_fine():
    assert problems(GOOD, now=NOW) == {}
    assert wrong(held_time=time(10, 30), next_step="寄合同", next_on=TODAY) == set()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"client_id": None}, {"client_id"}),
        ({"summary": ""}, {"summary"}),
        ({"summary": "长" * (LONGEST_SUMMARY + 1)}, {"summary"}),
        ({"reaction_note": "长" * 2001}, {"reaction_note"}),
        ({"next_step": "长" * 301, "next_on": TODAY}, {"next_step"}),
        ({"contact_name": "长" * 61}, {"contact_name"}),
        ({"held_on": None}, {"held_on"}),
        ({"held_on": TODAY + timedelta(1)}, {"held_on"}),
        ({"held_on": date(1979, 12, 31)}, {"held_on"}),
        ({"held_time": time(10, 31)}, {"held_time"}),
        ({"next_step": "寄合同"}, {"next_on"}),
        ({"next_on": TODAY - timedelta(1)}, {"next_on"}),
        ({"next_on": date(2101, 1, 1)}, {"next_on"}),
        ({"held_on": None, "next_on": TODAY}, {"held_on"}),
    ],
)
def test_what_is_wrong_is_told_by_field(changes, fields):
    assert wrong(**changes) == fields


def test_a_later_hour_of_an_earlier_day_is_past():
    assert wrong(held_on=TODAY - timedelta(1), held_time=time(23, 0)) == set()


def test_texts_are_tidied():
    draft = tidied(
        replace(GOOD, summary=" 一\r\n二\x07 ", next_step="寄\n 合同 ", contact_name=" 王 ")
    )
    assert (draft.summary, draft.next_step, draft.contact_name) == ("一\n二", "寄 合同", "王")


def test_half_a_character_does_not_reach_the_file():
    tidied(replace(GOOD, summary="坏\ud83d字")).summary.encode("utf-8")


def test_who_began_follows_from_the_channel():
    began = {channel for channel in Channel if proposed_direction(channel) is Direction.IN}
    assert began == {Channel.RECEPTION, Channel.LETTER_IN, Channel.HOTLINE}


def test_the_next_step_is_the_task_or_reminds_of_what_was_said():
    assert next_title(GOOD) == ""
    assert next_title(replace(GOOD, next_on=TODAY, next_step="寄合同")) == "寄合同"
    assert next_title(replace(GOOD, next_on=TODAY)) == "跟进：电话确认年会"


@given(st.text(), st.integers(2, 50))
def test_a_beginning_is_never_too_long_and_says_when_it_is_not_all(text, length):
    short = beginning(text, length)
    assert len(short) <= length
    assert short == text.strip() or short.endswith("…")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:30", time(9, 30)),
        ("０９：０５", time(9, 5)),
        ("930", time(9, 30)),
        ("1405", time(14, 5)),
        ("14", time(14, 0)),
        ("9点半", time(9, 30)),
        ("9点", time(9, 0)),
        ("9时05分", time(9, 5)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, at):
    assert time_of_day(typed) == at


@pytest.mark.parametrize("typed", ["25:00", "9:60", "下午", "9:3", "12345", "-1"])
def test_no_time_is_made_up(typed):
    with pytest.raises(ValueError, match="不是时间"):
        time_of_day(typed)
