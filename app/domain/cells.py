"""What offices write into cells: texts, amounts, counts, terms of payment, telephones.

Each function takes one cell as a workbook or a CSV file gives it and returns the value, or raises
``CellError`` with a sentence for the clerk. Emptiness is asked first, with ``is_empty``.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NoReturn

from app.domain.plain_text import clean
from app.domain.traditional import simplified
from app.i18n import _

Cell = str | float | bool | date | time | timedelta

FEN, ONE = Decimal("0.01"), Decimal(1)
MOST_MONEY = Decimal(10) ** 13
BIG_FLOAT = 1e12
"""Below it an amount is read without further thought."""
LONGEST_TERMS = 3650
LONG_TEXT = 100_000
"""Characters of notes: more than anybody writes, and no more than a window can show at once."""
FULL_CELL = 32_767
"""What a cell of a workbook holds, counted as Excel counts: in UTF-16 units."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOTHING = _words(
    "长期 长期有效 永久有效 "
    "- -- --- — —— / \\ . 无 暂无 没有 不详 未知 空 未填 待定 待补 n/a na none null nil tbd"
)
_EXCEL_ERRORS = _words(
    "#N/A #REF! #VALUE! #NAME? #DIV/0! #NUM! #NULL! #SPILL! #CALC! #GETTING_DATA #名称?"
)
_CURRENCY = re.compile(r"^(-?)(?:rmb|cny|人民币|¥)+")
_YUAN = re.compile(r"(?:rmb|cny|人民币|元整|圆整|元|圆|块)+$")
_FOREIGN = re.compile(r"[$€£]|us\$|hk\$|usd|hkd|eur|jpy|美[元金]|港[币元]|欧元|日[元圆]|英镑")
_RENMINBI = _words("人民币 人民币元 rmb cny 元 ¥ cn¥ 本币 本位币")
_TWO_WAYS = re.compile(r"[(-]?[1-9]\d{0,2}\.\d{3}\)?")
_POINT = re.compile(
    r"[(-]?(?:\d{4,}\.\d{3}|[\d,]+\.\d{1,2}|[\d,]+\.\d{4,}|\d+(?:,\d{3})+(?:\.\d+)?)\)?"
)
_AMOUNT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,2})?")
_SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(1000)}
_COUNT_UNITS = re.compile(r"(?:间夜|房夜|晚|天|日|间|夜|人次|人|位|个|次|nights?|rooms?|days?)$")
_SHORTENED = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_DASHES = str.maketrans("−–—－", "----")
_ONLY_DASHES = re.compile("[-−–—]+")
_NO_LETTER = re.compile(r"[\W_]+")
_TWO_LANGUAGES = re.compile(r"([a-z]{2,})([一-鿿]+)|([一-鿿]+)([a-z]{2,})")


class CellError(ValueError):
    """A cell cannot be understood; ``str(error)`` says why, in the office's words."""


class FormulaCell(str):
    """A formula that has no stored value; the text is the formula with its ``=``."""

    __slots__ = ()


def is_empty(cell: Cell) -> bool:
    """Tell whether nothing was written in the cell."""
    return cell == "" or (isinstance(cell, str) and not clean(cell))


def says_nothing(cell: Cell) -> bool:
    """Tell whether the cell is empty or holds a filler such as “—” or “无”.

    For numbers, dates and choices; a text column keeps such words.
    """
    return isinstance(cell, str) and (not cell or word(cell) in _NOTHING or is_empty(cell))


def is_dash(cell: Cell) -> bool:
    """Tell whether the cell holds the dash that accountants write for 0."""
    return isinstance(cell, str) and _ONLY_DASHES.fullmatch(word(cell)) is not None


def check_computed(cell: Cell) -> None:
    """Refuse what Excel could not, or did not, compute.

    Raises:
        CellError: The cell holds an Excel error or a formula without a value.
    """
    if not isinstance(cell, str):
        return
    if isinstance(cell, FormulaCell):
        raise CellError(_("公式还没有算出结果，请用 Excel 打开、保存后再导入。"))
    if cell[:1] == "#" and cell.strip().upper() in _EXCEL_ERRORS:
        raise CellError(_("是 Excel 的错误值，请在原表中改正。"))


def folded(text: str) -> str:
    """Return the text as it is compared: half-width, lower case, without spaces."""
    if text.isascii():
        return "".join(text.split()).lower()
    return "".join(unicodedata.normalize("NFKC", clean(text)).split()).lower()


def word(text: str) -> str:
    """Return the text as known words are compared: folded, in simplified characters."""
    return simplified(folded(text))


def both_languages(folded_word: str) -> tuple[str, str] | None:
    """Return the Chinese and the English of a word said in both: “Rate 單價”; else None."""
    if folded_word.isascii():
        return None
    if found := _TWO_LANGUAGES.fullmatch(_NO_LETTER.sub("", folded_word)):
        return found[2] or found[3], found[1] or found[4]
    return None


def shown(cell: Cell) -> str:
    """Return the cell as a person would read it."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if cell.second == 0 else "seconds")
    return str(cell)


def text(cell: Cell, most: int, *, lines: bool = False) -> str:
    """Return a text of at most ``most`` characters; line breaks stay only where ``lines``.

    Raises:
        CellError: The text is longer: it is never cut, because that would lose words unseen. Or
            it fills a cell of Excel and may have been cut before.
    """
    if type(cell) is str and cell.isprintable() and len(cell) <= most:
        _check_not_cut(cell)
        return cell.strip()
    found = shown(cell)
    if not lines and ("\n" in found or "\t" in found):
        found = " ".join(found.split())
    not_too_long(found, most)
    if type(cell) is str:
        _check_not_cut(cell)
    return found


def not_too_long(found: str, most: int) -> str:
    """Return the text.

    Raises:
        CellError: It is longer: it is never cut, because that would lose words unseen.
    """
    if len(found) > most:
        raise CellError(_("有 {n:,} 个字，最多 {most:,} 个字。").format(n=len(found), most=most))
    return found


def _check_not_cut(written: str) -> None:
    """Refuse what fills a cell to its limit: a longer text was cut there when it was written."""
    if FULL_CELL // 2 <= len(written) <= FULL_CELL:
        units = len(written.encode("utf-16-le", "surrogatepass")) // 2
        if FULL_CELL - 1 <= units <= FULL_CELL:
            raise CellError(
                _(
                    "正好写满 Excel 一格（{most} 字），后面的文字可能已被截掉，没有采用。"
                    "请在程序里修改，或在原表中缩短。"
                ).format(most=FULL_CELL)
            )


def _never() -> bool:
    return False


def money(cell: Cell, scale: Decimal = ONE, decimal_points: Callable[[], bool] = _never) -> Decimal:
    """Return an amount in yuan, exact to the fen.

    Reads “1,234.50”, “￥1,200”, “1200元”, “20万”, “(500.00)”, “500-” and full-width digits.

    Args:
        cell: As it stands.
        scale: What 1 is worth where the cell itself names no unit.
        decimal_points: Asked of “1.234” whether its point is one; else it may be a thousand.

    Raises:
        CellError: It is no amount, one of two, of other money, or larger than any hotel's.
    """
    if scale is ONE and type(cell) is float and -BIG_FLOAT < cell < BIG_FLOAT:
        return Decimal(repr(cell)).quantize(FEN, ROUND_HALF_UP)
    if isinstance(cell, bool) or not isinstance(cell, (float, int, str)):
        raise CellError(_("不是金额，请写数字，如 50000。"))
    if isinstance(cell, str) and _TWO_WAYS.fullmatch(word(cell)) and not decimal_points():
        raise CellError(_("分不清“.”是小数点还是千位分隔，请写成 1234.00 或 1.23 的样子。"))
    try:
        amount = _written_amount(cell, scale) if isinstance(cell, str) else _scaled(cell, scale)
    except InvalidOperation:
        raise CellError(_("不是金额，请写数字，如 50000。")) from None
    if not amount.is_finite():
        raise CellError(_("不是金额，请写数字，如 50000。"))
    if not -MOST_MONEY < amount < MOST_MONEY:
        raise CellError(_("金额太大。"))
    return amount.quantize(FEN, ROUND_HALF_UP)


def has_decimal_points(cells: Iterable[Cell]) -> bool:
    """Tell whether amounts of a column show that a point stands before fen: “1280.000”."""
    return any(isinstance(cell, str) and _POINT.fullmatch(word(cell)) for cell in cells)


def renminbi(cell: Cell) -> None:
    """Take a word for yuan, which says nothing more.

    Raises:
        CellError: It is other money.
    """
    if word(shown(cell)) not in _RENMINBI:
        refuse_foreign(shown(cell))


def refuse_foreign(money_name: str) -> NoReturn:
    """Refuse an amount of other money.

    Raises:
        CellError: Always.
    """
    told = _("{money} 不是人民币，请换算成人民币后再导入。")
    raise CellError(told.format(money=money_name))


def _scaled(number: float, scale: Decimal) -> Decimal:
    return Decimal(repr(number)) * scale


def _written_amount(text: str, scale: Decimal = ONE) -> Decimal:
    written = word(text).translate(_DASHES).lstrip("'")
    if other := _FOREIGN.search(written):
        refuse_foreign(other[0].upper())
    sign = 1
    if written[:1] == "(" and written[-1:] == ")":
        sign, written = -1, written[1:-1]
    elif written[-1:] == "-":
        sign, written = -1, written[:-1]
    written, named = _YUAN.subn("", _CURRENCY.sub(r"\1", written))
    own = _SCALES.get(written[-1:])
    if own is not None:
        written = written[:-1]
    if own is not None or named:
        scale = own or ONE
    if not _AMOUNT.fullmatch(written) or (sign < 0 and written[:1] == "-"):
        raise InvalidOperation  # (-500) may be meant either way
    return sign * scale * Decimal(written.replace(",", ""))


def whole(cell: Cell) -> int:
    """Return a count such as 3, “3.0”, “３晚” or “1,200”.

    Raises:
        CellError: It is no whole number.
    """
    number: float | Decimal
    if isinstance(cell, str):
        try:
            number = _written_amount(_COUNT_UNITS.sub("", word(cell)))
        except InvalidOperation:
            raise CellError(_("不是整数。")) from None
    elif isinstance(cell, (float, int)) and not isinstance(cell, bool):
        number = cell
    else:
        raise CellError(_("不是整数。"))
    if not math.isfinite(number) or number != int(number):
        raise CellError(_("不是整数。"))
    if not -(10**9) < number < 10**9:
        raise CellError(_("数字太大。"))
    return int(number)


def telephone(cell: Cell, most: int) -> str:
    """Return a telephone number as it is dialled, its extension kept.

    Raises:
        CellError: It is too long, or Excel shortened it to “1.38E+10” and digits are lost.
    """
    number = unicodedata.normalize("NFKC", shown(cell)).translate(_DASHES).lstrip("'")
    if lost := _SHORTENED.fullmatch(number):
        number = _unshortened(lost)
    elif number.endswith(".0") and number[:-2].isdigit():
        number = number[:-2]
    return text(number, most)


def _unshortened(written: re.Match[str]) -> str:
    first, rest, power = written[1], written[2] or "", int(written[3])
    if len(rest) < power:
        raise CellError(_("号码被 Excel 缩写，后面的数字已丢失，请在原表中改为完整号码。"))
    if rest[power:].strip("0"):
        raise CellError(_("不是电话号码。"))
    return first + rest[:power]


_CASH = _words(
    "现结 现付 现金 现收 前台现付 离店结 离店结清 离店付 预付 先付 预付款 即时 无账期 "
    "cash cod prepaid"
)
_TERMS = {"周结": 7, "半月结": 15, "月结": 30, "双月结": 60, "季结": 90, "季度结": 90}
_TERMS |= {"半年结": 180, "年结": 365}
_DAYS = re.compile(r"[^\d]{0,8}(\d{1,4})(?:天|日|days?|d)?(?:结清|结|内付清|内|付清)?")
_DAY_OF_MONTH = re.compile("次月|下月|每月|当月|隔月|号")
_MONTHS = re.compile(r"(?:月结|账期)?([\d一二两三四五六]{1,2})(?:个月|months?)(?:结)?")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def terms(cell: Cell) -> int:
    """Return the terms of payment in days: “月结30天” is 30, “现结” is 0.

    Raises:
        CellError: No number of days can be read in it.
    """
    if not isinstance(cell, str):
        return _sensible_terms(whole(cell))
    written = word(cell)
    if written in _CASH:
        return 0
    if written in _TERMS:
        return _TERMS[written]
    if months := _MONTHS.fullmatch(written):
        count = _NUMERALS.get(months[1]) or (int(months[1]) if months[1].isdigit() else 0)
        return _sensible_terms(30 * count)
    if not _DAY_OF_MONTH.search(written) and (days := _DAYS.fullmatch(written)):
        return _sensible_terms(int(days[1]))
    raise CellError(_("看不出账期是多少天，请写天数或“现结”。"))


def _sensible_terms(days: int) -> int:
    if not 0 <= days <= LONGEST_TERMS:
        raise CellError(_("账期应在 0 到 {n} 天之间。").format(n=LONGEST_TERMS))
    return days


_YES = _words("是 有 y yes true 1 √ ✓ ✔ 对 t")
_NO = _words("否 无 没有 n no false 0 × ✗ x f 不是")


def yes_or_no(cell: Cell) -> bool:
    """Return whether the cell says yes.

    Raises:
        CellError: It says neither yes nor no.
    """
    said = "1" if cell in (True, 1) else word(shown(cell))
    if said in _YES or said in _NO:
        return said in _YES
    raise CellError(_("应填“是”或“否”。"))
