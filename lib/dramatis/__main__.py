"""``python -m dramatis``, and the command ``dramatis``."""

import sys


def main() -> None:
    """Run the command line; an interrupt while it is being loaded is as quiet as one later."""
    try:
        from dramatis.cli import app

        app(prog_name="dramatis")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
