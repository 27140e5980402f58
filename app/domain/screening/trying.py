"""What rules would make of a year, before they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.screening.evidence import Evidence
from app.domain.screening.grading import line_total
from app.domain.screening.line import LineTotal
from app.domain.screening.points import Judgements, judged
from app.domain.screening.rules import ScreeningRules
from app.domain.screening.scoring import peers_of, suggest


@dataclass(frozen=True, slots=True)
class YearSpread:
    """The evidence of every line with what people decided, in the order of the lines.

    Held in memory while rules are tried out, so that every change shows its effect at once.
    """

    evidence: Sequence[Evidence]
    given: Sequence[Judgements]


def tried(spread: YearSpread, rules: ScreeningRules, cut_off_on: date) -> list[LineTotal]:
    """Return what the lines would come to under these rules; nothing is kept."""
    peers = peers_of(spread.evidence, rules)
    return [
        line_total(
            judged(suggest(evidence, rules, peers), given),
            evidence,
            rules,
            cut_off_on=cut_off_on,
        )
        for evidence, given in zip(spread.evidence, spread.given, strict=True)
    ]
