"""Archives of bags: one folder in a tar, gzipped or not, or a zip; read without unpacking, written the same always.

An archive from elsewhere is read with more suspicion than a folder, because what is in it is only claimed: names are
looked at as raw bytes, lists are held against each other, and whatever two programs may read differently is refused,
never repaired. What is wrong with an archive itself is told first; a bag is looked for in a sound archive only.

Source: RFC 8493 §4; POSIX.1-2017 pax, ustar and pax Interchange Format; PKWARE APPNOTE 6.3.10; RFC 1952
"""
