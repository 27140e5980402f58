"""The departments that answer for problems (责任部门), as the office sets them."""

from collections.abc import Sequence

from app.db.database import Desk, describe
from app.domain.types import DepartmentId
from app.i18n import _
from app.models import CaseStep, Department
from app.services.rows import row_as_loaded
from app.services.small_lists import (
    activate_entry,
    arrange_entries,
    checked_name,
    next_place,
    refuse_taken,
    refuse_used,
)

LONGEST_NAME = 40


def add_department(desk: Desk, name: str) -> DepartmentId:
    """Add a department at the end of the list and return its id.

    Raises:
        InvalidInputError: The name is empty, too long or taken.
    """
    name = checked_name(name, LONGEST_NAME)
    with desk.write(_("已添加部门：{name}").format(name=name)) as session:
        refuse_taken(session, Department.name, name, None)
        department = Department(name=name, position=next_place(session, Department))
        session.add(department)
        session.flush()
        return DepartmentId(department.id)


def rename_department(desk: Desk, department_id: int, name: str, version: int) -> None:
    """Give a department another name, wherever it stands.

    Raises:
        InvalidInputError: The name is empty, too long or taken.
        ConflictError: It was changed or deleted since it was loaded.
    """
    name = checked_name(name, LONGEST_NAME)
    with desk.write(_("已修改部门：{name}").format(name=name)) as session:
        department = row_as_loaded(session, Department, department_id, version)
        refuse_taken(session, Department.name, name, department_id)
        department.name = name


def activate_department(desk: Desk, department_id: int, active: bool, version: int) -> None:  # noqa: FBT001 - as a list ticks
    """Offer a department for new problems, or no longer."""
    activate_entry(desk, Department, department_id, version, active=active)


def arrange_departments(desk: Desk, ids: Sequence[int]) -> None:
    """Put the departments into this order."""
    arrange_entries(desk, Department, ids, _("已调整部门的顺序"))


def delete_department(desk: Desk, department_id: int, version: int) -> None:
    """Delete a department that never had to answer for anything.

    Raises:
        AppError: It stands in problems.
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        department = row_as_loaded(session, Department, department_id, version)
        told = _("这个部门有 {n:,} 条交办事项，不能删除；去掉勾选就不再出现。")
        refuse_used(session, CaseStep.department_id, department_id, told)
        describe(session, _("已删除部门：{name}").format(name=department.name))
        session.delete(department)
