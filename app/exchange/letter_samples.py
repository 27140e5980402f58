"""A letter and a sheet of labels for an office to begin with, made by the program itself."""

import io
from typing import Any

from app.i18n import _

LABEL_ROWS, LABEL_COLUMNS = 8, 3
FONT = "宋体"


def sample_letter() -> bytes:
    """Return a greeting letter as a Word file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = _with_font(Document(), 12)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    title = document.add_paragraph("{{酒店名称}}")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size, title.runs[0].font.bold = Pt(20), True
    title.paragraph_format.space_after = Pt(30)
    document.add_paragraph("{{客户名称}}")
    document.add_paragraph("{{称呼}}：")
    for text in (
        _("您好！值此佳期，谨代表{{酒店名称}}向您和贵公司全体同仁致以诚挚的问候。"),
        _(
            "感谢您一直以来的信任与支持。您的每一次光临，都是对我们最好的鼓励；您的每一条意见，我们都会认真改进。"
        ),
        _("今后有任何需要，请随时与您的客户经理{{客户经理}}联系，我们将尽心为您办好。"),
        _("祝您身体健康，事业顺利，阖家幸福！"),
    ):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(24)
        paragraph.paragraph_format.line_spacing = 1.6
    for text in ("{{酒店名称}}", "{{日期}}"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return _saved(document)


def sample_labels() -> bytes:
    """Return a sheet of address labels as a Word file: 24 to an A4 page."""
    from docx import Document
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
    from docx.shared import Cm, Pt

    document = _with_font(Document(), 9)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(0.4)
    section.left_margin = section.right_margin = Cm(0)
    table = document.add_table(LABEL_ROWS, LABEL_COLUMNS)
    table.autofit = False
    for row in table.rows:
        row.height, row.height_rule = Cm(3.55), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell in row.cells:
            cell.width = Cm(7)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].text = "{{地址}}"
            for text in ("{{客户名称}}", "{{联系人}}　{{职务}}　收"):
                cell.add_paragraph(text)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(3)
                paragraph.paragraph_format.left_indent = Cm(0.5)
    end = document.add_paragraph()
    end.paragraph_format.space_after = Pt(0)
    end.paragraph_format.line_spacing = Pt(1)
    return _saved(document)


def _with_font(document: Any, size: int) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    font = document.styles["Normal"].font
    font.name, font.size = FONT, Pt(size)
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FONT)
    return document


def _saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
