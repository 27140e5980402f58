"""What an office decides about its service: standards by grade and standing, problems' times."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select

from app.db import Desk
from app.domain.case_times import SeverityTime, times_problems
from app.domain.rights import Right
from app.domain.standards import ServiceStandard, standard_problems, tidied
from app.domain.types import Severity
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import ServiceStandard as StandardRow
from app.queries.severity_times import SEVERITY_TIMES, times_to_json
from app.services.office import keep_setting


def save_standard(desk: Desk, standard: ServiceStandard, *, version: int | None) -> None:
    """Keep the standard of one grade or standing, as loaded at ``version``; None: none was set.

    Raises:
        InvalidInputError: The standard breaks a rule.
        ConflictError: It was changed since.
        NotAllowedError: The person does not supervise.
    """
    standard = tidied(standard)
    if found := standard_problems(standard):
        raise InvalidInputError(found)
    told = _("已保存服务标准：{what}").format(what=standard.label)
    desk.require(Right.SETTINGS)
    with desk.write(told) as session:
        row = session.scalar(
            select(StandardRow).where(
                StandardRow.kind == standard.kind, StandardRow.code == standard.code
            )
        )
        if (None if row is None else row.version) != version:
            raise ConflictError
        if row is None:
            session.add(StandardRow(**asdict(standard)))
            return
        for name, value in asdict(standard).items():
            setattr(row, name, value)


def save_severity_times(desk: Desk, times: Mapping[Severity, SeverityTime]) -> None:
    """Keep how soon problems of each severity are answered and solved.

    Raises:
        InvalidInputError: A time is out of range; under ``urgent_answer`` and the like.
        NotAllowedError: The person does not supervise.
    """
    if found := times_problems(times):
        raise InvalidInputError(found)
    desk.require(Right.SETTINGS)
    with desk.write(_("已保存各级问题的时限")) as session:
        keep_setting(session, SEVERITY_TIMES, times_to_json(times))
