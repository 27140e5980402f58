"""报表: what the office looks at over a period."""
