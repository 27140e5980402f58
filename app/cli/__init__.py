"""The command line: the same services, for people, other programs and scheduled jobs.

Each module of this package offers ``register(commands)``: it adds its subcommands and sets on
each the default ``run``, a function of ``(desk, arguments)`` that prints its result.
"""
