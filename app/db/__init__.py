"""The one door to the database: short sessions, news of what changed, a journal for 撤销."""

from app.db.database import Commit, Database, Desk
from app.db.engine import open_engine

__all__ = ["Commit", "Database", "Desk", "open_engine"]
