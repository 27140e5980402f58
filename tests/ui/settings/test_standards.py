"""设置 · 服务标准."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from sqlalchemy import update

from app.domain.types import Scale, Severity, StandardKind
from app.models import ServiceStandard
from app.queries.severity_times import severity_times
from app.queries.standards import service_standards, standard_as_stored
from app.ui.settings.standards import StandardsSettings


@pytest.fixture
def page(qtbot, context):
    made = StandardsSettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def stored(context, code="A"):
    with context.db.read() as session:
        return standard_as_stored(session, StandardKind.GRADE, code)


def edit(page):
    page.table.choose_row(0)
    page.findChild(QPushButton, "editStandard").click()
    return page.window().findChild(object, "standardDialog")


def errors(dialog):
    return [one.text() for one in dialog.findChildren(QLabel, "error") if one.isVisible()]


def test_a_standard_is_edited_and_what_is_wrong_is_told(page, context):
    dialog = edit(page)
    dialog.form.editor("contact_days").setText("0")
    dialog.findChild(QPushButton, "save").click()
    assert errors(dialog) == ["请填写 1 到 3650 之间的整数，不要求就留空。"]
    dialog.form.editor("contact_days").setText("７")
    dialog.form.editor("visit_days").setText("")
    dialog.findChild(QPushButton, "save").click()
    assert (stored(context)[0].contact_days, stored(context)[0].visit_days) == (7, None)


def test_one_changed_meanwhile_can_be_loaded_again(page, context):
    dialog = edit(page)
    with context.desk.write() as session:
        session.execute(update(ServiceStandard).values(version=ServiceStandard.version + 1))
    dialog.form.editor("contact_days").setText("9")
    dialog.findChild(QPushButton, "save").click()
    assert stored(context)[0].contact_days == 14
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "重新载入").click()
    dialog.form.editor("contact_days").setText("9")
    dialog.findChild(QPushButton, "save").click()
    assert stored(context)[0].contact_days == 9


def test_major_and_ordinary_clients_have_a_strategy_of_their_own(page, context):
    page.table.selectRow(7)
    page.findChild(QPushButton, "editStandard").click()
    dialog = page.window().findChild(object, "standardDialog")
    assert dialog.findChild(QLineEdit, "contact_days") is None, "nothing but the strategy"
    assert dialog.form.editor("strategy").toPlainText().startswith("由关系经理")
    dialog.form.editor("strategy").setPlainText("总监每季拜访")
    dialog.findChild(QPushButton, "save").click()
    assert page.model.index(7, 0).data() == "大客户"
    with context.db.read() as session:
        standards = service_standards(session)
        kept = standard_as_stored(session, StandardKind.SCALE, "major")
    assert standards.of_scale(Scale.MAJOR).strategy == "总监每季拜访"
    assert (kept[0].strategy, kept[1]) == ("总监每季拜访", 1)


def test_the_times_of_problems_are_edited(page, context):
    page.findChild(QPushButton, "severityTimes").click()
    dialog = page.window().findChild(object, "timesDialog")
    dialog.form.editor("urgent_answer").setText("1")
    dialog.findChild(QPushButton, "save").click()
    with context.db.read() as session:
        assert severity_times(session)[Severity.URGENT].answer_hours == 1


def test_the_list_is_searched(page):
    assert page.findChild(QLabel, "count").text().startswith("共 9 项")
    page.search.setText("老客户")
    assert page.findChild(QLabel, "count").text().startswith("共 1 项")
