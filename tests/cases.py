"""Makers of problems for tests, through the services themselves."""

from datetime import date, time
from typing import Any

from sqlalchemy import select

from app.db import Desk
from app.domain.cases import CaseDraft, StepDraft
from app.domain.types import CaseId, CaseStepId, ClientId, DepartmentId
from app.models import Case, Department
from app.services.case_steps import add_step
from app.services.cases import open_case
from tests.conftest import TODAY


def new_case(desk: Desk, client_id: ClientId, **more: Any) -> CaseId:
    """Note a problem, naming only what the test cares about."""
    values: dict[str, Any] = {
        "title": "会场空调太冷",
        "received_on": TODAY,
        "received_time": time(0, 30),
    }
    return open_case(desk, CaseDraft(client_id=client_id, **(values | more)))


def version_of(desk: Desk, case_id: CaseId) -> int:
    """Return the version a screen would have loaded now."""
    with desk.db.read() as session:
        return session.get_one(Case, case_id).version


def department_id(desk: Desk, name: str = "工程部") -> DepartmentId:
    """Return the id of one of the departments an office begins with."""
    with desk.db.read() as session:
        found = session.scalar(select(Department.id).where(Department.name == name))
    assert found is not None
    return DepartmentId(found)


def new_step(
    desk: Desk, case_id: CaseId, name: str = "工程部", asked_on: date = TODAY, **more: Any
) -> CaseStepId:
    """Hand a problem to a department."""
    draft = StepDraft(department_id(desk, name), asked="请检修空调", asked_on=asked_on, **more)
    return add_step(desk, case_id, draft)
