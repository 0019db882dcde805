"""Work in processes of its own: what a stranger's schema, rules or stylesheets make a foreign library do.

Some of it never comes to an end, or takes all the memory; meanwhile Python hears nothing, and where the library fails
it may take the process along. There it can be ended, and whoever asked goes on without it. `asking` is this side,
`program` starts the other, and `answering` is for the workers there.
"""

from preserve.processes.asking import Loss, Process

__all__ = ["Loss", "Process"]
