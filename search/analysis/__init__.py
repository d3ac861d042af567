"""One analysis of text for every engine: tokens with offsets, stems, foldings and stop words.

`analyser` turns texts into keys for the index and for queries; the other modules are its parts. Engines store and
compare keys and never look into words themselves, so that they all answer alike.
"""
