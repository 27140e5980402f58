"""Step 7: the ranking and the sheets on paper, and the workbook out and back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.exported import Imprint
from app.domain.rights import Right
from app.domain.screening.printed import PrintedScreening
from app.domain.settings import printed_head
from app.domain.types import ScreeningLineId, ScreeningState
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import Document
from app.queries.office import office_settings
from app.queries.screening.printing import printed_screening
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.files import ask_to_open, ask_to_save
from app.ui.messages import ask, tell
from app.ui.printing import preview_long
from app.ui.progress import run_with_progress
from app.ui.rights import offer_only_with
from app.ui.screening.hand_back import (
    HandBack,
    clear_emptied,
    hand_back,
    keep_hand_back,
    told,
    told_emptied,
)
from app.ui.screening.opened import Opened
from app.ui.screening.step import Step, action_button, heading
from app.ui.theme import GAP
from app.ui.workers import Job

Make = Callable[[PrintedScreening, Job], Document]
WORKBOOK = "Excel (*.xlsx)"


class OutputStep(Step):
    """Papers and workbook; everything runs on a worker and can be stopped."""

    title = _("打印与导出")
    shortest = 300
    hint = _("预览、打印和 PDF 完全一样；草稿也可以打印，纸上会注明状态。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "outputStep")
        self.client, self._names = QComboBox(), QStringListModel(self)
        self._ids: list[ScreeningLineId] = []
        self.client.setModel(self._names)
        self._take_back = action_button(
            "bookIn", _("读回手工评分…"), "upload", self.read_back, _("把填好的工作簿读回来")
        )
        offer_only_with(context, Right.SCORE, self._take_back)
        settings = context.navigator.page_wanted
        fill = action_button(
            "nameHotel", _("去填写"), "settings", lambda: settings.emit("settings")
        )
        offer_only_with(context, Right.SETTINGS, fill)
        self._nameless = _card(
            _("还没有填酒店名称"),
            _("表头的“属下酒店”会是空的。请先在“设置”里填好，再打印签字。"),
            fill,
        )
        self._lay_out()

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        if opened is None:
            return
        current = self._chosen()
        names = [f"{line.name}（{line.code}）" for line in opened.lines]
        self._names.setStringList(names)
        self._ids = [line.id for line in opened.lines]
        self.client.setCurrentIndex(self._ids.index(current) if current in self._ids else 0)
        self._take_back.setEnabled(opened.head.state is ScreeningState.DRAFT)

    @override
    def entered(self) -> None:
        with self.context.db.read() as session:
            hotel = printed_head(office_settings(session)).subordinate_hotel
        self._nameless.setVisible(not hotel)
        self._first.setFocus()

    def preview_ranking(self) -> None:
        """Show the ranking as it will be on paper."""
        self._preview(_ranking, self._name(_("排名")))

    def save_ranking(self) -> None:
        """Write the ranking as PDF."""
        self._save_pdf(_ranking, self._name(_("排名")))

    def preview_sheets(self) -> None:
        """Show every client's sheet."""
        self._preview(_sheets, self._name(_("评分表")))

    def save_sheets(self) -> None:
        """Write every client's sheet as one PDF."""
        self._save_pdf(_sheets, self._name(_("评分表")))

    def preview_sheet(self) -> None:
        """Show the sheet of the client chosen."""
        if (chosen := self._chosen()) is not None:
            name = self._name(_("评分表")) + f" {self.client.currentText()}"
            self._preview(_sheets, name, frozenset((chosen,)))

    def write_book(self) -> None:
        """Ask where to, then write the workbook."""
        if self.opened is None:
            return
        path = self._ask_path(_("导出工作簿"), self._name(""), ".xlsx", WORKBOOK)
        if path is None:
            return
        read = self._reader()

        def work(job: Job) -> tuple[str, ...]:
            from app.exchange.screening_book import write_screening_book

            job.report(0, 0, _("正在读取"))
            text = _("正在写工作簿")
            return write_screening_book(
                path,
                read(),
                progress=lambda done, of: job.report(done, of, text),
                cancelled=lambda: job.cancelled,
            )

        def done(warnings: tuple[str, ...]) -> None:
            self._written(path)
            if warnings:
                tell(self, _("导出工作簿"), "\n".join(warnings))

        run_with_progress(self.context.workers, self, _("导出工作簿"), work, done)

    def read_back(self) -> None:
        """Ask which workbook, then take over the hand scores filled in in it."""
        title = _("读回手工评分")
        chosen = ask_to_open(self.context.preferences, self, title, WORKBOOK)
        if chosen and self.opened is not None:
            self.read_book(Path(chosen))

    def read_book(self, path: Path) -> None:
        """Take over the hand scores of a workbook."""
        if self.opened is None:
            return
        opened, desk = self.opened, self.context.desk

        def work(job: Job) -> HandBack:
            from app.exchange.hand_scores import read_hand_scores

            text = _("正在读工作簿")
            found = read_hand_scores(
                path,
                progress=lambda done, of: job.report(done, of, text),
                cancelled=lambda: job.cancelled,
            )
            brought = hand_back(opened, found)
            job.report(0, 0, _("正在保存评分"))
            keep_hand_back(desk, brought)
            return brought

        def done(brought: HandBack) -> None:
            self.reload_wanted.emit()
            if brought.emptied:
                self._ask_to_clear(brought)
            else:
                tell(self, _("读回手工评分"), told(brought))

        run_with_progress(self.context.workers, self, _("读回手工评分"), work, done)

    def _cleared(self, _nothing: None) -> None:
        self.reload_wanted.emit()

    def _ask_to_clear(self, brought: HandBack) -> None:
        """Tell what was brought, and ask what to do with what stands empty in the workbook."""
        text = f"{told(brought)}\n\n{told_emptied(brought.emptied)}"

        def work(job: Job) -> None:
            job.report(0, 0, _("正在清除"))
            clear_emptied(self.context.desk, brought.emptied)

        def clear() -> None:
            title = _("清除评分和备注")
            run_with_progress(self.context.workers, self, title, work, self._cleared)

        ask(self, _("读回手工评分"), text, _("清除这些"), clear, no=_("保留"))

    def _preview(
        self, make: Make, name: str, line_ids: frozenset[ScreeningLineId] | None = None
    ) -> None:
        if self.opened is not None:
            read = self._reader(line_ids)
            pdf = file_name(name, ".pdf")
            preview_long(self.context, self, lambda job: make(read(), job), pdf)

    def _save_pdf(self, make: Make, name: str) -> None:
        if self.opened is None:
            return
        path = self._ask_path(_("存为 PDF"), name, ".pdf", "PDF (*.pdf)")
        if path is None:
            return
        read = self._reader()

        def work(job: Job) -> None:
            from app.paper.output import write_pdf

            job.report(0, 0, _("正在排版…"))
            document, text = make(read(), job), _("正在写第 {n} 页")
            write_pdf(
                path,
                document,
                progress=lambda done, of: job.report(done, of, text.format(n=done)),
                cancelled=lambda: job.cancelled,
            )

        run_with_progress(
            self.context.workers, self, _("存为 PDF"), work, lambda _none: self._written(path)
        )

    def _reader(
        self, line_ids: frozenset[ScreeningLineId] | None = None
    ) -> Callable[[], PrintedScreening]:
        """Return what reads the screening to print, for a worker."""
        screening_id = 0 if self.opened is None else self.opened.head.id
        staff, db = self.context.staff, self.context.db
        own = None if staff is None or self.context.people() is None else staff.id
        imprint = Imprint("" if staff is None else staff.name, self.context.desk.now())

        def read() -> PrintedScreening:
            with db.read() as session:
                return printed_screening(
                    session, screening_id, imprint, manager_id=own, line_ids=line_ids
                )

        return read

    def _chosen(self) -> ScreeningLineId | None:
        place = self.client.findText(self.client.currentText())
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def _name(self, what: str) -> str:
        year = "" if self.opened is None else self.opened.head.year
        return _("{year}年终筛选{what}").format(year=year, what=what)

    def _ask_path(self, title: str, name: str, ending: str, kind: str) -> Path | None:
        chosen = ask_to_save(self.context.preferences, self, title, name + ending, kind)
        if not chosen:
            return None
        return Path(chosen if chosen.lower().endswith(ending) else chosen + ending)

    def _written(self, path: Path) -> None:
        self.context.navigator.told.emit(_("已存为 {file}").format(file=path))

    def _lay_out(self) -> None:
        self.client.setObjectName("sheetClient")
        self.client.setAccessibleName(_("客户"))
        self.client.setEditable(True)
        self.client.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (completer := self.client.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.client.setMinimumWidth(300)
        look, save = _("预览与打印…"), _("存为 PDF…")
        self._first = action_button("rankingPreview", look, "printer", self.preview_ranking)
        one = action_button("sheetPreview", look, "printer", self.preview_sheet)
        cards = (
            _card(
                _("排名表"),
                _("A4 横向，每页有表头，最后是签名栏。"),
                self._first,
                action_button("rankingPdf", save, "file-down", self.save_ranking),
            ),
            _card(
                _("客户评分表：全部"),
                _("每个客户一张：十二个月、五项指标的依据与得分、等级、签名。"),
                action_button("sheetsPreview", look, "printer", self.preview_sheets),
                action_button("sheetsPdf", save, "file-down", self.save_sheets),
            ),
            _card(_("客户评分表：一个客户"), _("输入名称或编号的一部分来选。"), self.client, one),
            _card(
                _("工作簿"),
                _("排名、月度、依据、规则四张表。可以在表中填手工评分和理由，再读回来。"),
                action_button("bookOut", _("导出工作簿…"), "file-spreadsheet", self.write_book),
                self._take_back,
            ),
        )
        self.body.addWidget(self._nameless)
        for card in cards:
            self.body.addWidget(card)
        self.body.addStretch(1)


def _ranking(printed: PrintedScreening, _job: Job) -> Document:
    from app.paper.ranking import ranking_document

    return ranking_document(printed)


def _sheets(printed: PrintedScreening, job: Job) -> Document:
    from app.paper.client_sheet import client_sheets

    text = _("正在排第 {n:,} 张评分表")
    return client_sheets(
        printed,
        progress=lambda done, of: job.report(done, of, text.format(n=done)),
        cancelled=lambda: job.cancelled,
    )


def _card(title: str, text: str, *parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(heading(title))
    words.addWidget(faint(text))
    row = QHBoxLayout(frame)
    row.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
    row.addLayout(words, 1)
    for part in parts:
        row.addWidget(part)
    return frame
