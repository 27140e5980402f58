"""The office's own fields in the client's form."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from app.domain.own_fields import OwnField, OwnKind
from app.queries.clients.card import client_draft
from app.services.own_fields import save_own_field, use_own_field
from app.ui.clients.dialog import ClientDialog
from tests.clients import new_client


@pytest.fixture
def dialog(context, desk, parent):
    for field in (
        OwnField(name="车牌"),
        OwnField(name="楼层", kind=OwnKind.NUMBER),
        OwnField(name="周年", kind=OwnKind.DAY),
        OwnField(name="级别", kind=OwnKind.CHOICE, choices=("金", "银")),
        OwnField(name="不用了"),
    ):
        save_own_field(desk, field)
    use_own_field(desk, "f5", active=False)
    client_id = new_client(desk, extra=(("f4", "铜"), ("f5", "旧")))
    made = ClientDialog.for_client(context, client_id, parent)
    made.show()
    return made


def held(dialog, desk):
    with desk.db.read() as session:
        return dict(client_draft(session, dialog.client_id)[0].extra)


def line(dialog, key):
    return dialog.findChild(QLineEdit, key)


def save(dialog):
    dialog.findChild(QPushButton, "save").click()


def test_own_fields_are_shown_edited_and_kept(dialog, desk):
    labels = [label.text() for label in dialog.form.editor("extra").findChildren(QLabel)]
    assert labels == ["车牌", "楼层", "周年", "级别"]
    assert not dialog.form.is_dirty()
    line(dialog, "f1").setText("粤B·123")
    assert dialog.form.is_dirty()
    line(dialog, "f2").setText("１2.50")
    line(dialog, "f3").setText("2026.11.8")
    save(dialog)
    assert held(dialog, desk) == {
        "f1": "粤B·123",
        "f2": "12.5",
        "f3": "2026-11-08",
        "f4": "铜",  # no longer offered, and kept until another is chosen
        "f5": "旧",
    }


def test_another_choice_takes_the_place_of_one_no_longer_offered(dialog, desk):
    box = dialog.findChild(QComboBox, "f4")
    assert [box.itemText(n) for n in range(box.count())] == ["", "金", "银", "铜"]
    box.setCurrentIndex(1)
    save(dialog)
    assert held(dialog, desk)["f4"] == "金"


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("f2", "三楼", "楼层：“三楼”不是数字。"),
        ("f3", "哪天", "周年：“哪天”不是日期，请写成 2026-11-28 或 11-28。"),
    ],
)
def test_a_wrong_text_stays_and_is_told(dialog, desk, key, typed, told):
    line(dialog, key).setText(typed)
    save(dialog)
    errors = [label.text() for label in dialog.form.findChildren(QLabel, "error")]
    assert told in errors
    assert line(dialog, key).text() == typed
    assert held(dialog, desk) == {"f4": "铜", "f5": "旧"}


def test_without_own_fields_the_form_has_none(context, desk, parent):
    dialog = ClientDialog.for_new(context, parent)
    assert dialog.findChild(QLabel, "extra") is None
    assert "extra" not in dialog.form._editors
