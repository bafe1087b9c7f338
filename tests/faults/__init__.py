"""Nothing lost, nothing twice: passes with real parts that are killed, starved and crossed, then held to one table.

`make test` runs a short form; `make faults` the whole, see `__main__`.
"""
