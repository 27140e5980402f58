"""Names of companies as clerks type them: when do two mean the same client?"""

import re
import unicodedata
from dataclasses import dataclass

from app.domain.places import leading_place

SAME_FORMS = {
    "股份有限责任公司": "股份有限公司",
    "股份公司": "股份有限公司",
    "有限责任公司": "有限公司",
}
SAME_FORM = re.compile("|".join(SAME_FORMS))
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
BRACKETS = str.maketrans("【〔［〈《{[】〕］〉》}]", "(((((((" + ")))))))")
BRACKETED = re.compile(r"\(([^()]*)\)")
FORMER_NAME = re.compile("^(?:原名?|曾用名|前身)[:为是]?")
PARTNERSHIP = "(?:特殊)?(?:普通|有限)合伙"
LEGAL_FORM = re.compile(
    f"股份有限公司|有限公司|(?<![分子支])总?公司$|{PARTNERSHIP}(?:企业)?"
    "|股份(?:有限)?$|有限(?:责任)?$"
)
NOT_IN_KEYS = re.compile(r"[^\w&+]|_")
COUNTRY = re.compile(r"^(?:中华人民共和国|中国)\(?")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart.

    Attributes:
        places: The cities or provinces it names, in front or in brackets.
        core: What is left without places, legal form, brackets and punctuation; never empty where
            the name has a letter.
        form: Its legal form: 股份有限公司, 有限公司, 公司, 总公司, a partnership, or "";
            股份, 有限 and the like where the rest was left out.
    """

    places: frozenset[str]
    core: str
    form: str


def normalised(name: str) -> str:
    """Return the name as one office would type it: one width, case, bracket and legal form."""
    text = UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()
    # again: an accent may now stand behind a letter
    text = unicodedata.normalize("NFKC", text).translate(BRACKETS)
    return SAME_FORM.sub(lambda form: SAME_FORMS[form[0]], text)


def match_key(name: str) -> str:
    """Return what rows of a file are matched by: the normalised name without punctuation."""
    return NOT_IN_KEYS.sub("", normalised(name))


def core_name(name: str) -> str:
    """Return the name without place, legal form, brackets and punctuation."""
    return name_parts(name).core


def place_of(name: str, address: str = "") -> str:
    """Return the city, else the province, of a client; "" if neither name nor address tells.

    A bracketed place is the seat: 华为技术(深圳)有限公司 is in 深圳.
    """
    text = normalised(name)
    bracketed = (_bracketed_place(inner) for inner in BRACKETED.findall(text))
    return next(filter(None, bracketed), "") or leading_place(text)[0] or place_of_address(address)


def place_of_address(address: str) -> str:
    """Return the city of an address, else its province, else ""."""
    return leading_place(COUNTRY.sub("", normalised(address)))[0]


def name_parts(name: str) -> NameParts:
    """Take a name apart."""
    text = normalised(name)
    inner = BRACKETED.findall(text)
    leading, rest = leading_place(BRACKETED.sub(_content, text))
    form = LEGAL_FORM.search(rest)
    core = NOT_IN_KEYS.sub("", LEGAL_FORM.sub("", rest))
    return NameParts(
        places=frozenset(filter(None, (leading, *map(_bracketed_place, inner)))),
        core=core or match_key(name),
        form=form[0] if form else "",
    )


def _content(bracketed: re.Match[str]) -> str:
    """Keep (集团), drop a place and a former name."""
    inner = bracketed[1]
    return "" if _bracketed_place(inner) or FORMER_NAME.match(inner) else inner


def _bracketed_place(inner: str) -> str:
    place, rest = leading_place(inner)
    return "" if rest else place
