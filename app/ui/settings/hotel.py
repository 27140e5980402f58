"""The hotel's name and the head of its papers (policy P20)."""

from dataclasses import asdict, dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.exported import PolicyHead
from app.domain.settings import DEFAULT_NEW_MONTHS, LONGEST_TEXT, OfficeSettings
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.queries.office import office_settings
from app.services.office import save_office_settings
from app.ui.buttons import ActionButton
from app.ui.closing import EditedInPlace
from app.ui.context import Context
from app.ui.fields import day, text, whole_number
from app.ui.forms import DraftForm, Section
from app.ui.messages import show_error
from app.ui.theme import GAP


@dataclass(frozen=True, slots=True)
class HotelDraft:
    """The office's settings as one flat form shows them."""

    hotel_name: str = ""
    department: str = ""
    new_months: int | None = DEFAULT_NEW_MONTHS
    subordinate_hotel: str = ""
    serial: str = ""
    edition: str = ""
    submitted_to: str = ""
    copied_to: str = ""
    issued_by: str = ""
    approved_by: str = ""
    effective_on: date | None = None
    revised_on: date | None = None


SECTIONS = (
    Section(
        _("酒店"),
        (
            text("hotel_name", _("酒店名称"), max_length=LONGEST_TEXT, required=True),
            text("department", _("部门"), max_length=LONGEST_TEXT),
            whole_number("new_months", _("首次入住后几个月内算新客户"), required=True),
        ),
    ),
    Section(
        _("公文表头（印在各种表上）"),
        (
            text(
                "subordinate_hotel",
                _("属下酒店"),
                max_length=LONGEST_TEXT,
                hint=_("不填则用酒店名称"),
            ),
            text("serial", _("序号"), max_length=LONGEST_TEXT, hint="SG-SM-PP-SE028"),
            text("edition", _("版本号"), max_length=LONGEST_TEXT),
            text("submitted_to", _("呈送"), max_length=LONGEST_TEXT),
            text("copied_to", _("抄送"), max_length=LONGEST_TEXT),
            text("issued_by", _("签发人"), max_length=LONGEST_TEXT),
            text("approved_by", _("批准人"), max_length=LONGEST_TEXT),
            day("effective_on", _("生效日期")),
            day("revised_on", _("修订日期")),
        ),
    ),
)


class HotelSettings(EditedInPlace):
    """Edits the settings in place; 保存 is offered once something differs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hotelSettings")
        self._context = context
        self.form: DraftForm[HotelDraft] = DraftForm(SECTIONS, self._stored(), columns=3)
        self._save, self._revert = ActionButton(_("保存")), ActionButton(_("还原"))
        self._save.setObjectName("saveHotel")
        self._save.setProperty("role", "primary")
        self._lay_out()
        self.form.edited.connect(self._show_buttons)
        self._save.clicked.connect(self.save)
        self._revert.clicked.connect(self.revert)
        context.news.committed.connect(self._on_commit)
        self._show_buttons()

    @override
    def is_dirty(self) -> bool:
        return self.form.is_dirty()

    @override
    def save(self) -> None:
        try:
            draft = self.form.draft()
            save_office_settings(self._context.desk, _settings(draft))
        except InvalidInputError as error:
            self.form.show_errors(error.fields)
        except AppError as error:
            show_error(self.window(), error)
        else:
            self.form.load(draft)
            self._show_buttons()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it, not a field, has the cursor
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.addWidget(self.form)
        inner.addStretch(1)
        area.setWidget(holder)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._revert)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(area, 1)
        column.addLayout(row)

    def _stored(self) -> HotelDraft:
        with self._context.db.read() as session:
            settings = office_settings(session)
        return HotelDraft(
            hotel_name=settings.hotel_name,
            department=settings.department,
            new_months=settings.new_months,
            **asdict(settings.head),
        )

    @override
    def revert(self) -> None:
        self.form.load(self._stored())
        self._show_buttons()

    def _on_commit(self, commit: Commit) -> None:
        if "setting" in commit.tables and not self.form.is_dirty():
            self.revert()

    def _show_buttons(self) -> None:
        dirty = self.form.is_dirty()
        self._save.setEnabled(dirty)
        self._revert.setEnabled(dirty)


def _settings(draft: HotelDraft) -> OfficeSettings:
    own = asdict(draft)
    head = PolicyHead(**{name: own[name] for name in PolicyHead.__dataclass_fields__})
    return OfficeSettings(
        hotel_name=draft.hotel_name,
        department=draft.department,
        head=head,
        new_months=draft.new_months or 0,
    )
