"""Pure functions from what was read and remembered to what will be done. No clock, file, network or environment."""
