"""Whatever is wrong in a form is told at one saving, be it unreadable or against a rule."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.cases import CaseDraft
from app.domain.courtesies import CourtesyDraft
from app.domain.holidays import DayKind
from app.domain.receptions import ReceptionDraft
from app.domain.tasks import TaskDraft
from app.queries.working_days import HolidayRow
from app.ui.cases.dialog import CaseDialog
from app.ui.communications.entry import EntryDialog
from app.ui.courtesies.dialog import CourtesyDialog, ImportantDateDialog
from app.ui.key_accounts.reception_dialog import ReceptionDialog
from app.ui.settings.holidays import HolidayDialog
from app.ui.settings.standards import SeverityTimesDialog
from app.ui.task_dialog import TaskDialog
from tests.log import new_client


def errors(dialog):
    return {e.text() for e in dialog.form.findChildren(QLabel, "error") if not e.isHidden()}


def reception(context, _client, parent):
    return ReceptionDialog(context, ReceptionDraft(), parent)


def task(context, _client, parent):
    return TaskDialog(context, TaskDraft(), parent)


def case(context, _client, parent):
    return CaseDialog(context, (CaseDraft(), 0), None, parent)


def entry(context, _client, parent):
    return EntryDialog(context, None, parent)


def courtesy(context, _client, parent):
    return CourtesyDialog(context, CourtesyDraft(), parent)


def important_date(context, client, parent):
    return ImportantDateDialog(context, client, None, parent)


def holiday(context, _client, parent):
    monday = HolidayRow(1, date(2026, 3, 2), DayKind.WORKED, "", own=True)
    return HolidayDialog(context, monday, parent)


def times(context, _client, parent):
    return SeverityTimesDialog(context, parent)


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (
            reception,
            (
                {"arrives_on": "2026-02-30", "people": "0"},
                ["不是日期", "请填写 1 到", "请填写客人的姓名"],
            ),
        ),
        (task, ({"due_on": "2026-02-30"}, ["不是日期", "请选择客户", "请写明要做什么"])),
        (case, ({"received_on": "2026-02-30"}, ["不是日期", "请选择客户"])),
        (entry, ({"held_on": "2026-02-30"}, ["不是日期", "请选择客户"])),
        (
            courtesy,
            (
                {"given_on": "2099-01-01", "cost": "三百"},
                ["晚于今天", "不是金额", "请写明送了什么"],
            ),
        ),
        (holiday, ({"name": "假" * 41}, ["不用登记", "41"])),
        (times, ({"ordinary_answer": "-1", "ordinary_solve": "三天"}, ["之间", "整数"])),
    ],
)
def test_what_is_unreadable_hides_no_rule(qtbot, context, desk, made, wrong):
    typed, told = wrong
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = made(context, new_client(desk, "华东机械"), parent)
    for name, text in typed.items():
        editor = dialog.form.editor(name)
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        line.setText(text)
    dialog.accept()
    found = errors(dialog)
    assert [part for part in told if not any(part in error for error in found)] == [], found
