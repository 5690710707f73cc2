"""The test suite mirrors the packages of `aquatint`."""
