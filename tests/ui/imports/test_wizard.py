"""A clerk takes the office's own files in."""

import csv

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTabWidget,
)

from app.queries.clients.filters import ClientFilter
from app.queries.clients.order import client_ids
from app.ui.imports.mapping import FILLS
from app.ui.imports.page import ImportsPage
from app.ui.imports.wizard import COLUMNS, DONE, PREVIEW, ImportWizard
from tests.conftest import TODAY


def write_clients(path, rows, heading=("客户编号", "客户名称", "联系人", "手机", "信用额度")):
    book = openpyxl.Workbook()
    book.active.append(["客户一览表"])
    book.active.append(list(heading))
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def clients_file(tmp_path):
    return write_clients(
        tmp_path / "客户.xlsx",
        [
            ["K1", "云溪恒昌机电有限公司", "单样", 13800000001, "100,000"],
            ["K2", "临江嘉信旅行社", "曾样", "13800000002", None],
            ["K3", "青屿商务有限公司", None, None, "很多"],
            ["K9", "云溪恒昌机电 有限公司", None, None, None],
        ],
    )


@pytest.fixture
def open_wizard(qtbot, context):
    def make(path):
        wizard = ImportWizard(context, str(path))
        qtbot.addWidget(wizard)
        wizard.show()
        return wizard

    return make


def press(wizard, name):
    wizard.findChild(QPushButton, name).click()


def wait_step(qtbot, wizard, step):
    qtbot.waitUntil(lambda: wizard._stack.currentIndex() == step)


def counts(wizard):
    label = next(w for w in wizard.findChildren(QLabel, "counts") if w.isVisibleTo(wizard))
    return label.text().replace("　·　", " ")


def clients(context):
    with context.db.read() as session:
        return len(client_ids(session, ClientFilter(), today=TODAY))


def test_a_file_goes_in_as_it_is_and_comes_out_again(qtbot, context, open_wizard, clients_file):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    assert wizard.findChild(QComboBox, "kind").currentText() == "客户档案"
    assert wizard.findChild(QSpinBox, "headingRow").value() == 2

    assert wizard.focusWidget().objectName() == "next", "Enter goes on"
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    assert wizard.focusWidget().objectName() == "next"
    assert counts(wizard) == "共 4 行 新增 3 更新 0 不变 0 退回 1"
    assert clients(context) == 0, "nothing is written before 导入"

    wizard.findChild(QCheckBox, "join").setChecked(True)
    qtbot.waitUntil(lambda: "并入已有客户 1" in counts(wizard))
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    assert wizard.focusWidget().objectName() == "close"
    assert counts(wizard) == "共 4 行 新增 2 更新 0 不变 0 并入已有客户 1 退回 1"
    assert clients(context) == 2

    press(wizard, "undo")
    qtbot.waitUntil(lambda: clients(context) == 0)
    qtbot.waitUntil(lambda: not wizard.findChild(QPushButton, "undo").isEnabled())
    press(wizard, "another")
    assert wizard.findChild(QPushButton, "choose").isVisible()


def test_choosing_stays_in_its_place(qtbot, open_wizard, clients_file):
    first = open_wizard("")
    place = first.findChild(QPushButton, "choose").mapTo(first, QPoint(0, 0))
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    wizard._again()
    wizard.resize(first.size())
    button = wizard.findChild(QPushButton, "choose")
    assert button.mapTo(wizard, QPoint(0, 0)) == place


def test_the_clerk_decides_row_by_row(qtbot, context, open_wizard, clients_file):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    likes = wizard.findChild(QTableWidget, "likes")
    assert likes.rowCount() == 1
    likes.cellWidget(0, 4).setChecked(True)
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    assert clients(context) == 2
    told = wizard._result.findChild(QTableWidget, "likes")
    assert not told.cellWidget(0, 4).isEnabled(), "what is done is only told"
    assert told.cellWidget(0, 4).text() == "已并入"


def test_what_the_clerk_decides_is_counted_at_once(qtbot, open_wizard, clients_file):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    wizard._preview.findChild(QTabWidget, "outcome").setCurrentIndex(1)
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    likes = wizard.findChild(QTableWidget, "likes")
    assert likes.item(0, 3).text().startswith("可以确定：")
    assert likes.rowHeight(0) > 2 * likes.fontMetrics().lineSpacing(), "a reason is read whole"
    likes.setFocus()
    likes.setCurrentCell(0, 1)
    assert counts(wizard).startswith("共 4 行 新增 3")
    qtbot.keyClick(likes, Qt.Key.Key_Space)
    assert counts(wizard) == "正在重新计算…"
    qtbot.waitUntil(lambda: "并入已有客户 1" in counts(wizard))
    assert wizard.findChild(QTableWidget, "likes") is likes
    assert likes.hasFocus(), "the next row can be decided"
    assert likes.cellWidget(0, 4).isChecked()
    likes.cellWidget(0, 4).click()
    qtbot.waitUntil(lambda: "新增 3" in counts(wizard))
    assert "并入" not in counts(wizard)


def test_what_was_ticked_for_one_file_is_not_for_the_next(
    qtbot, context, open_wizard, clients_file
):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    wizard.findChild(QCheckBox, "join").setChecked(True)
    qtbot.waitUntil(lambda: "并入已有客户 1" in counts(wizard))
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    other = clients_file.with_name("b.xlsx")
    write_clients(other, [["K8", "澜川百货有限公司"]], ("客户编号", "客户名称"))
    press(wizard, "another")
    wizard.read(other)
    wait_step(qtbot, wizard, COLUMNS)
    assert not wizard.findChild(QCheckBox, "join").isChecked()
    assert wizard.findChild(QComboBox, "sheet").currentText() == "Sheet（3 行）"


def test_a_preview_that_was_cancelled_leaves_the_ticks_as_the_counts_are(
    qtbot, open_wizard, clients_file
):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    wizard.findChild(QCheckBox, "join").setChecked(True)
    wizard.findChildren(QDialog, "progress")[-1].reject()
    qtbot.waitUntil(lambda: wizard.findChild(QMessageBox) is not None)
    assert not wizard.findChild(QCheckBox, "join").isChecked()
    assert "新增 3" in counts(wizard)


def test_a_file_without_questions_says_so(qtbot, open_wizard, tmp_path):
    path = tmp_path / "收款.csv"
    path.write_text("收款日期,客户名称,金额\n2016-1-5,无此公司,5\n", encoding="utf-8")
    wizard = open_wizard(path)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    open_missing = wizard.findChild(QCheckBox, "openMissing")
    nothing = wizard._preview.findChild(QLabel, "nothing")
    assert open_missing.isVisible()
    assert not nothing.isVisible()
    open_missing.setChecked(True)
    qtbot.waitUntil(lambda: "新增 1" in counts(wizard))
    assert nothing.text() == "每一行都可以导入，没有要您决定的。按“导入”写入。"
    assert open_missing.isVisible(), "it can be taken back"


def test_a_row_kept_apart_is_not_called_joined(qtbot, open_wizard, clients_file):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    told = wizard._result.findChild(QTableWidget, "likes")
    assert told.cellWidget(0, 4).text() == "分开保留"


def test_columns_can_be_chosen_and_are_remembered(qtbot, context, open_wizard, tmp_path):
    path = write_clients(tmp_path / "a.xlsx", [["K1", "临江嘉信旅行社"]], ("甲", "乙"))
    wizard = open_wizard(path)
    wait_step(qtbot, wizard, COLUMNS)
    assert not wizard.findChild(QPushButton, "next").isEnabled()
    assert wizard.focusWidget().objectName() == "kind", "where there is something to choose"
    wizard.findChild(QComboBox, "kind").activated.emit(0)
    wizard.findChild(QSpinBox, "headingRow").setValue(2)
    table = wizard.findChild(QTableWidget, "columns")
    assert [table.item(row, 0).text() for row in range(2)] == ["甲", "乙"]
    missing = "还缺：客户名称。请各选一列。"
    assert missing in [label.text() for label in wizard.findChildren(QLabel)]
    for row, name in ((0, "name"), (1, "name")):
        box = table.cellWidget(row, FILLS)
        box.setCurrentIndex(box.findData(name))
    assert not wizard.findChild(QPushButton, "next").isEnabled(), "one field, two columns"
    box = table.cellWidget(0, FILLS)
    box.setCurrentIndex(box.findData("code"))
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    told = []
    context.db.on_commit(lambda commit: told.append(commit.summary))
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    assert clients(context) == 1
    assert told[0] == "已记住这种表格的列"
    assert "新增 1" in told[-1], "what the status bar says in the end"


def test_rejected_rows_come_back_as_a_workbook(
    qtbot, open_wizard, clients_file, tmp_path, monkeypatch
):
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    out = tmp_path / "退回"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))
    press(wizard, "rejects")
    sheet = openpyxl.load_workbook(out.with_suffix(".xlsx")).active
    rows = list(sheet.values)
    assert rows[0][-1] == "退回原因"
    assert rows[1][1] == "青屿商务有限公司"
    assert "信用额度" in rows[1][-1]


def test_a_file_that_cannot_be_read_is_told_and_another_can_be_chosen(qtbot, open_wizard, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    wizard = open_wizard(path)
    qtbot.waitUntil(lambda: wizard.findChild(QMessageBox) is not None)
    assert wizard.findChild(QMessageBox).text()
    assert wizard.findChild(QPushButton, "choose").isVisible()


def test_receipts_of_unknown_clients_can_open_files(qtbot, context, open_wizard, tmp_path):
    path = tmp_path / "收款.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(
            [["收款日期", "客户名称", "金额"], ["2025-03-01", "临江嘉信旅行社", "1,200.50"]]
        )
    wizard = open_wizard(path)
    wait_step(qtbot, wizard, COLUMNS)
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    assert "退回 1" in counts(wizard)
    assert not wizard.findChild(QPushButton, "next").isEnabled()
    wizard.findChild(QCheckBox, "openMissing").setChecked(True)
    qtbot.waitUntil(lambda: "退回 0" in counts(wizard))
    press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    assert clients(context) == 1


def test_the_import_just_done_is_the_one_chosen(qtbot, context, open_wizard, clients_file):
    page = ImportsPage(context)
    qtbot.addWidget(page)
    page.show()
    other = clients_file.with_name("b.xlsx")
    write_clients(other, [["K8", "澜川百货有限公司"]], ("客户编号", "客户名称"))
    for path in (clients_file, other):
        wizard = open_wizard(path)
        for step in (COLUMNS, PREVIEW):
            wait_step(qtbot, wizard, step)
            press(wizard, "next")
        wait_step(qtbot, wizard, DONE)
        chosen = page.table.currentIndex()
        assert chosen.siblingAtColumn(3).data() == path.name, "撤销这次导入 is about this one"


def test_the_page_lists_imports_and_takes_one_back(qtbot, context, open_wizard, clients_file):
    wizard = open_wizard(clients_file)
    for step in (COLUMNS, PREVIEW):
        wait_step(qtbot, wizard, step)
        press(wizard, "next")
    wait_step(qtbot, wizard, DONE)
    page = ImportsPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.model.rowCount() == 1
    page.search.setText("没有这个")
    assert page.model.rowCount() == 0
    page.search.clear()
    page.table.selectRow(0)
    page.findChild(QPushButton, "undoImport").click()
    box = page.window().findChild(QMessageBox)
    next(b for b in box.buttons() if b.text() == "撤销导入").click()
    qtbot.waitUntil(lambda: clients(context) == 0)
    qtbot.waitUntil(lambda: page.model.index(0, 2).data() == "已撤销")
    assert not page.findChild(QPushButton, "undoImport").isEnabled()
    qtbot.waitUntil(lambda: page.focusWidget() is page.table)
    page.findChild(QPushButton, "import").click()
    opened = page.window().findChild(ImportWizard)
    assert opened is not None
    qtbot.keyClick(opened, Qt.Key.Key_Escape)


def test_hidden_rows_come_in_unless_the_clerk_says_otherwise(qtbot, open_wizard, clients_file):
    book = openpyxl.load_workbook(clients_file)
    book.active.row_dimensions[3].hidden = True
    book.save(clients_file)
    wizard = open_wizard(clients_file)
    wait_step(qtbot, wizard, COLUMNS)
    notes, box = wizard.findChild(QLabel, "notes"), wizard.findChild(QCheckBox, "hidden")
    assert box.isVisible()
    assert "也导入（行号 3）" in notes.text()
    box.setChecked(False)
    assert "不导入（行号 3）" in notes.text()
    press(wizard, "next")
    wait_step(qtbot, wizard, PREVIEW)
    assert "共 3 行" in counts(wizard)
