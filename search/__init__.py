"""The search over the public library: documents made from records, engines behind one protocol, answers with reasons.

What others call: `search.selectors.search` and `suggest`, `search.services.catch_up` and `rebuild`,
`search.words.QueryTooLong`.
"""

import os

# Read by numpy's linear algebra once, when it is loaded: threads of one request would only wait for those of others,
# which made a vector of a question cost a hundred times as much on a busy machine.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
