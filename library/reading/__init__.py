"""What a reader is given: the values that the public templates print, worked out from records alone.

Called by the views of the library, of the search and of the home page; holds no HTML and asks only the catalogue.
"""
