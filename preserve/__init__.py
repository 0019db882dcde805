"""Validate, render and bag TEI-encoded interviews for archival deposit.

The way of the data is one street: a TEI file is read into a `preserve.xmlio.Document`, judged by `preserve.validate`,
read into a `preserve.interview.Interview`, turned into editions by `preserve.render` and carried, with all that made
them, into a bag by `preserve.package`. `preserve.reproduce` rebuilds a bag from itself.
"""
