"""Ways into other languages beyond shared words: the library's own translations, sentence vectors, machine texts.

`search.other_languages` asks them and fuses what they say; `store` keeps what levels 1 and 2 made of the documents.
"""
