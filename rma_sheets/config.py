"""The configuration: `config.yaml` and the environment in, one frozen value out, or all problems at once.

This is the door; the rooms are in `rma_sheets.configuration`. Import it only where a configuration is needed,
because it loads pydantic and ruamel.yaml.
"""

from rma_sheets.configuration.addresses import Mailbox
from rma_sheets.configuration.config import Config
from rma_sheets.configuration.example import write_config
from rma_sheets.configuration.load import load_config
from rma_sheets.configuration.secret import Secret

__all__ = ["Config", "Mailbox", "Secret", "load_config", "write_config"]
