"""`python -m rma_sheets` is the same as the `rma-sheets` command."""

import sys

from rma_sheets.cli import main

sys.exit(main())
