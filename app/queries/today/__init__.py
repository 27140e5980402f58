"""今日 Today: what is to be done, computed from the data whenever it is asked.

First the keys of every line, group by group, by a handful of set-based statements; then the
lines of those in sight.
"""

from app.queries.today.keys import TodayKeys, today_keys
from app.queries.today.lines import today_lines
from app.queries.today.money import OverdueMoney, overdue_money
from app.queries.today.scope import TodayScope

__all__ = ["OverdueMoney", "TodayKeys", "TodayScope", "overdue_money", "today_keys", "today_lines"]
