"""Files of the library: private storage named by content, clean bytes only, and the one gate that serves them.

Public names: `services.create_image`, `services.create_document`, `services.store_bytes`, `services.sweep`,
`selectors.frozen`, `selectors.words_digest`, `kinds.PICTURE_ENDINGS`, `kinds.DOCUMENT_ENDINGS`.
"""
