"""What a person agreed to or refused, and how the office knows (个人信息保护法)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.lengths import length_problem
from app.domain.types import ConsentKind
from app.i18n import _

LONGEST_SOURCE = 200
NAMED = 5
"""So many are named of those who are left out."""
NO_ADVERTISING = _("这不是广告：不接收广告的人也算上")


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """One answer of a person, as a form shows it."""

    kind: ConsentKind = ConsentKind.ADVERTISING
    agreed: bool = False
    given_on: date | None = None
    source: str = ""

    def problems(self, today: date) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = length_problem("source", self.source, LONGEST_SOURCE)
        if self.given_on is None:
            found["given_on"] = _("请填写是哪一天说的。")
        elif self.given_on > today:
            found["given_on"] = _("日期还没有到。")
        if not self.source.strip():
            found["source"] = _("请写明从哪里知道的，如：来函、电话、签字的同意书。")
        return found


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """The answer that counts: the newest of its kind."""

    kind: ConsentKind
    agreed: bool
    given_on: date
    source: str

    @property
    def text(self) -> str:
        """Return it as a sentence, such as 接收广告：不同意（2026-01-05，来函）."""
        answer = _("同意") if self.agreed else _("不同意")
        told = _("{kind}：{answer}（{day}，{source}）")
        return told.format(
            kind=self.kind.label, answer=answer, day=self.given_on, source=self.source
        )


def left_out_text(names: Sequence[str]) -> str:
    """Say who is left out, since they refused advertising."""
    some = "、".join(names[:NAMED]) + (_(" 等") if names[NAMED:] else "")
    return _("{n:,} 位不接收广告，已略去：{names}").format(n=len(names), names=some)
