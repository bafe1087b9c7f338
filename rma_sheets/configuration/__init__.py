"""How a configuration file becomes typed values: the parts behind the door `rma_sheets.config`.

Import this lazily: pydantic and ruamel.yaml are only loaded by commands that need a configuration.
"""
