"""Papers: one drawing for preview, printer and PDF.

A page is laid out in dots of 1/600 inch whatever it is painted on; the painter is scaled to the
device. ``flow`` makes pages of blocks, ``table`` makes blocks of rows, ``document`` is what is
painted, ``output`` puts it into a file, a printer or a picture. Nothing here needs the GUI thread.
"""
