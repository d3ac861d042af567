"""What tests of all rooms share: the fixtures of the test kit that ships with the library."""

pytest_plugins = ["library.testing.fixtures"]
