"""The window in which letters or labels are written to one client or many."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.courtesies import Receiver
from app.domain.letters import MOST_RECEIVERS, LetterTemplateRow
from app.domain.personal_consent import NO_ADVERTISING, left_out_text
from app.domain.types import ClientStatus, LetterKind
from app.errors import AppError
from app.exchange.letters import write_each, write_joined
from app.exchange.writing import file_name
from app.i18n import _
from app.queries.clients import ClientFilter, client_ids
from app.queries.clients.choices import client_choices, clients_named
from app.queries.letters import letter_templates, letter_values, template_content
from app.queries.personal_consent import without_refusers
from app.ui.buttons import ActionButton
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.files import ask_to_save, folder_used_last
from app.ui.flow import FlowLayout
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.progress import run_with_progress
from app.ui.theme import GAP
from app.ui.workers import Job

NAMED = 5


class LettersDialog(QDialog):
    """Chooses the template and how files are made; without receivers, which clients it is for."""

    def __init__(
        self,
        context: Context,
        receivers: Sequence[Receiver],
        parent: QWidget | None = None,
        *,
        template_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lettersDialog")
        self.setWindowTitle(_("写信、打标签"))
        self._context, self._given = context, tuple(receivers)
        with context.db.read() as session:
            self._templates = letter_templates(session)
        self.template = QComboBox()
        self.template.setObjectName("template")
        for row in self._templates:
            self.template.addItem(f"{row.name}（{row.kind.label}）")
        ids = [row.id for row in self._templates]
        self.template.setCurrentIndex(ids.index(template_id) if template_id in ids else 0)
        self.whom = QLabel()
        self.whom.setObjectName("whom")
        self.whom.setWordWrap(True)
        self.together = QRadioButton()
        self.together.setObjectName("together")
        self.apart = QRadioButton(_("每位一个文件，放进一个文件夹"))
        self.apart.setObjectName("apart")
        self.together.setChecked(True)
        self.no_advertising = QCheckBox(NO_ADVERTISING)
        self._left_out: tuple[str, ...] = ()
        self._how = QButtonGroup(self)
        self._chips: list[FilterChip] = []
        self._write = ActionButton(_("写成文件…"))
        self._write.setObjectName("write")
        self._lay_out()
        self.template.currentIndexChanged.connect(lambda _row: self._follow())
        self.no_advertising.toggled.connect(lambda _on: self._follow())
        self._follow()
        resize_on_screen(self, 560, 330)

    def chosen(self) -> tuple[Receiver, ...]:
        """Return whom it is written to; who refused advertising is left out of it."""
        wanted = self._wanted()
        if self.no_advertising.isChecked():
            self._left_out = ()
            return wanted
        with self._context.db.read() as session:
            stay, self._left_out = without_refusers(session, wanted)
        return stay

    def _wanted(self) -> tuple[Receiver, ...]:
        """Return those given, or the main contact of those chosen."""
        if self._given:
            return self._given
        grade, manager, tag = (chip.chosen() for chip in self._chips)
        wanted = ClientFilter(
            grades=frozenset(grade),
            manager_ids=frozenset(manager),
            tags=frozenset(tag),
            statuses=frozenset({ClientStatus.ACTIVE}),
        )
        with self._context.db.read() as session:
            ids = client_ids(session, wanted, today=self._context.today())
        return tuple(map(Receiver, ids))

    def write(self) -> None:
        """Ask where to, then write on a worker thread."""
        row = self._template()
        if row is None:
            return
        if self.apart.isChecked() and row.kind is LetterKind.LETTER:
            folder = QFileDialog.getExistingDirectory(
                self, _("放进哪个文件夹"), str(folder_used_last(self._context.preferences))
            )
            if folder:
                self.write_to(Path(folder), row)
            return
        kinds = _("Word 文档 (*.docx)")
        proposed = file_name(row.name, ".docx")
        chosen = ask_to_save(self._context.preferences, self, _("写信"), proposed, kinds)
        if chosen:
            self.write_to(Path(chosen if chosen.endswith(".docx") else f"{chosen}.docx"), row)

    def write_to(self, place: Path, row: LetterTemplateRow) -> None:
        """Write into a folder, one file each, or into one file."""
        context, receivers = self._context, self.chosen()
        by = "" if context.staff is None else context.staff.name

        def work(job: Job) -> int:
            with context.db.read() as session:
                content = template_content(session, row.id) or b""
                letters = letter_values(session, receivers, today=context.today(), by=by)
            told = _("已写 {n} 份")

            def progress(done: int, of: int) -> None:
                job.report(done, of, told.format(n=done))

            def cancelled() -> bool:
                return job.cancelled

            if place.is_dir():
                write_each(
                    place, content, row.name, letters, progress=progress, cancelled=cancelled
                )
            else:
                write_joined(
                    place, content, row.kind, letters, progress=progress, cancelled=cancelled
                )
            return len(letters)

        def done(count: int) -> None:
            told = _("已写给 {n:,} 位，存在 {place}")
            context.navigator.told.emit(told.format(n=count, place=place))
            self.accept()

        run_with_progress(context.workers, self, _("写信"), work, done)

    def _template(self) -> LetterTemplateRow | None:
        place = self.template.currentIndex()
        return self._templates[place] if place >= 0 else None

    def _follow(self) -> None:
        """Say whom it is for, and offer what the template can do."""
        row = self._template()
        letter = row is not None and row.kind is LetterKind.LETTER
        one = _("合成一个文件，每位一页") if letter else _("合成一个文件，一格一位")
        self.together.setText(one)
        self.apart.setEnabled(letter)
        if not letter:
            self.together.setChecked(True)
        receivers = self.chosen()
        many = len(receivers) > MOST_RECEIVERS
        told = _whom(self._context, receivers)
        if many:
            told += _("\n一次最多 {most} 位，请用上面的筛选分几次写。").format(most=MOST_RECEIVERS)
        if self._left_out:
            told += "\n" + left_out_text(self._left_out)
        if row is None:
            told = _("还没有模板：请先在「礼节」的「信函与标签」里装入一个。")
        self.whom.setText(told)
        self._write.setEnabled(row is not None and bool(receivers) and not many)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        label = QLabel(_("模板"))
        label.setBuddy(self.template)
        column.addWidget(label)
        column.addWidget(self.template)
        if not self._given:
            column.addWidget(QLabel(_("写给哪些客户（不选就是全部往来客户），收信人是主要联系人")))
            column.addWidget(self._filters())
        column.addWidget(self.whom)
        self.no_advertising.setObjectName("noAdvertising")
        column.addWidget(self.no_advertising)
        for button in (self.together, self.apart):
            self._how.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self._write, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._write.clicked.connect(lambda _on: self._try())
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._write.setDefault(True)

    def _try(self) -> None:
        try:
            self.write()
        except AppError as error:
            show_error(self, error)

    def _filters(self) -> QWidget:
        with self._context.db.read() as session:
            choices = client_choices(session)
        self._chips = [
            FilterChip("gradeFilter", _("等级"), [(one, one) for one in choices.grades]),
            FilterChip("managerFilter", _("客户经理"), [(m.id, m.name) for m in choices.staff]),
            FilterChip("tagFilter", _("标签"), [(one, one) for one in choices.tags]),
        ]
        holder = QWidget()
        row = FlowLayout(holder, GAP)
        for chip in self._chips:
            row.addWidget(chip)
            chip.changed.connect(self._follow)
        return holder


def _whom(context: Context, receivers: Sequence[Receiver]) -> str:
    first = list(dict.fromkeys(one.client_id for one in receivers))[:NAMED]
    with context.db.read() as session:
        names = [name for _id, name in clients_named(session, first)]
    told = _("写给 {n:,} 位：{names}") if len(first) < NAMED else _("写给 {n:,} 位：{names} 等")
    return told.format(n=len(receivers), names="、".join(names))


def open_letters(context: Context, receivers: Sequence[Receiver], parent: QWidget) -> None:
    """Open the window for these receivers."""
    LettersDialog(context, receivers, parent).open()
