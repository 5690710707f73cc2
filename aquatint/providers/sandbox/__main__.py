"""`python -m aquatint.providers.sandbox`: the painter alone."""

from aquatint.providers.sandbox.cli import main

if __name__ == "__main__":
    main()
