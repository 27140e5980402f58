"""Whether a screening still says what the files say."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.types import ScreeningState, StaffId
from app.queries.screening.evidence import ClientEvidence, year_evidence


def evidence_differs(
    session: Session,
    head: ScreeningHead,
    lines: Sequence[ScreeningLine],
    *,
    manager_id: StaffId | None = None,
) -> bool:
    """Tell whether compiling anew would give other evidence, clients, names or managers.

    Of an approved year, which keeps the names and managers of its day, only the evidence counts.

    Args:
        session: A read session.
        head: Of the screening.
        lines: Those this person sees.
        manager_id: Whose lines they are; None for everybody's.
    """
    frozen = head.state is ScreeningState.APPROVED
    found = year_evidence(session, head.year, head.cut_off_on, manager_id=head.scope_staff_id)
    now = {one.client_id: one for one in found}
    then = {line.client_id: line for line in lines}
    wanted = set(then)
    if manager_id is None:
        wanted |= now.keys()
    elif not frozen:
        wanted |= {id_ for id_, one in now.items() if one.manager_id == manager_id}
    return any(_differs(then.get(id_), now.get(id_), frozen=frozen) for id_ in wanted)


def _differs(then: ScreeningLine | None, now: ClientEvidence | None, *, frozen: bool) -> bool:
    if then is None or now is None or then.evidence != now.evidence:
        return True
    named = (then.code, then.name, then.manager_id) == (now.code, now.name, now.manager_id)
    return not (frozen or named)
