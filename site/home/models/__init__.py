"""The models of the site's own pages: home, text and contact, and the messages that readers send."""

from home.models.contact import ContactPage
from home.models.home import HomePage
from home.models.message import ContactMessage
from home.models.text import TextPage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "TextPage"]
