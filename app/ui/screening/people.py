"""Who has handed in, as a table of the salespersons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.written import moment_text
from app.i18n import _
from app.ui.context import Context
from app.ui.record_table import RecordTable
from app.ui.screening.opened import Opened, hand_missing
from app.ui.tables import CENTRE, LEFT, RIGHT, Column, PagedTableModel
from app.ui.theme import current_look


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One salesperson: how far the scoring is, and what became of it.

    ``scored`` is None where the clients are not this person's to see: a salesperson reads only
    those in hand.
    """

    id: int
    name: str
    clients: int
    scored: int | None
    state: str
    at: str
    remark: str
    handed_in: bool


def person_rows(opened: Opened) -> list[PersonRow]:
    """Return everybody with clients in the screening."""
    scored = Counter(line.manager_id for line in opened.lines if not hand_missing(line))
    read = Counter(line.manager_id for line in opened.lines)
    rows = []
    for one in opened.submissions:
        at = one.submitted_at or one.sent_back_at
        state = _("未提交")
        if one.submitted_at is not None:
            state = _("已提交")
        elif one.sent_back_at is not None:
            state = _("已退回")
        rows.append(
            PersonRow(
                one.staff_id,
                one.name,
                one.lines,
                scored[one.staff_id] if read[one.staff_id] >= one.lines else None,
                state,
                moment_text(at),
                "" if one.submitted_at is not None else one.remark,
                one.submitted_at is not None,
            )
        )
    return rows


def _scored(row: PersonRow) -> str:
    return "—" if row.scored is None else f"{row.scored:,}/{row.clients:,}"


def _colour(row: PersonRow) -> str:
    look = current_look()
    if row.handed_in:
        return look.good
    return look.bad if row.at else look.faint


COLUMNS: Sequence[Column[PersonRow]] = (
    Column("name", _("客户经理"), lambda row: row.name, LEFT, 120, sortable=False),
    Column("clients", _("客户"), lambda row: f"{row.clients:,}", RIGHT, 80, sortable=False),
    Column("scored", _("已评"), _scored, RIGHT, 100, sortable=False),
    Column("state", _("状态"), lambda row: row.state, CENTRE, 90, _colour, sortable=False),
    Column("at", _("时间"), lambda row: row.at, LEFT, 150, sortable=False),
    Column("remark", _("退回原因"), lambda row: row.remark, LEFT, 360, sortable=False),
)


class PeopleTable(RecordTable):
    """Shows the salespersons of a screening."""

    def __init__(self, context: Context) -> None:
        self._rows: dict[int, PersonRow] = {}
        self._people: PagedTableModel[PersonRow] = PagedTableModel(
            COLUMNS, lambda ids: [self._rows[one] for one in ids if one in self._rows]
        )
        super().__init__(self._people, context.preferences, "peopleTable")
        self._people.setParent(self)
        self.horizontalHeader().setSortIndicatorShown(False)

    def show_opened(self, opened: Opened) -> None:
        """Show a screening's salespersons."""
        self._rows = {row.id: row for row in person_rows(opened)}
        self.show_ids(list(self._rows))

    def current_person(self) -> PersonRow | None:
        """Return the person under the cursor."""
        current = self.current_id()
        return None if current is None else self._rows.get(current)
