"""Two files side by side: which one stays, and whose value each field takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.clients_labels import CLIENT as LABELS
from app.domain.merging import JOINTS, MERGE_FIELDS, MergeChoice, suggested_choice
from app.domain.own_fields import OWN
from app.domain.types import ClientId, Labelled, StaffId
from app.domain.written import amount_text
from app.errors import AppError
from app.i18n import _
from app.queries.clients.choices import clients_named
from app.queries.duplicates import MergeSide, merge_side
from app.queries.office import staff_members
from app.queries.own_fields import own_fields
from app.services.merging import merge_clients
from app.ui.areas import show_page
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.theme import GAP

OURS, THEIRS, BOTH = 0, 1, 2
STAFF = ("manager_id", "relationship_manager_id")


@dataclass(frozen=True, slots=True)
class _Names:
    staff: Mapping[StaffId, str]
    parents: Mapping[ClientId, str]
    own: Mapping[str, str]


class MergeDialog(QDialog):
    """Shows both files; every field that differs is chosen by itself. 撤销 takes the merge back."""

    def __init__(
        self,
        context: Context,
        keep_id: ClientId,
        lose_id: ClientId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mergeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("合并两份客户档案"))
        self._context = context
        self._ids = (keep_id, lose_id)
        self._groups: dict[str, QButtonGroup] = {}
        self._wrong = QLabel()
        self._wrong.setObjectName("error")
        self._wrong.setProperty("role", "wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._advice = QLabel(
            _(
                "左边的档案保留：先看哪份有联系人，再看哪份有往来，再看哪份先建。反了请点“左右对调”。"
            )
        )
        self._advice.setProperty("role", "faint")
        self._advice.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it, not a choice, has the cursor
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(self._advice)
        column.addWidget(self._area, 1)
        column.addWidget(self._wrong)
        column.addWidget(self._buttons())
        resize_on_screen(self, 940, 640)
        self._load(proposed=True)

    def swap(self) -> None:
        """Keep the other file instead."""
        self._ids = (self._ids[1], self._ids[0])
        self._load()

    def choice(self) -> MergeChoice:
        """Return what has been chosen."""
        chosen = {name: group.checkedId() for name, group in self._groups.items()}
        theirs = {name for name, side in chosen.items() if side == THEIRS}
        own = {name for name in theirs if name.startswith(OWN)}
        return MergeChoice(
            frozenset(theirs - own),
            frozenset(name for name, side in chosen.items() if side == BOTH),
            frozenset(name.removeprefix(OWN) for name in own),
        )

    @override
    def accept(self) -> None:
        try:
            merge_clients(self._context.desk, *self._ids, self.choice(), versions=self._versions)
        except AppError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
        else:
            super().accept()

    def _load(self, *, proposed: bool = False) -> None:
        """Read both files; ``proposed`` puts the one to stay first."""
        with self._context.db.read() as session:
            sides = [merge_side(session, id_) for id_ in self._ids]
            staff = {member.id: member.name for member in staff_members(session)}
            parents = [side.values["parent_id"] for side in sides if side]
            named = clients_named(session, [id_ for id_ in parents if id_ is not None])
            own = {one.key: one.name for one in own_fields(session)}
        keep, lose = sides
        if keep is None or lose is None:
            show_error(self.parentWidget() or self, AppError(_("其中一份档案已被删除或合并。")))
            self.done(QDialog.DialogCode.Rejected)
            return
        if proposed and lose.order_to_stay < keep.order_to_stay:
            keep, lose = lose, keep
        self._ids = (keep.id, lose.id)
        self._versions = (keep.version, lose.version)
        self._show(keep, lose, _Names(staff, dict(named), own))

    def _show(self, keep: MergeSide, lose: MergeSide, names: _Names) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP // 2)
        for place, (title, side) in enumerate(((_("保留"), keep), (_("并入后收起"), lose)), 1):
            grid.addWidget(_heading(title, side), 0, place)
            grid.setColumnStretch(place, 1)
        self._groups = {}
        suggested = suggested_choice(keep.values, lose.values)
        for name in MERGE_FIELDS:
            if keep.values[name] != lose.values[name]:
                texts = [_shown(name, side.values[name], names) for side in (keep, lose)]
                if name in JOINTS and all(texts):
                    texts.append(_("两份都留"))
                picked = THEIRS if name in suggested.from_loser else OURS
                self._add_row(
                    grid,
                    name,
                    LABELS[name],
                    texts,
                    BOTH if name in suggested.joined else picked,
                )
        for key, name in names.own.items():
            texts = [side.own.get(key, "") for side in (keep, lose)]
            if all(texts) and texts[0] != texts[1]:
                self._add_row(grid, f"{OWN}{key}", name, texts, OURS)
        same = [LABELS[name] for name in MERGE_FIELDS if keep.values[name] == lose.values[name]]
        note = QLabel(_("两份相同、不用选的栏目：{names}").format(names="、".join(same)))
        note.setWordWrap(True)
        note.setProperty("role", "faint")
        grid.addWidget(note, grid.rowCount(), 0, 1, 4)
        grid.setRowStretch(grid.rowCount(), 1)
        show_page(self._area, page)
        if (first := page.findChild(QRadioButton)) is not None:
            first.setFocus()

    def _add_row(
        self, grid: QGridLayout, name: str, title: str, texts: Sequence[str], picked: int
    ) -> None:
        row = grid.rowCount()
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "faint")
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        for side, text in enumerate(texts):
            button = QRadioButton(text.replace("&", "&&") or _("（空）"))
            button.setObjectName(f"{name}-{side}")
            button.setToolTip(text)
            group.addButton(button, side)
            grid.addWidget(button, row, side + 1)
        group.button(picked).setChecked(True)
        self._groups[name] = group

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        swap = ActionButton(icon("git-compare"), _("左右对调"))
        swap.setObjectName("swap")
        swap.setAutoDefault(False)
        swap.clicked.connect(self.swap)
        buttons.addButton(swap, QDialogButtonBox.ButtonRole.ActionRole)
        merge = buttons.addButton(_("合并"), QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setObjectName("merge")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _heading(title: str, side: MergeSide) -> QLabel:
    counts = _(
        "联系人 {contacts:,}　沟通 {communications:,}　预订 {bookings:,}　收款 {receipts:,}"
    ).format(
        contacts=side.contacts,
        communications=side.communications,
        bookings=side.bookings,
        receipts=side.receipts,
    )
    label = QLabel(f"{title}：{side.code}\n{side.values['name']}\n{counts}")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "heading")
    label.setWordWrap(True)
    return label


def _shown(name: str, value: Any, names: _Names) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, Decimal):
        return amount_text(value)
    if name in STAFF:
        return names.staff.get(value, "")
    return names.parents.get(value, "") if name == "parent_id" else str(value)
