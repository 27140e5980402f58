"""The page 导入: what was taken in, when and by whom, and taking it back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import BatchId
from app.i18n import _
from app.queries.imports import BatchRow, import_batches
from app.services.imports import undo_import
from app.ui.context import Context
from app.ui.imports.wizard import ImportWizard
from app.ui.messages import ask
from app.ui.pages import Empty, ListSpec
from app.ui.progress import run_with_progress
from app.ui.short_list import ShortList
from app.ui.tables import RIGHT, Column
from app.ui.workers import Job


def _count(key: str, title: str) -> Column[BatchRow]:
    return Column(key, title, lambda row: f"{getattr(row, key):,}", RIGHT, 80, sortable=False)


def _state(row: BatchRow) -> str:
    if row.undone_at:
        return _("已撤销")
    return _("已导入") if _has_rows(row) else _("全部退回")


def _has_rows(row: BatchRow) -> bool:
    """Tell whether anything came in; older versions kept batches that were rejected whole."""
    return row.rejected < row.rows


COLUMNS: Sequence[Column[BatchRow]] = (
    Column(
        "imported_at",
        _("时间"),
        lambda row: f"{row.imported_at.astimezone():%Y-%m-%d %H:%M}",
        width=140,
        sortable=False,
    ),
    Column("kind", _("内容"), lambda row: row.kind.label, width=90, sortable=False),
    Column("undone_at", _("状态"), _state, width=80, sortable=False),
    Column("file_name", _("文件"), lambda row: row.file_name, width=210, sortable=False),
    Column("staff", _("经办人"), lambda row: row.staff, width=90, sortable=False),
    _count("rows", _("行数")),
    _count("added", _("新增")),
    _count("updated", _("更新")),
    _count("unchanged", _("不变")),
    _count("joined", _("并入")),
    _count("rejected", _("退回")),
)


class ImportsPage(ShortList[BatchRow]):
    """The history of imports, newest first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._newest = 0
        spec: ListSpec[BatchRow] = ListSpec(
            name="imports",
            title=_("导入"),
            columns=COLUMNS,
            tables=frozenset({"import_batch"}),
            order=("imported_at", True),
            counted=_("共导入 {n} 次"),
            search_hint=_("按文件名查找"),
            empty=Empty(
                _("把办公室原来的表格导进来"),
                _("客户档案、预订明细、收款明细、沟通记录，原样导入，先看后写，可以整批撤销。"),
                [(_("选择文件…"), self._open_wizard, Right.IMPORT)],
            ),
        )
        super().__init__(context, spec, parent)
        self.add_button(
            "import", _("导入文件…"), "import", self._open_wizard, "Ctrl+N", needs=Right.IMPORT
        )
        self._undo = self.add_button(
            "undoImport", _("撤销这次导入"), "undo-2", self._ask_undo, needs=Right.IMPORT
        )
        self.add_row_action(
            "undoRow", _("撤销这次导入"), "undo-2", self._ask_undo, needs=Right.IMPORT
        )
        self.follow(None)

    @override
    def read_all(self) -> Sequence[BatchRow]:
        with self.context.db.read() as session:
            return import_batches(session)

    @override
    def searched(self, row: BatchRow) -> str:
        return f"{row.file_name} {row.kind.label}"

    @override
    def reloaded(self, ids: Sequence[int]) -> None:
        newest = max(self.rows, default=0)
        if newest > self._newest and newest in ids:
            self.table.selectRow(ids.index(newest))  # what 撤销 is pressed for
        self._newest = newest

    @override
    def follow(self, record_id: int | None) -> None:
        batch = self.rows.get(record_id or 0)
        self._undo.setEnabled(batch is not None and batch.undone_at is None and _has_rows(batch))

    def _open_wizard(self) -> None:
        ImportWizard(self.context, "", self.window()).open()

    def _ask_undo(self) -> None:
        batch = self.current_row()
        if batch is None or batch.undone_at is not None:
            return
        text = _(
            "把“{file}”新增的记录去掉，更新的改回原样。如果后来的记录还要用到它们，会先说明，什么都不动。"
        )
        ask(
            self.window(),
            _("撤销导入"),
            text.format(file=batch.file_name),
            _("撤销导入"),
            lambda: self._take_back(batch.id),
        )

    def _take_back(self, batch_id: BatchId) -> None:
        def work(job: Job) -> None:
            job.report(0, 0, _("正在撤销"))
            undo_import(self.context.desk, batch_id)

        def done(_nothing: None) -> None:
            self.context.navigator.told.emit(_("已撤销这次导入。"))
            self.table.setFocus()  # the button that was pressed can be pressed no more

        run_with_progress(self.context.workers, self.window(), _("撤销导入"), work, done)
