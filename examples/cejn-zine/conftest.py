"""Takes the fixtures of the library's test kit."""

pytest_plugins = ["library.testing.fixtures"]
