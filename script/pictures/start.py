"""The first start, the sample, and taking a file in."""

from pathlib import Path

from openpyxl import Workbook

from app.services.sample import add_sample
from app.ui.imports.page import ImportsPage
from app.ui.imports.wizard import ImportWizard
from app.ui.welcome.wizard import WelcomeDialog
from script.pictures.stage import Stage

SUPERVISOR = "周启明"
LIST = """
编号|单位名称|客户类别|联系人|手机|客户经理|信用额度|账期|备注
YL015|澜川新程汽车销售服务有限公司|协议公司|冯一鸣|16000000150|唐小满|100,000|45天|账期放宽到 45 天
YL008|霁州百川旅行社有限公司|旅行社|||何家栋||30|
|霁州众合建设有限公司|协议公司|卫青禾|16000009001|沈若溪|50000|现结|
|泊云长风精密仪器有限公司|协议公司|蓝溪|16000009002|沈若溪|８０,０００|60|新签协议
|澜川听涛国际旅行社有限公司|旅行社|夏知秋|16000009003|何家栋||30天|
|望澜新区人才服务中心|机关|孟远|16000009004|周启明|||
|松屿望海酒业有限公司|协议公司|白露|16000009005|唐小满|五万左右|30|
||协议公司|柳成荫|16000009006|唐小满||30|名称漏填
合计|8 家
"""
"""A list as offices keep them: amounts as text, full-width digits, a totals row."""


def take(stage: Stage) -> None:
    """Welcome, then the sample office, then an import of a client list."""
    welcome = WelcomeDialog(stage.context)
    welcome.show()
    stage.shot("welcome", welcome)
    stage.close(welcome)
    add_sample(stage.context.desk)
    stage.sit_down(SUPERVISOR)
    _take_in(stage)


def _take_in(stage: Stage) -> None:
    wizard = ImportWizard(stage.context, "", stage.window)
    wizard.open()
    stage.shot("import-file", wizard)
    wizard.read(_client_list())
    stage.settle()
    stage.shot("import-columns", wizard)
    stage.press("next", wizard)
    stage.shot("import-preview", wizard)
    stage.press("next", wizard)
    stage.shot("import-done", wizard)
    stage.close(wizard)
    stage.page("imports", ImportsPage)
    stage.shot("imports")


def _client_list() -> Path:
    path = Path("2026年协议客户名单.xlsx")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "协议客户"
    sheet.append(["云溪大酒店 2026 年协议客户名单"])
    sheet.merge_cells("A1:I1")
    for row in LIST.strip().splitlines():
        sheet.append([cell or None for cell in row.split("|")])
    book.save(path)
    return path
