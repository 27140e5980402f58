"""Bookings, receipts and receivables: lists, windows to enter them, and the tab of a card."""
