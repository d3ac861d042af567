"""The pages of this site that are no items of the library: home and pages of text."""
