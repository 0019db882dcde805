"""The records of one interview for catalogues, made by stylesheets that can reach nothing else.

A record depends on the TEI, the stylesheets and their parameters alone; the same input gives the same bytes.
"""

from preserve.describe.crosswalks import BAGGED, CROSSWALKS, Crosswalk, Crosswalks, Record, save

__all__ = ["BAGGED", "CROSSWALKS", "Crosswalk", "Crosswalks", "Record", "save"]
