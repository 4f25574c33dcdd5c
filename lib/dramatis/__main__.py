"""``python -m dramatis`` is the command line."""

from dramatis.cli import main

if __name__ == "__main__":
    main()
