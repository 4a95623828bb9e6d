"""Runs the command line: `python -m consilience` and the `consilience` script."""

from __future__ import annotations

from consilience.cli.app import main

if __name__ == "__main__":
    main()
