"""What `manage.py set_up` does for the search: rights, and the product's list of synonyms, once."""

from search.desk.roles import grant_rights
from search.services_site import load_seeds


def prepare() -> None:
    """Give the rights that are missing, and add the rows that this site was never offered."""
    grant_rights()
    load_seeds()
