"""What a patched workbook kept, found by tools that share no code with the patcher.

`python -m tests.fidelity DIR` (or `make fidelity CORPUS=DIR`) patches every sheet of every workbook under DIR.
"""
