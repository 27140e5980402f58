"""The view 信函与标签: the office's Word templates, and which fields they may use."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLabel, QMenu, QWidget
from typing_extensions import override

from app.domain.letters import FIELDS, LONGEST_NAME, LetterTemplateRow
from app.domain.rights import Right
from app.domain.types import LetterKind
from app.errors import AppError, FileRefusedError
from app.exchange.letters import check_template, read_template
from app.exchange.writing import file_name
from app.i18n import _
from app.queries.letters import letter_templates, template_content
from app.services.letters import delete_template, keep_template, rename_template
from app.ui.context import Context
from app.ui.courtesies.letters_dialog import LettersDialog
from app.ui.detail import Detail, faint
from app.ui.dialogs import DraftDialog
from app.ui.fields import text
from app.ui.files import ask_to_open, ask_to_save
from app.ui.forms import Section
from app.ui.messages import show_error
from app.ui.pages import Empty, ListSpec
from app.ui.short_list import ShortList
from app.ui.small_list import NameDraft
from app.ui.tables import Column
from app.whole_files import whole_file

COLUMNS: Final[Sequence[Column[LetterTemplateRow]]] = (
    Column("name", _("模板"), lambda r: r.name, width=240, sortable=False),
    Column("kind", _("种类"), lambda r: r.kind.label, width=80, sortable=False),
    Column("file", _("文件"), lambda r: r.file_name, width=240, sortable=False),
)


class LettersView(ShortList[LetterTemplateRow]):
    """Keeps the templates, shows which fields each uses, and writes letters and labels."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="letterTemplates",
            title=_("信函与标签"),
            columns=COLUMNS,
            tables=frozenset({"letter_template"}),
            order=("name", False),
            counted=_("共 {n} 个模板"),
            search_hint=_("模板名称"),
            empty=Empty(
                _("还没有模板"),
                _(
                    "在 Word 里写好贺信或标签，要填的地方写 {field} 这样的字段，装进来就能"
                    "一次写给许多客户。可以先用自带的模板，另存出来照着改。"
                ).format(field="{{" + _("客户名称") + "}}"),
                (
                    (_("放入自带的模板"), self.add_samples, Right.SETTINGS),
                    (_("装入 Word 模板…"), lambda: self.load(LetterKind.LETTER), Right.SETTINGS),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self._add_actions()
        self.detail = Detail(context, "templateDetail", _("选中一个模板，这里显示它用了哪些字段。"))
        self.set_detail(self.detail, 380)
        self.table.opened.connect(lambda _id: self.write())

    @override
    def read_all(self) -> Sequence[LetterTemplateRow]:
        with self.context.db.read() as session:
            return letter_templates(session)

    @override
    def searched(self, row: LetterTemplateRow) -> str:
        return row.name

    def write(self) -> None:
        """Write to clients that are chosen in the window."""
        LettersDialog(self.context, (), self, template_id=self.table.current_id()).open()

    def load(self, kind: LetterKind) -> None:
        """Ask for a Word file and keep it as a template."""
        kinds = _("Word 文档 (*.docx)")
        chosen = ask_to_open(self.context.preferences, self, _("装入模板"), kinds)
        if chosen:
            self.take(Path(chosen), kind)

    def take(self, path: Path, kind: LetterKind) -> None:
        """Keep a Word file as a template, after it was checked."""
        try:
            content = read_template(path)
            check_template(content, kind)
            name = self._free_name(path.stem[:LONGEST_NAME])
            made = keep_template(
                self.context.desk, name, kind, file_name=path.name, content=content
            )
        except AppError as error:
            show_error(self, error)
            return
        self.table.go_to(made)

    def add_samples(self) -> None:
        """Keep the program's own letter and labels, to begin with."""
        from app.exchange.letter_samples import sample_labels, sample_letter

        for name, kind, content in (
            (_("节日贺信"), LetterKind.LETTER, sample_letter()),
            (_("地址标签（每页 24 张）"), LetterKind.LABEL, sample_labels()),
        ):
            own = self._free_name(name)
            keep_template(
                self.context.desk, own, kind, file_name=file_name(name, ".docx"), content=content
            )

    def rename(self) -> None:
        """Ask for another name of the template under the cursor."""
        if (row := self.current_row()) is not None:
            RenameDialog(self.context, row, self).open()

    def save_as(self) -> None:
        """Write the template under the cursor into a file, to be changed in Word."""
        row = self.current_row()
        if row is None:
            return
        with self.context.db.read() as session:
            content = template_content(session, row.id)
        chosen = ask_to_save(
            self.context.preferences, self, _("另存模板"), file_name(row.name, ".docx")
        )
        if not chosen or content is None:
            return
        path = Path(chosen if chosen.lower().endswith(".docx") else f"{chosen}.docx")
        try:
            with whole_file(path) as place:
                place.write_bytes(content)
        except AppError as error:
            show_error(self, error)
            return
        self.context.navigator.told.emit(_("已存为 {file}").format(file=path))

    def delete(self) -> None:
        """Delete the template under the cursor; it can be taken back."""
        row = self.current_row()
        if row is not None:
            delete_template(self.context.desk, row.id)

    def _free_name(self, name: str) -> str:
        with self.context.db.read() as session:
            taken = {row.name for row in letter_templates(session)}
        numbered = (f"{name} ({n})" for n in range(2, len(taken) + 3))
        return next(one for one in (name, *numbered) if one not in taken)

    def _add_actions(self) -> None:
        self.add_first_button(
            "writeLetters", _("写信"), "mail", self.write, "Ctrl+N", needs=Right.LOG
        )
        load = self.add_button(
            "loadTemplate", _("装入模板"), "file-up", lambda: None, needs=Right.SETTINGS
        )
        menu = QMenu(self)
        for name, label, kind in (
            ("loadLetter", _("信函模板…"), LetterKind.LETTER),
            ("loadLabel", _("标签模板…"), LetterKind.LABEL),
        ):
            action = menu.addAction(label, partial(self.load, kind))
            action.setObjectName(name)
        menu.addSeparator()
        menu.addAction(_("放入自带的模板"), self.add_samples).setObjectName("addSamples")
        load.setMenu(menu)
        self.add_row_action("writeChosen", _("写信…"), "mail", self.write, needs=Right.LOG)
        self.add_row_action(
            "renameTemplate", _("改名…"), "square-pen", self.rename, "F2", needs=Right.SETTINGS
        )
        self.add_row_action("saveTemplate", _("另存…"), "file-down", self.save_as, needs=Right.SEE)
        self.add_row_action(
            "deleteTemplate", _("删除"), "trash-2", self.delete, "Del", needs=Right.SETTINGS
        )

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.rows.get(record_id or 0)
        if row is None:
            self.detail.show_nothing()
            return
        with self.context.db.read() as session:
            content = template_content(session, row.id) or b""
        try:
            checked = check_template(content, row.kind)
            used = "、".join(checked.fields)
            slots = _("{n:,} 张").format(n=checked.slots) if row.kind is LetterKind.LABEL else ""
        except FileRefusedError as error:
            used, slots = str(error), ""
        lines = [(_("种类"), row.kind.label), (_("用到的字段"), used), (_("每页标签"), slots)]
        steps = [
            ("writeOne", _("写信"), "mail", self.write, Right.LOG),
            ("saveOne", _("另存"), "file-down", self.save_as, Right.SEE),
            ("renameOne", _("改名"), "square-pen", self.rename, Right.SETTINGS),
        ]
        self.detail.show_record(row.name, lines, steps, [_known_fields()])


class RenameDialog(DraftDialog[NameDraft]):
    """Asks for another name of a template."""

    def __init__(self, context: Context, row: LetterTemplateRow, parent: QWidget) -> None:
        asked = (text("name", _("名称"), max_length=LONGEST_NAME, required=True),)
        draft = NameDraft(row.name)
        super().__init__(_("模板改名"), [Section("", asked)], draft, parent, columns=1)
        self.setObjectName("renameTemplateDialog")
        self.setMinimumWidth(380)
        self._desk, self._template_id = context.desk, row.id

    @override
    def save(self, draft: NameDraft) -> None:
        rename_template(self._desk, self._template_id, draft.name)


def _known_fields() -> QLabel:
    """Return the fields a template may use, with what each becomes."""
    lines = [f"{{{{{name}}}}}　{what}" for name, what in FIELDS.items()]
    label = faint("\n".join((_("模板里可以写的字段："), *lines)))
    label.setObjectName("knownFields")
    return label
