"""The built-in kinds, each like a package from outside."""
