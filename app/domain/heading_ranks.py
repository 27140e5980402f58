"""Says how surely a heading names a column, by the words that offices use."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from app.domain.cells import both_languages, word
from app.domain.importable import Field, Holds, fields_of
from app.domain.plain_text import clean
from app.domain.types import ImportKind

SUREST, STRONG, VAGUE, PART = 120, 100, 60, 30

Forms = tuple[str, str, str]
"""A heading folded: all of it, without what stands in brackets, and with short words spelt out."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_PUNCTUATION = re.compile(r"[\s*＊:：_.,、·#/\\()\[\]【】<>《》“”\"'\-—–?&]+")
OTHER_MEASURES = re.compile(
    "单位成本|每间|每房|单房|人均|间均|已收|未收|未付|欠|余额|上年|去年|上期|同期|目标|预算|累计|比|率|差|增|减"
)

_COUNTED = {Holds.MONEY, Holds.WHOLE}
_NET = re.compile("不含|未税|税前|excl|exclu|extax")
_TAXED = re.compile("(?<!不)含税|价税|含服务|incl|withtax")
_NEUTRAL = re.compile(
    "(?:本次|本期|本单|本笔|实际|总[计额]?|合计|全部|客户|单位|公司|订单|预订|预定|消费|结算|账单|帐单"
    "|人民币|万?元|含税|rmb|cny|total|actual)*"
)
"""What may stand beside a word for the amount: 桑拿收入 is not the whole 收入."""


@cache
def known_ranks(kind: ImportKind) -> dict[str, int]:
    """Map every heading of a kind to its rank."""
    fields = fields_of(kind)
    vague = {word: VAGUE for field in fields for word in field.vague}
    return vague | {word: STRONG for field in fields for word in field.headings}


def known_rank(ranks: Mapping[str, int], forms: Forms) -> int:
    """Return the rank of a heading among those of ``known_ranks``; of two languages, the better."""
    for form in forms:
        if rank := ranks.get(form, 0):
            return rank
    both = [ranks.get(part, 0) for part in both_languages(forms[0]) or ()]
    return max(both) if both and all(both) else 0


def heading_rank(heading: str, kind: ImportKind) -> int:
    """Return how surely a heading names any column of a kind; 0 where it says nothing."""
    forms = heading_forms(heading)
    return max((rank_of(field, forms) for field in fields_of(kind)), default=0) if forms[0] else 0


@lru_cache(4096)
def heading_forms(heading: str) -> Forms:
    """Return the heading in the three forms in which it is compared."""
    text = word(clean(heading))
    whole = _PUNCTUATION.sub("", text)
    bare = _PUNCTUATION.sub("", _BRACKETS.sub("", text)) or whole
    return whole, bare, _spelt_out(_BRACKETS.sub("", heading)) if bare.isascii() else bare


def _spelt_out(heading: str) -> str:
    """Return “Tot Amt” as totalamount."""
    return "".join(_SHORT.get(one, one) for one in _ENGLISH_WORD.findall(heading.lower()))


_ENGLISH_WORD = re.compile("[a-z0-9]+")
_SHORTENED = (
    "account=acc,acct address=addr amount=amt arrival=arr average=avg booking=bk,bkg client=clt "
    "confirmation=conf currency=ccy,curr customer=cust departure=dep date=dt manager=mgr "
    "mobile=mob no=nbr,num,number nights=ngt,nt,nts name=nm payment=pmt,pymt receipt=rcpt "
    "received=rcvd,recd reference=ref reservation=res,resv,rsv,rsvn revenue=rev room=rm rooms=rms "
    "status=stat,sts total=tot,ttl"
)
_SHORT = {
    short: pair.partition("=")[0]
    for pair in _SHORTENED.split()
    for short in pair.partition("=")[2].split(",")
}


def rank_of(field: Field, forms: Forms) -> int:
    """Return how surely a heading, in both its forms, names a column; 0 where it does not.

    An amount with tax goes before one without, and one that is open or last year's is none.
    """
    rank = _rank_of_words(field, forms)
    if rank < VAGUE or field.holds not in _COUNTED:
        return rank
    if _NET.search(forms[0]):
        return VAGUE
    aside = forms[0].replace(forms[1], "")
    if OTHER_MEASURES.search(aside) and not _TAXED.search(aside):
        return 0
    return SUREST if not field.surest.isdisjoint(forms[1:]) or _TAXED.search(aside) else rank


def _rank_of_words(field: Field, forms: Forms) -> int:
    for form in forms:
        if form in field.headings:
            return STRONG
    for form in forms:
        if form in field.vague:
            return VAGUE
    if both := both_languages(forms[0]):
        ranks = [_word_rank(field, part) for part in both]
        if all(ranks):
            return max(ranks[0], ranks[1] - 1)  # the Chinese one counts where they differ
    return _rank_of_part(field, forms[1])


def _rank_of_part(field: Field, form: str) -> int:
    """Return the rank of a heading that has a known word for half its length or more."""
    if OTHER_MEASURES.search(form):
        return 0
    parts = [part for part in field.headings if len(part) > 1 and part in form]
    longest = max(parts, key=lambda part: (len(part), part), default="")
    beside = form.replace(longest, "", 1)
    if field.weighs and field.holds is Holds.MONEY and not _NEUTRAL.fullmatch(beside):
        return 0
    return PART + len(longest) if 2 * len(longest) >= len(form) else 0


def _word_rank(field: Field, form: str) -> int:
    return STRONG if form in field.headings else VAGUE if form in field.vague else 0
