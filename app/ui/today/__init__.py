"""今日: what is to be done, the calendar, and all tasks."""
