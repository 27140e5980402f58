"""The year-end screening: open, compile, score, hand in, approve, recompute."""
