"""What belongs to the sample office in an office file."""

from dataclasses import dataclass

from app.i18n import _


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How many rows hang on the sample's clients, whoever entered them."""

    clients: int = 0
    contacts: int = 0
    bookings: int = 0
    receipts: int = 0
    communications: int = 0
    tasks: int = 0
    cases: int = 0
    screening_lines: int = 0

    @property
    def text(self) -> str:
        """Say it in one line."""
        return _(
            "{clients:,} 个客户、{contacts:,} 位联系人、{bookings:,} 笔预订、{receipts:,} 笔收款、"
            "{communications} 条沟通记录、{tasks} 条待办、{cases} 个问题、{lines} 行筛选"
        ).format(
            clients=self.clients,
            contacts=self.contacts,
            bookings=self.bookings,
            receipts=self.receipts,
            communications=self.communications,
            tasks=self.tasks,
            cases=self.cases,
            lines=self.screening_lines,
        )
