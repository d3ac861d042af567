"""The report of broken links for editors: what public items point to that no reader can open."""
