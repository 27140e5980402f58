"""Takes the pictures of the manual: the program's own windows, driven by code."""
