"""``python -m dramatis`` is the command line."""

from dramatis.cli import app

if __name__ == "__main__":
    app(prog_name="dramatis")
