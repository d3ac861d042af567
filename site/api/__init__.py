"""The public API of the library, version 1, with the sitemap, robots.txt and the feeds; reads records alone."""
