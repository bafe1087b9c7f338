"""What the adapters in memory can do beside the contract: staff who interfere, servers that misbehave."""
