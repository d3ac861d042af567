"""The search over the public library: documents made from records, engines behind one protocol, answers with reasons.

What others call: `search.selectors.search` and `suggest`, `search.services.catch_up` and `rebuild`,
`search.words.QueryTooLong`.
"""
