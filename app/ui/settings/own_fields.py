"""The office's own fields of a client file: added, changed, put in order, taken out of use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.domain.own_fields import LONGEST_NAME, OwnField, OwnKind, choices_from, number_of
from app.domain.rights import Right
from app.errors import AppError
from app.i18n import _
from app.queries.own_fields import own_fields
from app.services.own_fields import move_own_field, save_own_field, use_own_field
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field, choice, text
from app.ui.forms import Section
from app.ui.messages import show_error
from app.ui.pages import Empty, ListSpec
from app.ui.short_list import ShortList
from app.ui.tables import Column

LONGEST_CHOICES = 500


@dataclass(frozen=True, slots=True)
class OwnFieldRow:
    """One field as listed."""

    id: int
    field: OwnField


COLUMNS: Sequence[Column[OwnFieldRow]] = (
    Column("name", _("名称"), lambda row: row.field.name, width=180, sortable=False),
    Column("kind", _("类型"), lambda row: row.field.kind.label, width=80, sortable=False),
    Column(
        "choices", _("选项"), lambda row: "、".join(row.field.choices), width=320, sortable=False
    ),
    Column(
        "active",
        _("状态"),
        lambda row: _("在用") if row.field.active else _("已停用"),
        width=90,
        sortable=False,
    ),
)


class OwnFieldDialog(DraftDialog[OwnField]):
    """Adds a field, or changes it; what clients hold stays as it is."""

    def __init__(self, context: Context, field: OwnField, parent: QWidget) -> None:
        asked = (
            text("name", _("名称"), max_length=LONGEST_NAME, required=True),
            choice("kind", _("类型"), OwnKind, required=True),
            _choices(),
        )
        title = _("修改自有字段") if field.key else _("新建自有字段")
        super().__init__(title, [Section("", asked)], field, parent, columns=1)
        self.setObjectName("ownFieldDialog")
        self.resize(440, 320)
        self._context = context

    @override
    def save(self, draft: OwnField) -> None:
        save_own_field(self._context.desk, draft)


class OwnFieldsSettings(ShortList[OwnFieldRow]):
    """The list of own fields, in the order in which the form shows them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec: ListSpec[OwnFieldRow] = ListSpec(
            name="ownFields",
            title="",
            columns=COLUMNS,
            tables=frozenset({"setting"}),
            order=("name", False),
            counted=_("共 {n} 个自有字段"),
            search_hint=_("按名称查找"),
            empty=Empty(
                _("还没有自有字段"),
                _("客户档案里没有的栏目，可以自己加：文字、数字、日期或几个选项里选一个。"),
                [(_("新建自有字段"), self._add, Right.SETTINGS)],
            ),
        )
        super().__init__(context, spec, parent)
        self._add_actions()
        self.table.opened.connect(lambda _id: self._change())
        self.follow(None)

    def _add_actions(self) -> None:
        self.add_button("addOwnField", _("新建"), "plus", self._add, "Ctrl+N", needs=Right.SETTINGS)
        self._on_one = [
            self.add_button(name, text, picture, then, keys, needs=Right.SETTINGS)
            for name, text, picture, then, keys in (
                ("editOwnField", _("修改"), "pencil", self._change, "Ctrl+E"),
                ("fieldUp", _("上移"), "arrow-up", lambda: self._move(-1), "Alt+Up"),
                ("fieldDown", _("下移"), "arrow-down", lambda: self._move(1), "Alt+Down"),
                ("toggleOwnField", _("停用"), "ban", self._toggle, ""),
            )
        ]

    @override
    def read_all(self) -> Sequence[OwnFieldRow]:
        with self.context.db.read() as session:
            return [OwnFieldRow(number_of(one), one) for one in own_fields(session)]

    @override
    def searched(self, row: OwnFieldRow) -> str:
        return row.field.name

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.rows.get(record_id or 0)
        for button in self._on_one:
            button.setEnabled(row is not None)
        out_of_use = row is not None and not row.field.active
        self._on_one[-1].setText(_("重新启用") if out_of_use else _("停用"))

    def _add(self) -> None:
        OwnFieldDialog(self.context, OwnField(), self.window()).open()

    def _change(self) -> None:
        if (row := self.current_row()) is not None:
            OwnFieldDialog(self.context, row.field, self.window()).open()

    def _move(self, by: int) -> None:
        self._do(lambda field: move_own_field(self.context.desk, field.key, by))

    def _toggle(self) -> None:
        self._do(lambda field: use_own_field(self.context.desk, field.key, active=not field.active))

    def _do(self, service: Callable[[OwnField], None]) -> None:
        row = self.current_row()
        if row is None:
            return
        try:
            service(row.field)
        except AppError as error:
            show_error(self.window(), error)


def _choices() -> Field[QLineEdit]:
    """Edit choices in one line, separated by 、."""
    line = text("choices", _("选项（类型是“选项”时填，用、分开）"), max_length=LONGEST_CHOICES)
    return Field(
        line.name,
        line.label,
        line.make,
        lambda w: choices_from(line.read(w)),
        lambda w, choices: w.setText("、".join(choices)),
        line.changed,
    )
