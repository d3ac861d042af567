"""What the records of the site's own pages hold beyond their text; `describe` fills it, templates print it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactPart:
    """What a contact page has: a mail address, only where its editor lets everybody see it."""

    mail: str
