"""What holds for all tests: Hypothesis never fails for being slow, because a busy machine is no fault."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
