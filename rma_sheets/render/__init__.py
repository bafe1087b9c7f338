"""Values into text, HTML, PDF and codes. No network, no decisions."""
