"""From a configuration to a working app: the only package that names concrete adapters. No logic, only wiring.

`app` puts a whole pass together, `parts` makes its parts one by one, `signing` knows the key of the labels,
`desk` hands out what commands use beside a pass.
"""

from .app import App, SystemClock, open_app

__all__ = ["App", "SystemClock", "open_app"]
