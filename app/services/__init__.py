"""Writes: one function per thing a user can do; one function, one transaction."""
