"""Files from outside, read in a process of their own under limits (reliability R11).

``reader.read_file`` is the way in. Nothing is imported here: the reading process must start light.
"""
