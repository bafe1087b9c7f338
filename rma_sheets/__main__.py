"""The program's door: `rma-sheets`, and `python -m rma_sheets`, which is the same.

It imports the rest inside, so that whoever interrupts the program while it is being loaded gets no traceback either.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run one command and return the exit code. Interrupted too early to have words, it says none."""
    try:
        from rma_sheets.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
