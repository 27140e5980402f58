"""Beside 操作记录: what the action under the cursor changed, record by record."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.audit import ChangeKind
from app.domain.rights import Right
from app.i18n import _
from app.queries.audit import ActionRow
from app.queries.changes import ToldField
from app.queries.told_changes import ToldChange, told_changes
from app.ui.context import Context
from app.ui.detail import Detail, Step, faint
from app.ui.texts import CopyableText

MOST_SHOWN = 40


class ActionDetail(Detail):
    """Shows every record an action touched with its fields: from what to what."""

    def __init__(
        self, context: Context, undo: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        hint = _("选中一步操作，这里显示它改动的每一条记录：由什么改为什么。")
        super().__init__(context, "actionDetail", hint, parent)
        self._undo = undo

    def show_action(self, row: ActionRow | None) -> None:
        """Show this action, or what the place is for."""
        if row is None:
            self.show_nothing()
            return
        with self._context.db.read() as session:
            changes = told_changes(session, row.id, most=MOST_SHOWN)
        below: list[QWidget] = []
        for change in changes:
            below += _parts(change)
        if row.changes > MOST_SHOWN:
            more = _("共 {n:,} 处改动，这里显示前 {most} 处；全部请导出。")
            below.append(faint(more.format(n=row.changes, most=MOST_SHOWN)))
        if not changes:
            below.append(faint(_("这一步没有逐条的改动。")))
        state = _("已撤销") if row.undone else ""
        lines = [
            (_("时间"), f"{row.at.astimezone():%Y-%m-%d %H:%M:%S}"),
            (_("谁"), row.staff or _("（未指定）")),
            (_("状态"), state),
        ]
        self.show_record(row.summary or "—", lines, self._steps(row), below)

    def _steps(self, row: ActionRow) -> list[Step]:
        undo = ("undoStep", _("撤销"), "undo-2", self._undo, Right.AUDIT)
        return [undo] if row.undoable else []


def _parts(change: ToldChange) -> list[QWidget]:
    heading = QLabel(_heading(change))
    heading.setTextFormat(Qt.TextFormat.PlainText)
    heading.setProperty("role", "heading")
    heading.setWordWrap(True)
    changed = change.kind is ChangeKind.UPDATE
    fields = [field.sentence() if changed else _held(field) for field in change.fields]
    return [heading, CopyableText("\n".join(fields))] if fields else [heading]


def _held(field: ToldField) -> str:
    """Return a field of a record that came or went: there is nothing from which or to which."""
    return _("{label}：{text}").format(label=field.label, text=field.after or field.before)


def _heading(change: ToldChange) -> str:
    told = _("{kind}{table}").format(kind=change.kind.label, table=change.table)
    whose = change.client if change.client != change.title else ""
    return "　".join(part for part in (told, change.title, whose) if part)
