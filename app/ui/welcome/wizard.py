"""The short welcome: the hotel, who works here, and how to begin."""

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.settings import OfficeSettings
from app.domain.staff import StaffDraft
from app.domain.types import Post
from app.errors import AppError
from app.i18n import _
from app.services.office import begin_office
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.messages import ask
from app.ui.on_screen import ITS_FRAME
from app.ui.theme import GAP

ROWS_AT_FIRST = 3


class WelcomeDialog(QDialog):
    """Asks only what cannot be guessed; everything here can be changed later in 设置.

    Signals:
        empty_wanted: Begin with nothing in it.
        sample_wanted: Begin with the sample office.
        import_wanted: Begin by importing the office's own files.
    """

    empty_wanted = Signal()
    sample_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setWindowTitle(_("欢迎"))
        self.setMinimumWidth(560)
        self._context = context
        self._hotel = QLineEdit()
        self._hotel.setObjectName("hotelName")
        self._hotel.setPlaceholderText(_("如：云溪大酒店"))
        self._people, self._area = _People(), QScrollArea()
        self._area.setProperty("role", "fitted")
        self._area.setWidget(self._people)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFixedHeight(self._people.sizeHint().height())
        self._people.grown.connect(self._grow)
        self._hotel.returnPressed.connect(self._people.setFocus)
        self._wrong = QLabel()
        self._wrong.setObjectName("error")
        self._wrong.setProperty("role", "wrong")
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        for typed in (self._hotel.textChanged, self._people.changed):
            typed.connect(self._wrong.clear)
        self._lay_out()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    @override
    def reject(self) -> None:
        if not self._hotel.text().strip() and not self._people.drafts():
            super().reject()
            return
        told = _("填写的酒店名称和人员还没有保存，退出就没有了。")
        leave, stay = _("退出"), _("继续填写")
        ask(self, _("退出客友"), told, leave, lambda: QDialog.reject(self), no=stay)

    def _grow(self) -> None:
        """Make room for one more person, as far as the screen has any; beyond that they scroll."""
        wanted = self._people.sizeHint().height()
        others = self.sizeHint().height() - self._area.minimumHeight()
        room = self.screen().availableSize().height() - ITS_FRAME.height() - others
        self._area.setFixedHeight(min(wanted, max(room, 0)))
        self.resize(self.width(), self.sizeHint().height())  # adjustSize stops at 2/3 of the screen
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), self.y() - below)
        if (shown := self._people.focusWidget()) is not None:
            QTimer.singleShot(0, shown, lambda: self._area.ensureWidgetVisible(shown))

    def _lay_out(self) -> None:
        title, text = QLabel(_("欢迎使用客友")), QLabel(_WELCOME)
        title.setProperty("role", "title")
        text.setProperty("role", "faint")
        text.setWordWrap(True)
        hotel = QLabel(_("酒店名称（印在每张表的表头）"))
        hotel.setBuddy(self._hotel)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        for part in (title, text, hotel, self._hotel, QLabel(_("销售部的人员"))):
            column.addWidget(part)
        column.addWidget(self._area)
        column.addWidget(self._wrong)
        column.addStretch(1)
        column.addWidget(QLabel(_("怎样开始？")))
        column.addLayout(self._ways())

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, text, tip, wanted in (
            (
                "import",
                _("导入原来的表格"),
                _("客户档案、预订、收款、沟通记录"),
                self.import_wanted,
            ),
            (
                "sample",
                _("先看示例"),
                _("装入一家虚构酒店的数据，随时一步移除"),
                self.sample_wanted,
            ),
            ("empty", _("从空白开始"), _("自己一个个新建客户"), self.empty_wanted),
        ):
            button = ActionButton(text)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on, signal=wanted, way=name: self._begin(signal, way))
            row.addWidget(button)
        return row

    def _begin(self, wanted: SignalInstance, way: str) -> None:
        """Keep what was typed, then go the way chosen; the sample brings a hotel of its own."""
        hotel = self._hotel.text().strip()
        if not hotel and way != "sample":
            self._wrong.setText(_("请填写酒店名称。"))
            self._hotel.setFocus()
            return
        try:
            if hotel or self._people.drafts():
                settings = OfficeSettings(hotel_name=hotel)
                begin_office(self._context.desk, settings, self._people.drafts())
        except AppError as error:
            self._wrong.setText(str(error))
            return
        wanted.emit()


_WELCOME = _(
    "客友帮酒店销售部管客户：客户档案、每一次拜访和电话、预订与收款，到年底自动汇总、评分、"
    "排名，打印出来签字。所有数据都在这台电脑的一个文件里，不需要上网。"
)


class _People(QWidget):
    """Rows of name and post; Enter in the last name begins another row.

    Signals:
        grown: There is another row, and the cursor is in it.
        changed: Something else stands in a name.
    """

    grown = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, QComboBox]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        for _row in range(ROWS_AT_FIRST):
            self._add_row()
        self.setFocusProxy(self._rows[0][0])
        more = ActionButton(_("再加一人"))
        more.setObjectName("morePeople")
        more.setFlat(True)
        more.setAutoDefault(False)
        more.clicked.connect(lambda _on: self._begin_row())
        self._grid.addWidget(more, 100, 0, Qt.AlignmentFlag.AlignLeft)

    def drafts(self) -> list[StaffDraft]:
        """Return who was typed in, without empty rows."""
        posts = list(Post)
        return [
            StaffDraft(name=name.text().strip(), post=posts[post.currentIndex()])
            for name, post in self._rows
            if name.text().strip()
        ]

    def _add_row(self) -> QLineEdit:
        number = len(self._rows)
        name, post = QLineEdit(), QComboBox()
        name.setObjectName(f"person{number}")
        name.setPlaceholderText(_("姓名"))
        name.setAccessibleName(_("第 {n} 人的姓名").format(n=number + 1))
        post.setObjectName(f"post{number}")
        post.setAccessibleName(_("第 {n} 人的职务").format(n=number + 1))
        for member in Post:
            post.addItem(member.label)
        post.setCurrentIndex(1 if number == 0 else len(Post) - 1)
        name.returnPressed.connect(lambda: self._next_row(number))
        name.textChanged.connect(self.changed)
        self._grid.addWidget(name, number, 0)
        self._grid.addWidget(post, number, 1)
        if self._rows:  # before the button that asked for it
            QWidget.setTabOrder(self._rows[-1][1], name)
            QWidget.setTabOrder(name, post)
        self._rows.append((name, post))
        return name

    def _next_row(self, number: int) -> None:
        last = number + 1 == len(self._rows)
        if last:
            self._begin_row()
        else:
            self._rows[number + 1][0].setFocus()

    def _begin_row(self) -> None:
        name = self._add_row()
        for part in self._rows[-1]:
            part.show()  # at once: what is hidden takes no room
        name.setFocus()
        self.grown.emit()
