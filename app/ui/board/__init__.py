"""The notice board (公告牌) and what clients are taught (教育)."""
