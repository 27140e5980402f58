"""The main window: navigation on the left, search and 记一笔 on top, notices below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.i18n import _
from app.queries.office import office_settings, staff_members
from app.ui.backup_age import BackupAge
from app.ui.buttons import ActionButton, tool_button
from app.ui.context import Context
from app.ui.files import table_dropped
from app.ui.icons import icon
from app.ui.nameless_strip import NamelessStrip
from app.ui.notices import NoticeBar
from app.ui.on_screen import resize_on_screen
from app.ui.quick_search import QuickSearch
from app.ui.rights import offer_only_with
from app.ui.screens import SCREENS, Screen, screens_for
from app.ui.sign_in.strip import SignInStrip
from app.ui.staff_button import StaffButton
from app.ui.theme import GAP, current_look
from app.ui.views import Views
from app.ui.wishes import fulfil_wishes

if TYPE_CHECKING:
    from app.ui.clients.card import ClientCard

WIDE, NARROW, ITEM_HEIGHT = 132, 46, 33  # thirteen pages fit a screen of 768 at 150 %
DIGITS = 9  # pages that Ctrl and a digit can name
ROOMY = 1000  # pixels of screen below which the navigation starts folded, as at 150 %


@dataclass(frozen=True, slots=True)
class Place:
    """What a window shows: a page and its view, and above them a client's card at a tab."""

    page: str
    view: str
    client_id: int | None
    tab: int


class MainWindow(QMainWindow):
    """Leads from page to page; pages are made when first shown and kept.

    Signals:
        staff_wanted: staff_id: another person sits down at this desk.
        lock_wanted: Nobody may see or do anything here until somebody signs in.
        rights_changed: Who sits here may do more or less than before; nothing typed is lost.
    """

    staff_wanted = Signal(int)
    lock_wanted = Signal()
    rights_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._viewer = context.desk.db.viewer()
        self._screens = self.screens_of(context)
        self._pages: dict[str, QWidget] = {}
        self._page = ""
        self._before: list[Place] = []
        self._card: ClientCard | None = None
        self._navigation, self._stack = QListWidget(), QStackedWidget()
        self.notices = NoticeBar(context)
        self.quick_search = QuickSearch(context)
        self._lay_out()
        self._connect()
        self._set_title()
        context.news.committed.connect(self._follow_name)
        context.news.committed.connect(self._follow_rights)
        self._restore_size()

    def screens_of(self, context: Context) -> Sequence[Screen]:
        """Return the pages of this window."""
        return screens_for(context)

    def begin_at(self, key: str, view: str = "") -> None:
        """Show a page to who just came; where this person has it not, the first one, untold."""
        keys = [screen.key for screen in self._screens]
        page = self.show_page(key if key in keys else keys[0])
        if view and key in keys and isinstance(page, Views):
            page.show_view(view)

    @property
    def place(self) -> Place:
        """What is shown."""
        page, card, client_id = self._pages.get(self.page_key), self._card, self._shown_client()
        view = page.view_key if isinstance(page, Views) else ""
        tab = 0 if card is None or client_id is None else card.tabs.currentIndex()
        return Place(self.page_key, view, client_id, tab)

    def lead_to(self, key: str) -> QWidget:
        """Show a page for rows that a number stands for; Alt+Left goes back to the number."""
        before, place = self._before, self.place
        page = self.show_page(key)
        self._before = [*before, place]
        return page

    def show_page(self, key: str) -> QWidget:
        """Show a page of the navigation and return it; one that this person has not is told."""
        self._before = []
        if key not in [screen.key for screen in self._screens]:
            self._refuses(next(screen.right for screen in SCREENS if screen.key == key))
            key = self.page_key
        if key not in self._pages:
            screen = next(screen for screen in self._screens if screen.key == key)
            self._pages[key] = screen.make(self._context)
            self._stack.addWidget(self._pages[key])
        page = self._pages[key]
        self._stack.setCurrentWidget(page)
        self._page = key
        self._mark_page()
        if self._card is not None:
            self._card.leave()
        page.setFocus()  # so that its keys work at once
        return page

    @property
    def page_key(self) -> str:
        """The page of the navigation that is shown, or from which a card was opened."""
        return self._page or self._screens[0].key

    def open_client(self, client_id: int) -> None:
        """Show a client's card; Alt+Left goes back."""
        if self._card is None:
            from app.ui.cards import client_card

            self._card = client_card(self._context, client_id, back=self.go_back)
            self._stack.addWidget(self._card)
        else:
            self._card.show_client(client_id)
        self._stack.setCurrentWidget(self._card)
        self._card.setFocus()

    def go_back(self) -> None:
        """Leave a card for the page it was opened from, and rows for the number that led there."""
        before = self._before
        if self._shown_client() is not None:
            self.show_page(self.page_key)
        elif before:
            self._show_place(before.pop())
        self._before = before

    def _show_place(self, place: Place) -> None:
        self.begin_at(place.page, place.view)
        if place.client_id is not None:
            self.open_client(place.client_id)
            if self._card is not None:
                self._card.tabs.setCurrentIndex(place.tab)

    def write_entry(self, client_id: int | None, contact_id: int | None = None) -> None:
        """Open 记一笔; without a client, about the one whose card is open."""
        from app.ui.communications.entry import EntryDialog

        if self._refuses(Right.LOG):
            return
        if client_id is None:
            client_id = self._shown_client()
        EntryDialog(self._context, client_id, self, contact_id=contact_id).open()

    def note_task(self) -> None:
        """Note something to do, for the client whose card is open; a page may know for when."""
        if self._refuses(Right.LOG):
            return
        client_id = self._shown_client()
        own = getattr(self._pages[self.page_key], "add_task", None) if client_id is None else None
        if own is not None:
            own()
        else:
            self._context.navigator.task_wanted.emit(client_id)

    def import_file(self, path: str = "") -> None:
        """Open the import, with a file if one is given."""
        if self._refuses(Right.IMPORT):
            return
        from app.ui.imports.wizard import ImportWizard

        ImportWizard(self._context, path, self).open()

    def show_backups(self) -> None:
        """Show the backups in the settings."""
        self._context.navigator.backups_wanted.emit()

    def show_manual(self) -> None:
        """Show the manual at the chapter about the page that is shown."""
        from app.ui.manual import show_manual

        title = next(one.title for one in self._screens if one.key == self.page_key)
        show_manual(self, self._context.workers, title)

    def may_close(self, then: Callable[[], object]) -> bool:
        """Tell whether nothing typed would be lost; else ask, and call ``then`` when settled."""
        from app.ui.closing import may_close

        return may_close(self, self._show_page_of, then)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # an exception in here must not close the window
        if self.may_close(self.close):
            self._context.preferences.keep("shell/geometry", self.saveGeometry())
            self._context.workers.cancel()
            event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if table_dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if path := table_dropped(event):
            event.acceptProposedAction()
            self.import_file(path)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setStatusBar(self.notices)
        self.notices.addPermanentWidget(BackupAge(self._context))
        self.notices.setContentsMargins(0, 0, GAP, 0)
        self._fill_navigation()
        page = QVBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(self._top())
        nameless = NamelessStrip(self._context)
        nameless.fill_wanted.connect(self._name_hotel)
        page.addWidget(nameless)
        page.addWidget(SignInStrip(self._context))
        page.addWidget(self._stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(page, 1)
        self.setCentralWidget(body)

    def _fill_navigation(self) -> None:
        self._navigation.setObjectName("navigation")
        self._navigation.setAccessibleName(_("导航"))
        self._navigation.setIconSize(QSize(18, 18))
        self._navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for screen in self._screens:
            item = QListWidgetItem(icon(screen.icon), screen.title)
            item.setToolTip(screen.title)
            item.setSizeHint(QSize(NARROW, ITEM_HEIGHT))
            self._navigation.addItem(item)
        chosen = self._context.preferences.text("shell/collapsed")
        cramped = self.screen().availableSize().width() < ROOMY
        self._collapse(on=chosen == "yes" or (cramped and not chosen))

    def _collapse(self, *, on: bool) -> None:
        self._navigation.setFixedWidth(NARROW if on else WIDE)
        for row, screen in enumerate(self._screens):
            self._navigation.item(row).setText("" if on else screen.title)

    def _fold(self) -> None:
        on = self._navigation.width() == WIDE
        self._collapse(on=on)
        self._context.preferences.keep("shell/collapsed", "yes" if on else "no")

    def _top(self) -> QHBoxLayout:
        entry = ActionButton(icon("pencil", current_look().on_accent), _("记一笔"))
        entry.setObjectName("entry")
        entry.setProperty("role", "primary")
        entry.setToolTip(_("记一条沟通记录 (Ctrl+L)"))
        entry.clicked.connect(lambda: self.write_entry(None))
        offer_only_with(self._context, Right.LOG, entry)
        row = QHBoxLayout()
        row.setContentsMargins(GAP, GAP, 2 * GAP, 0)
        row.addWidget(tool_button("panel-left", _("收起或展开导航"), self._fold))
        row.addWidget(self.quick_search, 1)
        row.addStretch(1)
        row.addWidget(entry)
        row.addSpacing(GAP)
        staff = StaffButton(self._context)
        staff.staff_wanted.connect(self.staff_wanted)
        staff.lock_wanted.connect(self.lock_wanted)
        row.addWidget(staff)
        row.addWidget(tool_button("circle-help", _("使用手册 (F1)"), self.show_manual))
        return row

    def _mark_page(self) -> None:
        """Mark the page that is shown: the arrows may have gone on to another."""
        keys = [screen.key for screen in self._screens]
        self._navigation.setCurrentRow(keys.index(self.page_key))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._mark_page()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._navigation.installEventFilter(self)
        self._navigation.itemClicked.connect(self._clicked)
        self._navigation.itemActivated.connect(self._clicked)
        fulfil_wishes(self._context, self)
        self._context.navigator.told.connect(self.notices.say)
        for keys, then in (
            ("Ctrl+L", lambda: self.write_entry(None)),
            ("Ctrl+T", self.note_task),
            ("Ctrl+K", self.quick_search.activate),
            ("Ctrl+Z", self.notices.undo),
            ("Alt+Left", self.go_back),
            ("Ctrl+,", lambda: self.show_page("settings")),
            ("F1", self.show_manual),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self, then)
        for number, screen in enumerate(self._screens[:DIGITS], start=1):
            page_keys = QKeySequence(f"Ctrl+{number}")
            QShortcut(page_keys, self, lambda key=screen.key: self.show_page(key))

    def _refuses(self, right: Right) -> bool:
        """Tell whether this may not be done here, and say why."""
        if why := self._context.why_not(right):
            self.notices.say(why)
        return bool(why)

    def _clicked(self, item: QListWidgetItem) -> None:
        self.show_page(self._screens[self._navigation.row(item)].key)

    def _show_page_of(self, part: QWidget) -> None:
        self.show_page(next(key for key, page in self._pages.items() if page.isAncestorOf(part)))

    def _shown_client(self) -> int | None:
        """Return whose card is shown."""
        card = self._card
        return None if card is None or self._stack.currentWidget() is not card else card.client_id

    def _name_hotel(self) -> None:
        page = self.show_page("settings")
        if isinstance(page, Views):
            page.show_view("hotel")

    def _follow_name(self, commit: Commit) -> None:
        if "setting" in commit.tables:
            self._set_title()

    def _follow_rights(self, commit: Commit) -> None:
        if "staff" not in commit.tables:
            return
        before, self._viewer = self._viewer, self._context.desk.db.viewer()
        if before != self._viewer or self._is_gone():
            QTimer.singleShot(0, self, self._renew)  # once what changed the post has closed

    def _is_gone(self) -> bool:
        """Tell whether who sits here works here no more."""
        with self._context.db.read() as session:
            members = staff_members(session, active_only=True)
        sits = self._context.staff
        return sits is not None and sits.id not in {member.id for member in members}

    def _renew(self) -> None:
        if self.may_close(self._renew):
            self.rights_changed.emit()

    def _set_title(self) -> None:
        with self._context.db.read() as session:
            hotel = office_settings(session).hotel_name
        self.setWindowTitle(_("客友") if not hotel else _("{hotel} — 客友").format(hotel=hotel))

    def _restore_size(self) -> None:
        kept = self._context.preferences.bytes_of("shell/geometry")
        self.resize(1320, 720)
        self.setMinimumSize(880, 460)
        if kept is not None:
            self.restoreGeometry(kept)
        if not self.isMaximized():
            resize_on_screen(self, self.width(), self.height())
