"""忘记密码: what serves who forgot stands first, and nobody is told to ask themselves."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from app.domain.types import Post
from app.queries.sign_in_people import people_to_sign_in
from app.ui.sign_in.recovering import RecoverDialog
from tests.clients import new_staff
from tests.sign_in import with_sign_in

ASK = "登录后，在 设置 → 人员 里选您的名字"


@pytest.fixture
def told(context, qtbot):
    over = QWidget()
    qtbot.addWidget(over)

    def make(name):
        with context.db.read() as session:
            people = people_to_sign_in(session)
        asking = next((one for one in people if one.name == name), None)
        dialog = RecoverDialog(context, asking, over)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        return dialog, [text for text in texts if ASK in text]

    yield make
    over.close()


def test_the_only_one_in_charge_has_the_code_alone(context, told):
    with_sign_in(context.desk)
    new_staff(context.desk, "郑样")
    dialog, asked = told("周样")
    assert asked == []
    assert dialog.findChild(QLineEdit, "recoveryCode").isEnabled()


def test_one_of_two_in_charge_may_ask_the_other_and_is_chosen(context, told):
    new_staff(context.desk, "安样", Post.DIRECTOR)
    with_sign_in(context.desk)
    dialog, (asked,) = told("周样")
    assert asked.startswith("也可以请 安样 登录后")
    assert dialog.findChild(QComboBox, "who").currentText().startswith("周样")


@pytest.mark.parametrize("name", ["郑样", "没有的人"])
def test_anybody_else_asks_who_is_in_charge(context, told, name):
    new_staff(context.desk, "郑样")
    with_sign_in(context.desk)
    _dialog, (asked,) = told(name)
    assert asked.startswith("请 周样 登录后")
