"""The command line: the same services, for people, other programs and scheduled jobs.

Each module of this package offers ``register(commands)``: it adds its subcommands and sets on
each the default ``run(open_desk, arguments)``. ``open_desk()`` opens the office, so a command
that turns out to be wrong touches nothing. Results go through ``app.cli.output``; an ``AppError``
may be left to ``app.main``, which prints its sentence and exits with 1.
"""
