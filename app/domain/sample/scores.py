"""The hand scores of the sample's last screening, each with its reason (policy P9)."""

from collections.abc import Iterable
from decimal import Decimal

from app.domain.sample.records import SampleClient, SampleScore, dice
from app.domain.types import ClientStatus, Dimension

FUTURE = (
    (Decimal(9), "行业龙头，扩产在即，明年会议增加。"),
    (Decimal(8), "同行中排名靠前，经营稳健。"),
    (Decimal(7), "业务平稳，与我店来往多年。"),
    (Decimal(6), "规模不大，但有增长。"),
    (Decimal(5), "行业一般，前景看不清。"),
    (Decimal(3), "用量下滑，正与同行比价。"),
)
COOPERATION = (
    (Decimal(5), "配合好，账单当月核对，常介绍客户。"),
    (Decimal(4), "付款基本准时，愿意协助调房。"),
    (Decimal(3), "付款要催，但能沟通。"),
    (Decimal(2), "临时改期多，付款慢。"),
)
REMARKS = (
    "明年争取年会整体落在我店。",
    "建议提高信用额度。",
    "须每月对账，控制账期。",
    "安排季度拜访一次。",
)


def scores(clients: Iterable[SampleClient]) -> tuple[SampleScore, ...]:
    """Return points for future and cooperation, and one overridden suggestion."""
    found: list[SampleScore] = []
    for client in clients:
        if client.status is not ClientStatus.ACTIVE:
            continue
        r = dice("scores", client.code)
        better = 1 if client.major else 0
        future = r.choice(FUTURE[: 4 if better else 6])
        cooperation = r.choice(COOPERATION[: 2 if better else 4])
        found.append(SampleScore(client.code, Dimension.FUTURE, *future))
        found.append(SampleScore(client.code, Dimension.COOPERATION, *cooperation))
    found.append(
        SampleScore(
            "YL002", Dimension.SAFETY, Decimal(15), "年底一笔已在次年一月结清。", override=True
        )
    )
    return tuple(found)


def remarks(clients: Iterable[SampleClient]) -> dict[str, str]:
    """Return what was written about the major clients."""
    return {c.code: dice("remark", c.code).choice(REMARKS) for c in clients if c.major}
