"""The sheet a department signs: one for each department, room to write, nothing lost."""

from datetime import date, datetime

import pytest

from app.domain.cases import StepDraft
from app.domain.exported import Imprint, PolicyHead
from app.domain.types import (
    CaseId,
    CaseKind,
    CaseState,
    CaseStepId,
    Channel,
    ClientId,
    DepartmentId,
    Severity,
)
from app.paper.case_sheet import case_sheets
from app.paper.output import page_picture
from app.queries.cases import CaseRow
from app.queries.one_case import CaseRecord, StepRow
from tests.conftest import NOW, TODAY

HEAD = PolicyHead(subordinate_hotel="云溪大酒店")
IMPRINT = Imprint("李明", datetime(2025, 12, 20, 10, 30))


def record(asked="会场空调过冷"):
    row = CaseRow(
        id=CaseId(1),
        number="2025-0001",
        client_id=ClientId(1),
        client_code="KH0001",
        client_name="华东机械",
        contact="张伟",
        communication_id=None,
        kind=CaseKind.COMPLAINT,
        severity=Severity.SERIOUS,
        state=CaseState.WORKING,
        title="空调过冷",
        received_at=NOW,
        answer_due_at=NOW,
        answered_at=None,
        solve_due_on=date(2025, 12, 24),
        solved_at=None,
        closed_at=None,
        satisfaction=None,
        staff="李明",
        version=1,
    )
    return CaseRecord(
        row=row,
        channel=Channel.HOTLINE,
        asked=asked,
        answer="",
        solution="",
        compensation="",
        compensation_amount=None,
        cause="",
        improvement="",
        closing_words="",
        booking_number="",
        entry=None,
        steps=(),
        tasks=(),
        events=(),
    )


def step(number, name):
    draft = StepDraft(DepartmentId(number), "王经理", "请检修", TODAY, TODAY)
    return StepRow(CaseStepId(number), name, draft, 1)


def sheets(steps, **more):
    return case_sheets(record(**more), steps, HEAD, IMPRINT)


@pytest.mark.usefixtures("qapp")
def test_each_department_has_a_page_of_its_own():
    made = sheets([step(1, "工程部"), step(2, "客房部")])
    assert made.page_count == 2
    first, second = (page_picture(made, n, 50) for n in range(2))
    assert first != second, "each names its own department"


@pytest.mark.usefixtures("qapp")
def test_without_a_department_there_is_one_sheet_to_fill_in():
    assert sheets([]).page_count == 1
    assert sheets([]).title == "问题处理单 2025-0001"


@pytest.mark.usefixtures("qapp")
def test_a_long_complaint_goes_on_on_the_next_page():
    assert sheets([step(1, "工程部")], asked="空调太冷。" * 900).page_count > 1
    assert sheets([], asked="").page_count == 1
