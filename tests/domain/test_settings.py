from dataclasses import replace
from datetime import date

import pytest

from app.domain.exported import PolicyHead
from app.domain.settings import (
    OfficeSettings,
    printed_head,
    settings_problems,
)
from app.domain.staff import StaffDraft, problems, tidied, without_number

GOOD = OfficeSettings(hotel_name="江南大酒店")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        ({"hotel_name": " "}, {"hotel_name"}),
        ({"hotel_name": "长" * 101}, {"hotel_name"}),
        ({"department": "长" * 101}, {"department"}),
        ({"new_months": 0}, {"new_months"}),
        ({"new_months": 121}, {"new_months"}),
        ({"head": PolicyHead(serial="长" * 101, effective_on=date(2004, 12, 20))}, {"serial"}),
    ],
)
def test_what_is_wrong_is_told_by_field(changes, fields):
    assert set(settings_problems(replace(GOOD, **changes))) == fields


def test_papers_name_the_hotel_of_the_policy_else_the_office_s():
    assert printed_head(GOOD).subordinate_hotel == "江南大酒店"
    settings = replace(GOOD, head=PolicyHead(subordinate_hotel="江南分店", edition="2"))
    assert printed_head(settings) == settings.head


def test_a_person_needs_a_name_of_one_line():
    assert set(problems(tidied(StaffDraft(" \n")))) == {"name"}
    assert set(problems(StaffDraft("长" * 41))) == {"name"}
    assert problems(tidied(StaffDraft("王芳\n"))) == {}


@pytest.mark.parametrize(
    "written",
    ["S01 冯婷", "S01冯婷", "007-冯婷", "冯婷(S01)", "冯婷（12）", "冯婷 - CM01", "冯婷"],
)
def test_the_number_beside_a_name_is_no_part_of_it(written):
    assert without_number(written) == "冯婷"


@pytest.mark.parametrize("written", ["冯婷2", "3号前台", "12号前台", "Mary Chen", "S01", "2016"])
def test_a_name_keeps_what_tells_it_from_another(written):
    assert without_number(written) == written
