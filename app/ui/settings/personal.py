"""设置 · 个人信息: find a person by name or number, in the whole office."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.db import Commit
from app.domain.cells import whole
from app.domain.masking import MASKABLE
from app.domain.needles import needles_in
from app.domain.personal import Found, Person
from app.domain.personal_retention import DEFAULT_MONTHS
from app.domain.rights import Right
from app.domain.types import Post
from app.errors import AppError
from app.i18n import _
from app.queries.personal import findings, people_found
from app.queries.privacy import privacy
from app.services.personal.privacy import save_privacy
from app.services.personal.retention import set_keep_months
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.found_table import FoundTable
from app.ui.icons import icon
from app.ui.messages import show_error
from app.ui.theme import GAP
from app.ui.workers import Job

PEOPLE_LEAST, PEOPLE_MOST = 56, 120
"""Two people are seen in a low window: the records below need the room."""


class PersonalSearch(QWidget):
    """Finds the contacts who are called so, and every other place where the word stands."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("personalSettings")
        self._context, self._asked = context, 0
        self.typed, self.people, self.table = QLineEdit(), QListWidget(), FoundTable()
        self._told, self.months, self._go = QLabel(), QLineEdit(), ActionButton(_("打开…"))
        self._people: Sequence[Person] = ()
        self._boxes: dict[Post, QCheckBox] = {}
        self._lay_out()
        context.news.committed.connect(self._forget)
        self.setFocusProxy(self.typed)

    def look(self) -> None:
        """Look through the whole file on a worker thread."""
        needles = needles_in(self.typed.text())
        if not needles.any:
            self._told.setText(_("请输入至少两个字的姓名，或七位以上的电话号码。"))
            return
        self._asked += 1
        asked = self._asked
        self._told.setText(_("正在查找…"))

        def work(_job: Job) -> tuple[Sequence[Person], Sequence[Found]]:
            with self._context.db.read() as session:
                return people_found(session, needles), findings(session, needles)

        def arrived(answer: tuple[Sequence[Person], Sequence[Found]]) -> None:
            if asked == self._asked:
                self._show(*answer)

        self._context.workers.run(self, work, arrived, lambda error: show_error(self, error))

    def open_person(self) -> None:
        """Open the window about the person under the cursor."""
        row = self.people.currentRow()
        if 0 <= row < len(self._people):
            self._context.navigator.personal_wanted.emit(self._people[row].id)

    def _show(self, people: Sequence[Person], found: Sequence[Found]) -> None:
        self._people = people
        self.people.clear()
        for one in people:
            self.people.addItem(QListWidgetItem(f"{one.name}　{one.client}"))
        if people:
            self.people.setCurrentRow(0)
        self._go.setEnabled(bool(people))
        told = _("{people:,} 位联系人，{n:,} 处文字。打开联系人可以导出、打印和清除。")
        self._told.setText(told.format(people=len(people), n=len(found)))
        self.table.show_found(found, ticks=False, of_one=False)
        self.people.setVisible(bool(people))
        self.table.setVisible(bool(found))

    def _forget(self, commit: Commit) -> None:
        """Show nothing any more of somebody who was erased."""
        if "erasure" in commit.tables:
            self._asked += 1
            self.typed.clear()
            self._show((), ())
            self._told.clear()

    def _rules(self) -> QWidget:
        """Return the row in which the office decides from whom numbers are hidden."""
        with self._context.db.read() as session:
            decided = privacy(session)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(QLabel(_("对这些职务隐藏电话和生日：")))
        for post in MASKABLE:
            box = QCheckBox(post.label)
            box.setObjectName(f"mask_{post.value}")
            box.setChecked(post in decided.masked_posts)
            box.setEnabled(self._context.desk.may(Right.SETTINGS))
            box.clicked.connect(lambda _on: self._keep())
            self._boxes[post] = box
            line.addWidget(box)
        line.addStretch(1)
        row.setToolTip(
            _(
                "列表、档案、打印和导出里只看到 138****5678，也收不到生日提醒；"
                "要看时按“显示电话”，会记下来。"
            )
        )
        return row

    def _retention(self) -> QHBoxLayout:
        """Return the row of the rule for how long people's data are kept."""
        with self._context.db.read() as session:
            months = privacy(session).keep_months
        self.months.setObjectName("keepMonths")
        self.months.setText("" if months is None else str(months))
        self.months.setPlaceholderText(_("不设期限"))
        self.months.setMaximumWidth(90)
        self.months.editingFinished.connect(self._keep_months)
        may = self._context.desk.may(Right.SETTINGS)
        self.months.setEnabled(may)
        label = QLabel(_("最后往来以后保存几个月（如 {n}）：").format(n=DEFAULT_MONTHS))
        label.setBuddy(self.months)
        review = ActionButton(_("到期复核…"))
        review.setObjectName("reviewPeople")
        review.setEnabled(may)
        review.clicked.connect(lambda _on: self._context.navigator.retention_wanted.emit())
        row = QHBoxLayout()
        for part in (label, self.months, review):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _keep_months(self) -> None:
        typed = self.months.text().strip()
        with self._context.db.read() as session:
            known = privacy(session).keep_months
        if typed == ("" if known is None else str(known)):
            return
        try:
            set_keep_months(self._context.desk, whole(typed) if typed else None)
        except (AppError, ValueError) as error:
            show_error(self, error if isinstance(error, AppError) else AppError(str(error)))

    def _keep(self) -> None:
        with self._context.db.read() as session:
            decided = privacy(session)
        posts = frozenset(post for post, box in self._boxes.items() if box.isChecked())
        try:
            save_privacy(self._context.desk, replace(decided, masked_posts=posts))
        except AppError as error:
            show_error(self, error)

    def _lay_out(self) -> None:
        about = QLabel(
            _(
                "按姓名或电话查一个人在办公室里的全部资料：联系人、沟通、问题、礼节、签单人、公告、操作记录。"
            )
        )
        about.setProperty("role", "faint")
        about.setWordWrap(True)
        self.people.setObjectName("people")
        self.people.setAccessibleName(_("联系人"))
        self.people.setMinimumHeight(PEOPLE_LEAST)
        self.people.setMaximumHeight(PEOPLE_MOST)
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.people.itemActivated.connect(lambda _item: self.open_person())
        self._told.setProperty("role", "faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addWidget(self._rules())
        column.addLayout(self._retention())
        column.addWidget(about)
        column.addLayout(self._search_row())
        column.addWidget(self.people, 1)
        column.addWidget(self._told)
        column.addWidget(self.table, 4)
        column.addStretch()
        for empty in (self.people, self.table):  # until somebody is looked for
            empty.hide()

    def _search_row(self) -> QHBoxLayout:
        self.typed.setObjectName("personTyped")
        self.typed.setPlaceholderText(_("姓名或电话"))
        self.typed.setAccessibleName(_("姓名或电话"))
        self.typed.returnPressed.connect(self.look)
        seek, go = ActionButton(icon("search"), _("查找")), self._go
        seek.setObjectName("findPerson")
        seek.clicked.connect(lambda _on: self.look())
        go.setObjectName("openPerson")
        go.setEnabled(False)
        go.clicked.connect(lambda _on: self.open_person())
        row = QHBoxLayout()
        row.addWidget(self.typed, 1)
        row.addWidget(seek)
        row.addWidget(go)
        return row
