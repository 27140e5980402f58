"""Reads: frozen filters in, ids or frozen rows out; the same for screen, paper and workbook."""
