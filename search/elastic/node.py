"""Lets the client of Elasticsearch talk to OpenSearch as well; `server` gives it to every client.

The client asks by media types of its own and refuses a server that does not call itself Elasticsearch. OpenSearch
refuses the first and does not do the second, and Elasticsearch takes plain JSON too, so both are spoken to alike.
"""

import dataclasses
import re

from elastic_transport import HttpHeaders, Urllib3HttpNode
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType

_OWN_TYPE = re.compile(r"application/vnd\.elasticsearch\+([\w.-]+)\s*;\s*compatible-with=\d+")


class PlainNode(Urllib3HttpNode):
    """A connection that speaks plain JSON and takes any server's word for what it is."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: float | DefaultType | None = DEFAULT,
    ) -> NodeApiResponse:
        """Send a request with plain media types, and say in the answer what the client wants to hear."""
        sent = HttpHeaders(headers or {})
        for name in ("accept", "content-type"):
            if name in sent:
                sent[name] = _OWN_TYPE.sub(r"application/\1", sent[name])
        meta, data = super().perform_request(method, target, body, sent, request_timeout)
        got = HttpHeaders(meta.headers)
        got["x-elastic-product"] = "Elasticsearch"
        return NodeApiResponse(dataclasses.replace(meta, headers=got), data)
