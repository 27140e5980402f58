"""The page 操作记录: who did what when, and from what to what."""
