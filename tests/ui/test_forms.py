"""Forms and the window around them: nothing typed is lost, wrong input is told in its place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from app.domain.types import ClientKind, Post
from app.errors import ConflictError, InvalidInputError, StorageError
from app.ui.dialogs import DraftDialog
from app.ui.fields import check, choice, day, long_text, money, pick, text, whole_number
from app.ui.forms import DraftForm, Section


@dataclass(frozen=True, slots=True)
class Draft:
    name: str = ""
    notes: str = ""
    kind: ClientKind | None = None
    post: Post = Post.OFFICER
    limit: Decimal | None = None
    nights: int | None = None
    signed_on: date | None = None
    major: bool = False
    manager: int | None = 7


FIELDS = (
    text("name", "名称", max_length=10, required=True),
    choice("kind", "类别", ClientKind, optional=True),
    choice("post", "职务", Post),
    money("limit", "信用额度"),
    whole_number("nights", "房夜"),
    day("signed_on", "签订日期"),
    check("major", "大客户", "是大客户"),
    pick("manager", "客户经理", lambda: [(None, ""), (1, "陈样")]),
    long_text("notes", "备注"),
)


@pytest.fixture
def form(qtbot):
    made = DraftForm([Section("基本", FIELDS[:5]), Section("", FIELDS[5:])], Draft())
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_shown_is_what_was_given(form):
    full = Draft(
        "名", "两行\n备注", ClientKind.AGENCY, Post.SENIOR, Decimal("21474836.48"), 3,
        date(2026, 2, 28), True, 1,
    )  # fmt: skip
    form.load(full)
    assert form.draft() == full
    assert not form.is_dirty()
    assert form.editor("limit").text() == "21,474,836.48"


def test_a_value_no_longer_offered_is_kept(form):
    assert form.draft().manager == 7
    form.load(Draft(manager=None))
    assert form.draft().manager is None


def test_people_type_as_they_like(form):
    form.editor("limit").setText("１００，０００元")
    form.editor("signed_on").setText("2026.2.8")
    form.editor("nights").setText("1,200")
    form.editor("name").setText("  甲 ")
    draft = form.draft()
    assert (draft.limit, draft.signed_on) == (Decimal(100_000), date(2026, 2, 8))
    assert (draft.nights, draft.name) == (1200, "甲")


def test_a_text_that_cannot_be_read_stays_and_is_told_in_its_place(form):
    form.editor("limit").setText("很多")
    form.editor("signed_on").setText("2026-13-45")
    assert form.is_dirty()
    with pytest.raises(InvalidInputError) as wrong:
        form.draft()
    assert set(wrong.value.fields) == {"limit", "signed_on"}
    form.show_errors(wrong.value.fields)
    shown = [label.text() for label in form.findChildren(QLabel, "error") if label.isVisible()]
    assert shown == list(wrong.value.fields.values())
    assert form.editor("limit").hasFocus()
    assert form.editor("limit").property("wrong")
    form.show_errors({})
    assert not form.editor("limit").property("wrong")
    assert form.editor("limit").text() == "很多"


def test_a_wrong_field_is_red_until_it_is_edited(form):
    form.show_errors({"limit": "不是金额。", "name": "请填名称。"})
    form.editor("limit").setText("50000")
    assert not form.editor("limit").property("wrong")
    told = [label for label in form.findChildren(QLabel, "error") if label.isVisible()]
    assert [label.text() for label in told] == ["请填名称。"]
    assert form.editor("name").property("wrong")


def test_every_editor_is_named_for_those_who_cannot_see_it(form):
    for name, label in (("name", "名称"), ("notes", "备注"), ("major", "大客户")):
        assert form.editor(name).accessibleName() == label


def test_a_day_can_be_picked_from_a_calendar(qtbot, form):
    editor = form.editor("signed_on")
    editor.setText("2026-03-01")
    editor.actions()[0].trigger()
    menu = editor.findChild(QMenu)
    calendar = menu.findChild(QCalendarWidget)
    assert calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2026-03-01"
    calendar.clicked.emit(calendar.selectedDate().addDays(7))
    assert editor.text() == "2026-03-08"
    editor.setText("坏")
    editor.actions()[0].trigger()


def test_a_long_text_beyond_all_measure_is_told_and_kept():
    field = long_text("notes", "备注")
    editor = field.make()
    field.write(editor, "长" * 100_001)
    with pytest.raises(ValueError, match="有 100,001 个字，最多 100,000 个字"):
        field.read(editor)
    assert len(editor.toPlainText()) == 100_001
    field.write(editor, " 好\u202e的 ")
    assert field.read(editor) == "好的"


def test_a_text_too_long_to_be_saved_comes_back_with_what_was_typed(form):
    long = "长" * 100_001
    form.editor("notes").setPlainText(long)
    form.editor("limit").setText("很多")
    typed = form.typed()
    form.load(Draft())
    form.type_again(typed)
    assert form.editor("notes").toPlainText() == long
    assert form.editor("limit").text() == "很多"


def test_a_field_beside_one_with_an_error_stays_where_it_is(form):
    form.show()
    before = form.editor("kind").mapTo(form, QPoint(0, 0)).y()
    form.show_errors({"name": "太短。"})
    form.layout().activate()
    assert form.editor("kind").mapTo(form, QPoint(0, 0)).y() == before


class Dialog(DraftDialog[Draft]):
    def __init__(self, answers):
        super().__init__("客户", [Section("", FIELDS)], Draft(name="原"))
        self.answers, self.saved, self.now = answers, [], Draft(name="新")

    def save(self, draft):
        if self.answers:
            raise self.answers.pop(0)
        self.saved.append(draft)

    def reload(self):
        return self.now


@pytest.fixture
def dialog(qtbot):
    made = []

    def make(*answers):
        opened = Dialog(list(answers))
        qtbot.addWidget(opened, before_close_func=lambda d: d.form.load(d.form.draft()))
        opened.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        opened.show()
        with qtbot.waitActive(opened):
            opened.activateWindow()
        made.append(opened)
        return opened

    return make


def banner(opened):
    label = opened.findChild(QLabel, "banner")
    return label.text() if label.isVisible() else ""


def save(opened):
    opened.findChild(QPushButton, "save").click()


def test_ctrl_s_saves_once_and_closes(qtbot, dialog):
    opened = dialog()
    opened.form.editor("name").setText("甲")
    qtbot.keyClick(opened, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert opened.saved == [Draft(name="甲")]
    assert not opened.isVisible()
    opened.accept()
    assert len(opened.saved) == 1, "a double click saves once"


def test_what_is_typed_at_once_goes_into_the_first_field(dialog):
    opened = dialog()
    assert QApplication.focusWidget() is opened.form.editor("name")


def test_enter_in_a_field_saves_also_after_the_cursor_was_on_cancel(qtbot, dialog):
    opened = dialog()
    field = opened.form.editor("name")
    field.setText("甲")
    for button in opened.findChildren(QPushButton):
        button.setFocus()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened.saved == [Draft(name="甲")]


def test_what_is_wrong_is_in_sight_in_a_small_window(qtbot, dialog):
    opened = dialog(InvalidInputError({"notes": "请写明原因。"}))
    opened.resize(400, 200)
    opened.accept()
    error = next(one for one in opened.form.findChildren(QLabel, "error") if one.text())
    qtbot.waitUntil(lambda: opened.area.viewport().rect().contains(place_in(opened.area, error)))


def place_in(area, label):
    return label.mapTo(area.viewport(), label.rect().bottomLeft())


def test_a_window_is_no_larger_than_the_screen(dialog):
    opened = dialog()
    opened.hide()
    opened.resize(5000, 5000)
    opened.show()
    room = opened.screen().availableSize()
    assert opened.width() < room.width()
    assert opened.height() < room.height()


def test_a_refusal_stays_open_with_everything_typed(dialog):
    opened = dialog(InvalidInputError({"name": "太短。", "elsewhere": "还有一处。"}))
    opened.form.editor("notes").setPlainText("写了很多")
    save(opened)
    assert opened.isVisible()
    assert banner(opened) == "还有一处。"
    assert opened.form.editor("notes").toPlainText() == "写了很多"
    save(opened)
    assert opened.saved


def test_a_failing_disk_is_told_and_the_same_form_saves_later(dialog):
    opened = dialog(StorageError("磁盘已满。"))
    save(opened)
    assert banner(opened) == "磁盘已满。填写的内容还在。"
    save(opened)
    assert opened.saved


def test_a_record_changed_elsewhere_can_be_loaded_again(dialog):
    opened = dialog(ConflictError(), ConflictError())
    save(opened)
    assert "别处" in banner(opened)
    reload = next(b for b in opened.findChildren(QPushButton) if b.text() == "重新载入")
    reload.click()
    assert opened.form.editor("name").text() == "新"
    assert banner(opened) == ""
    opened.now = None
    save(opened)
    reload.click()
    assert banner(opened) == "这条记录已被删除。"


def test_esc_asks_only_when_something_was_typed(qtbot, dialog):
    opened = dialog()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    opened = dialog()
    opened.form.editor("name").setText("甲")
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    box = opened.findChild(QMessageBox, "unsaved")
    assert opened.isVisible()
    next(b for b in box.buttons() if b.text() == "不保存").click()
    assert not opened.isVisible()
    assert opened.saved == []


@pytest.mark.parametrize("typed", ["3-8", "03.08", "3月8日"])
def test_a_day_without_year_is_this_years(form, typed):
    form.editor("signed_on").setText(typed)
    signed_on = form.draft().signed_on
    assert (signed_on.month, signed_on.day) == (3, 8)
    form.editor("signed_on").setText("13-45")
    with pytest.raises(InvalidInputError) as wrong:
        form.draft()
    assert wrong.value.fields["signed_on"] == "“13-45”不是日期，请写成 2026-11-28 或 11-28。"


def test_a_day_that_is_left_is_shown_as_it_was_understood(qtbot, form):
    with qtbot.waitActive(form):
        form.activateWindow()
    editor = form.editor("signed_on")
    for typed, shown in (
        ("3-8", f"{date.today().year}-03-08"),  # noqa: DTZ011 - the year of this PC, as typed
        ("2026.1.5", "2026-01-05"),
        ("13-45", "13-45"),
        ("", ""),
    ):
        editor.setFocus()
        editor.clear()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert editor.text() == shown


def test_each_kind_of_field_has_its_own_editor(form):
    assert isinstance(form.editor("name"), QLineEdit)
    assert isinstance(form.editor("kind"), QComboBox)
    assert isinstance(form.editor("major"), QCheckBox)
    assert isinstance(form.editor("notes"), QPlainTextEdit)


def test_an_over_long_paste_is_told_and_not_cut(qapp, form):
    editor = form.editor("name")
    qapp.clipboard().setText("名" * 9 + "😀" * 40_000)
    editor.paste()
    assert len(editor.text().replace("😀", "x")) == 40_009
    with pytest.raises(InvalidInputError) as wrong:
        form.draft()
    assert "40,009" in wrong.value.fields["name"]
    assert "最多 10 个字" in wrong.value.fields["name"]


def test_what_cannot_be_seen_is_not_kept(qapp, form):
    qapp.clipboard().setText("\x00甲\x01\t乙\n丙\u200b")
    form.editor("name").paste()
    form.editor("notes").paste()
    draft = form.draft()
    assert (draft.name, draft.notes) == ("甲 乙 丙", "甲\t乙\n丙")
    form.editor("notes").setPlainText("长" * 40_000)
    assert len(form.draft().notes) == 40_000


def test_a_choice_is_read_as_the_member_it_is(qtbot):
    field = choice("kind", "类别", ClientKind, optional=True)
    editor = field.make()
    qtbot.addWidget(editor)
    for value in (ClientKind.AGENCY, None):
        field.write(editor, value)
        assert field.read(editor) is value
