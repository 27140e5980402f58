"""Files from outside, read in a process of their own under limits (reliability R11)."""

from app.exchange.reading.reader import read_file

__all__ = ["read_file"]
