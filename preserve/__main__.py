"""Let ``python -m preserve`` be the command."""

from preserve.cli import main

if __name__ == "__main__":
    main()
