"""The inside of Word templates: fields are checked, labels numbered, documents joined.

Everything heavy is imported here; ``app.exchange.letters`` imports this late.
"""

import copy
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from typing_extensions import override

from app.domain.letters import FIELDS, Values
from app.errors import FileRefusedError
from app.i18n import _

NUMBERED = re.compile(r"^(.+)__\d+$")
FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
BEGINS_OF_MARKS = re.compile(r"\{[{%#]")
TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>")
MISWRITTEN = re.compile("[{｛]+ *(" + "|".join(map(re.escape, FIELDS)) + ") *[}｝]+")
FETCHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON)\b", re.IGNORECASE)
BEGINS = "{{"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class FieldsOnly(SandboxedEnvironment):
    """Refuses whatever is not the name of a known field; notes the fields it met.

    The same text is read once, however many letters are made of it.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.used: set[str] = set()
        self._read: dict[str, Template] = {}

    @override
    def from_string(self, source: Any, *args: Any, **more: Any) -> Template:
        if source not in self._read:
            self._read[source] = self._checked(source, *args, **more)
        return self._read[source]

    def _checked(self, source: str, *args: Any, **more: Any) -> Template:
        try:
            tree = self.parse(source)
        except TemplateSyntaxError as error:
            raise FileRefusedError(_not_understood()) from error
        for part in tree.body:
            _check_output(part)
        names = {node.name for node in tree.find_all(nodes.Name)}
        fields = {_plain(name) for name in names}
        if unknown := sorted(fields - set(FIELDS)):
            raise FileRefusedError(_unknown(unknown))
        self.used |= fields
        return super().from_string(source, *args, **more)


class Sheet(DocxTemplate):  # type: ignore[misc]  # it has no types
    """A template; with ``slots`` its cells are numbered, one label each.

    ``patched`` keeps what was made of each part, for the next letter.
    """

    def __init__(self, content: bytes, slots: int, patched: dict[str, str] | None = None) -> None:
        super().__init__(io.BytesIO(content))
        self._slots = slots
        self._patched = {} if patched is None else patched

    def patch_xml(self, src_xml: str) -> str:
        """Join the pieces Word split a field into; number the fields of labels.

        What is no field is refused before: the library understands more than we want, and takes
        minutes over what looks like its own marks.
        """
        if src_xml not in self._patched:
            check_marks(src_xml)
            patched: str = super().patch_xml(src_xml)
            self._patched[src_xml] = self._numbered(patched) if self._slots else patched
        return self._patched[src_xml]

    def _numbered(self, xml: str) -> str:
        """Number the fields of each label; what is empty is given those of the first."""
        tree = parse_xml(xml)
        cells = _cells(tree)
        if not cells:
            return xml
        pattern = [copy.deepcopy(part) for part in cells[0] if part.tag != qn("w:tcPr")]
        for number, cell in enumerate(cells):
            if BEGINS not in _text(cell):
                for part in [part for part in cell if part.tag != qn("w:tcPr")]:
                    cell.remove(part)
                cell.extend(copy.deepcopy(pattern))
            for text in cell.iter(qn("w:t")):
                text.text = FIELD.sub(rf"{{{{\g<1>__{number}}}}}", text.text or "")
        numbered: str = self.xml_to_string(tree)
        return numbered


class Filling:
    """Fills one template again and again. ``slots`` is 0 for letters."""

    def __init__(self, content: bytes, slots: int) -> None:
        self._content, self._slots = content, slots
        self._fields = FieldsOnly()
        self._patched: dict[str, str] = {}

    @property
    def used(self) -> set[str]:
        """The fields met so far."""
        return self._fields.used

    def fill(self, receivers: Sequence[Values]) -> Any:
        """Return the document for one receiver, or a sheet of labels for as many as it holds."""
        sheet = Sheet(self._content, self._slots, self._patched)
        values: dict[str, str] = dict(receivers[0])
        for number in range(self._slots):
            own = receivers[number] if number < len(receivers) else dict.fromkeys(FIELDS, "")
            values |= {f"{name}__{number}": text for name, text in own.items()}
        sheet.render({name: _visible(text) for name, text in values.items()}, self._fields)
        if len(receivers) < self._slots:
            cells = list(sheet.docx.element.iter(qn("w:tc")))
            _empty(cells[place] for place in self._places()[len(receivers) :])
        return sheet

    def _places(self) -> list[int]:
        """Return which of the template's cells are labels."""
        sheet = Sheet(self._content, self._slots)
        sheet.init_docx()
        labels = _cells(sheet.docx.element)
        return [n for n, cell in enumerate(sheet.docx.element.iter(qn("w:tc"))) if cell in labels]

    def has_fields_around(self) -> bool:
        """Tell whether a header or footer holds fields, which a joined file has but once."""
        sheet = Sheet(self._content, 0)
        sheet.init_docx()
        body = _text(sheet.docx.element.body)
        around = [_text(part) for part in _around(sheet.docx)]
        return any(BEGINS in text for text in around) and bool(body)


def _empty(cells: Iterable[Any]) -> None:
    """Leave nothing on labels that are for nobody, as the 收 that stands on each."""
    for cell in cells:
        for text in cell.iter(qn("w:t")):
            text.text = ""


def check_marks(src_xml: str) -> None:
    """Refuse a part in which anything but a known field stands in braces.

    Raises:
        FileRefusedError: And what it is.
    """
    if BEGINS_OF_MARKS.search(TEXT.sub("", src_xml)):
        raise FileRefusedError(_not_understood())
    tree = parse_xml(src_xml.encode())
    unknown: set[str] = set()
    for paragraph in tree.iter(qn("w:p")):
        text = _text(paragraph)
        rest = FIELD.sub("", text)
        if MARK.search(rest):
            raise FileRefusedError(_not_understood())
        if (wrong := MISWRITTEN.search(rest)) is not None:
            raise FileRefusedError(_miswritten(wrong))
        unknown |= set(FIELD.findall(text)) - set(FIELDS)
    if unknown:
        raise FileRefusedError(_unknown(sorted(unknown)))
    for code in tree.iter(qn("w:instrText")):
        if FETCHING.search(code.text or ""):
            raise FileRefusedError(_refers())


def refuse_links(relations: Iterable[bytes]) -> None:
    """Refuse a file that refers to other files; links to be clicked do no harm.

    Raises:
        FileRefusedError: It does.
    """
    for part in relations:
        for one in parse_xml(part).iter():
            outside = (one.get("TargetMode") or "").lower() == "external"
            if outside and not (one.get("Type") or "").endswith("/hyperlink"):
                raise FileRefusedError(_refers())


def slots_of(content: bytes) -> int:
    """Return how many labels a page holds: the cells with fields, and the empty ones like them."""
    sheet = Sheet(content, 0)
    sheet.init_docx()
    return len(_cells(parse_xml(sheet.patch_xml(sheet.get_xml()))))


def joined(sheets: Iterable[Any]) -> Any:
    """Return one document of many made from the same template, each on a page of its own."""
    whole: Any = None
    for sheet in sheets:
        if whole is None:
            whole = sheet
            continue
        body, parts = whole.docx.element.body, list(sheet.docx.element.body)
        parts = [part for part in parts if part.tag != qn("w:sectPr")]
        _break_before(body, parts[0])
        last = body.find(qn("w:sectPr"))
        for part in parts:
            if last is None:
                body.append(part)
            else:
                last.addprevious(part)
    if whole is not None:
        _number_drawings(whole.docx.element.body)
    return whole


def _number_drawings(body: Any) -> None:
    """Give each picture and text box a number of its own: Word may repair two that share one."""
    for number, drawing in enumerate(body.iter(qn("wp:docPr")), 1):
        drawing.set("id", str(number))


def _break_before(body: Any, first: Any) -> None:
    """Let the next document begin on a new page, without an empty paragraph of its own."""
    if first.tag == qn("w:p"):
        first.get_or_add_pPr().get_or_add_pageBreakBefore()
        return
    written = [part for part in body if part.tag != qn("w:sectPr")]
    end = written[-1]
    if end.tag != qn("w:p"):
        end = parse_xml(f'<w:p xmlns:w="{SPACE}"/>')
        written[-1].addnext(end)
    end.append(parse_xml(f'<w:r xmlns:w="{SPACE}"><w:br w:type="page"/></w:r>'))


def _cells(tree: Any) -> list[Any]:
    """Return the labels: of the first table with fields, its cells with fields or like them."""
    for table in tree.iter(qn("w:tbl")):
        cells = [cell for cell in table.iter(qn("w:tc")) if cell.find(f".//{qn('w:tc')}") is None]
        pattern = next((cell for cell in cells if BEGINS in _text(cell)), None)
        if pattern is not None:
            width = _width(pattern)
            return [
                cell
                for cell in cells
                if BEGINS in _text(cell) or (not _text(cell).strip() and _width(cell) == width)
            ]
    return []


def _width(cell: Any) -> str | None:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return None if found is None else found.get(qn("w:w"))


def _text(part: Any) -> str:
    return "".join(text.text or "" for text in part.iter(qn("w:t")))


def _around(document: Document) -> list[Any]:
    found: list[Any] = []
    for section in document.sections:
        sides = (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        )
        found += [side._element for side in sides if not side.is_linked_to_previous]  # noqa: SLF001 - python-docx shows no text of text boxes
    return found


def _check_output(part: nodes.Node) -> None:
    """Allow text and the names of fields, nothing that computes, loops or calls."""
    plain = (nodes.TemplateData, nodes.Name)
    if not isinstance(part, nodes.Output) or not all(isinstance(n, plain) for n in part.nodes):
        raise FileRefusedError(_not_understood())


def _plain(name: str) -> str:
    found = NUMBERED.match(name)
    return found.group(1) if found else name


def _visible(text: str) -> str:
    """Return a text as Word can hold it."""
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def _unknown(names: Sequence[str]) -> str:
    told = _("模板里有不认识的字段：{names}。可以用的字段有：{known}。")
    shown = "、".join(f"{{{{{name}}}}}" for name in names[:5])
    return told.format(names=shown, known="、".join(FIELDS))


def _miswritten(found: re.Match[str]) -> str:
    told = _("“{text}”不是字段：要用英文的两个大括号，写成 {field}。")
    return told.format(text=found.group(0), field="{{" + found.group(1) + "}}")


def _refers() -> str:
    return _("这个文件引用了别处的文件（如链接的图片或模板）。请把图片嵌入文件再装入。")


def _not_understood() -> str:
    told = _("模板里只能放字段，如 {field}，不能有计算、判断和循环。可以用的字段有：{known}。")
    return told.format(field="{{" + _("客户名称") + "}}", known="、".join(FIELDS))
