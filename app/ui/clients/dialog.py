"""The window in which a client file is opened or changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QWidget
from typing_extensions import override

from app.domain.clients import TEXT_LIMITS, ClientDraft, tags_from
from app.domain.clients_labels import CLIENT as LABELS
from app.domain.comparing import ClientName
from app.domain.rights import Right
from app.domain.standards import Granted, credit_excess
from app.domain.types import ClientId, ClientKind, StaffId, Standing
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.language.credit_code import looks_wrong
from app.queries.clients.card import client_draft
from app.queries.clients.choices import (
    ClientChoices,
    client_choices,
    clients_managed,
    next_client_code,
)
from app.queries.clients.service import client_service
from app.queries.duplicates import clients_like
from app.queries.standards import service_standards
from app.services.clients import add_client, change_client
from app.ui import fields
from app.ui.client_field import client
from app.ui.clients.own_fields import own_fields_field
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section
from app.ui.rights import lock_without, why_locked

MOST_LIKE = 3

RESERVED = {
    Right.REASSIGN: ("manager_id", "relationship_manager_id"),
    Right.GRADE: ("grade",),
    Right.KEY_ACCOUNTS: ("major",),
}
"""Fields that only some posts change."""


class ClientDialog(DraftDialog[ClientDraft]):
    """Edits a client file; what looks wrong but may be right is only warned of.

    Attributes:
        client_id: The file, once it is saved.
    """

    def __init__(
        self,
        context: Context,
        choices: ClientChoices,
        loaded: tuple[ClientDraft, int],
        client_id: ClientId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        draft, self.version = loaded
        title = _("新建客户") if client_id is None else _("修改客户 {name}").format(name=draft.name)
        super().__init__(title, _sections(context, choices), draft, parent)
        self._context, self.client_id = context, client_id
        self._looked_up = ""  # the name of which it was told which clients are like it
        self._warning = QLabel()
        self._warning.setObjectName("warning")
        self._warning.setProperty("role", "warning")
        self._warning.setWordWrap(True)
        self._warning.hide()
        self.body.insertWidget(self.body.count() - 1, self._warning)
        for name in ("name", "credit_code", "credit_limit"):
            self.form.editor_of(QLineEdit, name).editingFinished.connect(self._warn)
        self._standing = _standing(context, client_id)
        grade = self.form.editor_of(QComboBox, "grade")
        grade.currentIndexChanged.connect(lambda _row: self._warn())
        self._warn()
        self.resize(820, 660)
        self.form.editor("name").setFocus()
        for right, names in RESERVED.items():
            lock_without(context, right, *(self.form.editor(name) for name in names))
        self.keep_typed(context, "client", title=self._told, record_id=client_id)
        if client_id is not None:
            self.lock(why_locked(context, client_id))

    def _told(self) -> str:
        if self.client_id is not None:
            return self.windowTitle()  # it names the client
        return "　".join(filter(None, (self.windowTitle(), self._typed("name"))))

    @classmethod
    def for_new(cls, context: Context, parent: QWidget | None = None) -> "ClientDialog":
        """Make the window for a new file, with the next code and oneself as manager."""
        with context.db.read() as session:
            choices = client_choices(session)
        with context.db.read_whole() as session:
            code = next_client_code(session)
        mine = None if context.staff is None else context.staff.id
        return cls(context, choices, (ClientDraft(code=code, manager_id=mine), 0), None, parent)

    @classmethod
    def for_client(
        cls, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> "ClientDialog | None":
        """Make the window for a file; None when it is deleted."""
        with context.db.read() as session:
            choices, loaded = client_choices(session), client_draft(session, client_id)
        return None if loaded is None else cls(context, choices, loaded, client_id, parent)

    @override
    def problems(self, draft: ClientDraft) -> Mapping[str, str]:
        return draft.problems()

    @override
    def save(self, draft: ClientDraft) -> None:
        if self.client_id is None:
            self._tell_likeness_first(draft.name)
            self.client_id = add_client(self.saving_desk(), draft)
        else:
            change_client(self.saving_desk(), self.client_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[ClientDraft, int] | None:
        if self.client_id is None:
            return None
        with self._context.db.read() as session:
            return client_draft(session, self.client_id)

    def _tell_likeness_first(self, name: str) -> None:
        """Stop a save of which nobody could have read the warning: Ctrl+S right after the name."""
        if self._looked_up == name:
            return
        self._warn()
        self._looked_up = name
        if self._like():
            raise AppError(_("已有相似的客户，写在下面。不是同一家，再按一次保存。"))

    def _warn(self) -> None:
        if not self._save_button.underMouse():  # else it is about to be pressed
            self._looked_up = self._typed("name")
        texts = [*self._like(), *_code_warning(self._typed("credit_code")), *self._over_credit()]
        self._warning.setText("\n".join(texts))
        self._warning.setVisible(bool(texts))

    def _like(self) -> list[str]:
        name = self._typed("name")
        if self.client_id is not None or not name:
            return []
        asked = ClientName(id=0, name=name, credit_code=self._typed("credit_code"))
        with self._context.db.read_whole() as session:  # a colleague's client is found too
            pairs = clients_like(session, asked)[:MOST_LIKE]
            managers = clients_managed(session, [ClientId(pair.a) for pair in pairs])
        text = _("已有相似的客户：{name}（{why}），由{manager}负责")
        alone = _("已有相似的客户：{name}（{why}）")
        return [
            (text if managers[ClientId(p.a)][1] else alone).format(
                name=managers[ClientId(p.a)][0], why=p.why, manager=managers[ClientId(p.a)][1]
            )
            for p in pairs
        ]

    def _over_credit(self) -> list[str]:
        """Say that more credit is given than the service standard allows; it may be saved."""
        try:
            draft = self.form.draft()
        except InvalidInputError:
            return []
        with self._context.db.read() as session:
            standard = service_standards(session).of(draft.grade, self._standing)
        text = credit_excess(standard, Granted(draft.credit_limit))
        return [_("{text}；仍可保存。").format(text=text)] if text else []

    def _typed(self, name: str) -> str:
        return self.form.editor_of(QLineEdit, name).text().strip()


def _standing(context: Context, client_id: ClientId | None) -> Standing:
    """Return as what a client is served where it has no grade."""
    if client_id is None:
        return Standing.PROSPECT
    with context.db.read() as session:
        service = client_service(session, client_id, context.today())
    return Standing.PROSPECT if service is None else service.standing


def _code_warning(code: str) -> list[str]:
    return [_("统一社会信用代码看起来不对，请核对；仍可保存。")] if looks_wrong(code) else []


def _sections(context: Context, choices: ClientChoices) -> Sequence[Section]:
    staff: list[tuple[StaffId | None, str]] = [(None, "")]
    staff += [(member.id, member.name) for member in choices.staff]
    grades = [(None, _("（未评）")), *((grade, grade) for grade in choices.grades)]
    own = [own_fields_field(choices.own)] if any(one.active for one in choices.own) else []
    return (
        Section(
            _("基本资料"),
            (
                _text("code", required=True),
                fields.choice("kind", LABELS["kind"], ClientKind, optional=True),
                _text("name", wide=True, required=True),
                _text("short_name"),
                _text("english_name"),
                _suggested("segment", choices.segments),
                _suggested("industry", choices.industries),
                _suggested("source", choices.sources),
                _suggested("region", choices.regions),
                _text("credit_code"),
                client("parent_id", LABELS["parent_id"], context),
                _tags(),
            ),
        ),
        Section(
            _("联系方式"),
            (_text("telephones"), _text("website"), _text("address", wide=True)),
        ),
        Section(
            _("归属与等级"),
            (
                fields.pick("manager_id", LABELS["manager_id"], lambda: staff),
                fields.pick(
                    "relationship_manager_id", LABELS["relationship_manager_id"], lambda: staff
                ),
                fields.pick("grade", LABELS["grade"], lambda: grades),
                fields.check("major", LABELS["major"], _("大客户，按重点关系管理")),
            ),
        ),
        Section(
            _("信用与账期"),
            (
                fields.money("credit_limit", LABELS["credit_limit"]),
                fields.whole_number("terms_days", LABELS["terms_days"], hint=_("0 表示现结")),
                fields.whole_number("billing_day", LABELS["billing_day"], hint=_("每月几日结账")),
                fields.check("bad_debt", LABELS["bad_debt"], _("有收不回的账")),
            ),
        ),
        Section(
            _("潜力与备注"),
            (
                fields.whole_number("potential_room_nights", LABELS["potential_room_nights"]),
                _text("hotels_used"),
                fields.long_text("notes", LABELS["notes"]),
                *own,
            ),
        ),
    )


def _text(name: str, *, wide: bool = False, required: bool = False) -> Field[QLineEdit]:
    limit = TEXT_LIMITS[name]
    return fields.text(name, LABELS[name], max_length=limit, wide=wide, required=required)


def _suggested(name: str, values: Sequence[str]) -> Field[QLineEdit]:
    field = _text(name)

    def make() -> QLineEdit:
        editor = field.make()
        completer = QCompleter(list(values), editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        return editor

    return Field(field.name, field.label, make, field.read, field.write, field.changed)


def _tags() -> Field[QLineEdit]:
    """Edit tags in one line, separated by 、."""
    line = fields.text("tags", LABELS["tags"], max_length=300, hint=_("用、或空格分开"))
    return Field(
        "tags",
        line.label,
        line.make,
        lambda w: tags_from(line.read(w)),
        lambda w, tags: w.setText("、".join(tags)),
        line.changed,
    )
