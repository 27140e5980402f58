"""Reads behind the year-end screening."""
