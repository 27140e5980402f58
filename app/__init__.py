"""客友 Keyou: client files, communication log and year-end screening for a hotel sales office."""

__version__ = "0.1.0"
