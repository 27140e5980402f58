"""Keeping the office file safe: what it is, verified copies of it, and the way back to one.

Nothing here needs the tables' models: an office file of any version, whole or damaged, is looked
at from outside, by SQLite alone.
"""
