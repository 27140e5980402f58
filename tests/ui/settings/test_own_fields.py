"""The settings of the office's own fields."""

import pytest
from PySide6.QtWidgets import QPushButton

from app.domain.own_fields import OwnField, OwnKind
from app.queries.own_fields import own_fields
from app.services.own_fields import save_own_field
from app.ui.settings.own_fields import OwnFieldDialog, OwnFieldsSettings


@pytest.fixture
def page(qtbot, context):
    made = OwnFieldsSettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def kept(context):
    with context.db.read() as session:
        return {field.name: field for field in own_fields(session)}


def click(page, name):
    page.findChild(QPushButton, name).click()


def test_fields_in_an_order_of_their_own_show_no_arrow(page):
    assert page.table.headings.sorted_by == -1


def test_a_field_is_added_and_changed(page, context):
    assert not page.findChild(QPushButton, "editOwnField").isEnabled()
    click(page, "addOwnField")
    dialog = page.findChild(OwnFieldDialog)
    dialog.form.load(OwnField(name="级别", kind=OwnKind.CHOICE))
    click(dialog, "save")
    assert dialog.isVisible()
    dialog.form.editor("choices").setText("金、银")
    click(dialog, "save")
    assert kept(context)["级别"].choices == ("金", "银")
    page.table.go_to(1)
    page.table.opened.emit(1)
    changed = next(one for one in page.findChildren(OwnFieldDialog) if one.isVisible())
    assert changed.windowTitle() == "修改自有字段"
    changed.form.editor("name").setText("卡别")
    click(changed, "save")
    assert list(kept(context)) == ["卡别"]


def test_fields_are_moved_and_taken_out_of_use(page, context):
    for name in ("甲", "乙"):
        save_own_field(context.desk, OwnField(name=name))
    page.table.go_to(2)
    click(page, "fieldUp")
    assert list(kept(context)) == ["乙", "甲"]
    assert page.table.current_id() == 2
    click(page, "fieldDown")
    assert list(kept(context)) == ["甲", "乙"]
    click(page, "toggleOwnField")
    assert not kept(context)["乙"].active
    assert page.findChild(QPushButton, "toggleOwnField").text() == "重新启用"
    click(page, "toggleOwnField")
    assert kept(context)["乙"].active
    page.search.setText("甲")
    assert page.model.rowCount() == 1


def test_nothing_happens_without_a_field(page):
    page._change()
    page._toggle()
    assert page.findChild(OwnFieldDialog) is None
