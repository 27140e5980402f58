"""The festivals on which clients are greeted (节日)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.courtesies import LONGEST_FESTIVAL, FestivalDraft, festival_problems
from app.i18n import _
from app.queries.important_dates import FestivalRow, festival_rows
from app.services.festivals import (
    activate_festival,
    add_festival,
    change_festival,
    delete_festival,
)
from app.ui.birthday_field import birthday
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import text
from app.ui.forms import Section
from app.ui.small_list import SmallEntry, SmallList, SmallListSpec


class FestivalDialog(DraftDialog[FestivalDraft]):
    """Enters a festival, or changes one."""

    def __init__(
        self, context: Context, row: FestivalRow | None, parent: QWidget | None = None
    ) -> None:
        asked = (
            text("name", _("节日"), max_length=LONGEST_FESTIVAL, required=True),
            birthday("day", _("哪天（每年，年份不填）")),
        )
        title = _("新建节日") if row is None else _("修改节日")
        draft = FestivalDraft() if row is None else row.draft
        super().__init__(title, [Section("", asked)], draft, parent, columns=1)
        self.setObjectName("festivalDialog")
        self._desk, self._row = context.desk, row
        self.resize(560, 220)

    @override
    def problems(self, draft: FestivalDraft) -> Mapping[str, str]:
        return festival_problems(draft)

    @override
    def save(self, draft: FestivalDraft) -> None:
        if self._row is None:
            add_festival(self._desk, draft)
        else:
            change_festival(self._desk, self._row.id, draft, version=self._row.version)


def festival_settings(context: Context) -> QWidget:
    """Return the list of festivals."""

    def rows() -> Sequence[FestivalRow]:
        with context.db.read() as session:
            return festival_rows(session, today=context.today())

    def entries() -> Sequence[SmallEntry]:
        told = _("{day}　下次 {next}")
        return [
            SmallEntry(
                row.id,
                row.draft.name,
                row.active,
                row.version,
                note=told.format(day=row.draft.day.text, next=row.next_on) if row.draft.day else "",
                used=row.used,
            )
            for row in rows()
        ]

    def edit(entry: SmallEntry | None) -> None:
        found = next((row for row in rows() if entry is not None and row.id == entry.id), None)
        FestivalDialog(context, found, shown.window()).open()

    def by_window(*_given: Any) -> None:
        """Festivals are entered by their own window."""

    desk = context.desk
    spec = SmallListSpec(
        name="festivals",
        one=_("节日"),
        told=_(
            "勾选的节日到来前，给服务标准里写了礼节的客户列出问候。"
            "农历的日子每年自动推算，腊月没有三十的年份按廿九。"
        ),
        tables=frozenset({"festival", "courtesy"}),
        longest=LONGEST_FESTIVAL,
        entries=entries,
        add=by_window,
        rename=by_window,
        activate=partial(activate_festival, desk),
        delete=partial(delete_festival, desk),
        edit=edit,
    )
    shown = SmallList(context, spec)
    return shown
