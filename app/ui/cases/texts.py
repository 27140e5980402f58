"""How the screens of problems say moments, states and times."""

from datetime import datetime

from app.domain.case_course import Lateness, lateness
from app.domain.types import CaseState, Severity
from app.i18n import _
from app.queries.cases import CaseRow

LATE_MARK = "⚠"


def due_text(row: CaseRow, now: datetime) -> str:
    """Write what is late with a mark before it, or what is due when."""
    found = lateness(row.clock, now)
    return marked(found)


def marked(found: Lateness) -> str:
    """Write how late something is, with a mark that is seen without colours."""
    return f"{LATE_MARK} {found.text}" if found.late else found.text


def severity_text(severity: Severity) -> str:
    """Write how serious a problem is, with a mark that is seen without colours."""
    marks = {Severity.URGENT: "‼ ", Severity.SERIOUS: "! "}
    return marks.get(severity, "") + severity.label


def outcome_text(row: CaseRow) -> str:
    """Write where a problem stands, with the client's word where it is closed."""
    if row.state is CaseState.CLOSED and row.satisfaction is not None:
        return _("{state}（{said}）").format(state=row.state.label, said=row.satisfaction.label)
    return row.state.label
