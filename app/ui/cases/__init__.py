"""The page 问题: clients' problems on a board, in a list and in numbers."""
