"""The base of all shapes of the API: what is not described is in no answer."""

from ninja import Schema
from pydantic import ConfigDict


class Shape(Schema):
    """The base of all shapes: nothing may be in an answer that is not described."""

    model_config = ConfigDict(extra="forbid")
