"""The departments the office sets: their order, their names, and what is in use."""

import pytest

from app.errors import AppError, ConflictError, InvalidInputError
from app.queries.case_counts import department_rows
from app.services.departments import (
    activate_department,
    add_department,
    arrange_departments,
    delete_department,
    rename_department,
)
from tests.cases import new_case, new_step
from tests.clients import new_client


def listed(desk):
    with desk.db.read() as session:
        return {row.name: row for row in department_rows(session)}


def test_an_office_begins_with_departments(desk):
    assert list(listed(desk))[:3] == ["前厅部", "客房部", "餐饮部"]


def test_a_department_is_added_last_renamed_and_moved(desk):
    added = add_department(desk, " 康乐  部 ")
    assert list(listed(desk))[-1] == "康乐 部"
    rename_department(desk, added, "康乐部", 1)
    ids = [row.id for row in listed(desk).values()]
    arrange_departments(desk, [ids[-1], *ids[:-1], 99])
    assert next(iter(listed(desk))) == "康乐部"


def test_the_first_of_an_empty_list_gets_the_first_place(desk):
    for row in listed(desk).values():
        delete_department(desk, row.id, row.version)
    add_department(desk, "前厅部")
    assert list(listed(desk)) == ["前厅部"]


@pytest.mark.parametrize(
    ("name", "word"), [(" ", "填写"), ("长" * 41, "太长"), ("工程部", "已经有")]
)
def test_a_name_that_will_not_do_is_told(desk, name, word):
    row = listed(desk)["前厅部"]
    with pytest.raises(InvalidInputError) as caught:
        rename_department(desk, row.id, name, row.version)
    assert word in caught.value.fields["name"]
    with pytest.raises(InvalidInputError):
        add_department(desk, name)


def test_its_own_name_is_no_other(desk):
    row = listed(desk)["前厅部"]
    rename_department(desk, row.id, "前厅部", row.version)


def test_what_is_out_of_use_is_not_offered(desk):
    row = listed(desk)["保安部"]
    activate_department(desk, row.id, False, row.version)
    assert not listed(desk)["保安部"].active
    activate_department(desk, row.id, True, row.version + 1)
    assert listed(desk)["保安部"].active
    with pytest.raises(ConflictError):
        activate_department(desk, row.id, False, row.version)


def test_what_had_to_answer_stays(desk):
    new_step(desk, new_case(desk, new_client(desk)), "工程部")
    row = listed(desk)["工程部"]
    assert row.steps == 1
    with pytest.raises(AppError, match="1 条"):
        delete_department(desk, row.id, row.version)
    other = listed(desk)["保安部"]
    delete_department(desk, other.id, other.version)
    assert "保安部" not in listed(desk)
