"""One file per command of `rma-sheets`: its options, and what it prints. The work itself is done elsewhere."""
