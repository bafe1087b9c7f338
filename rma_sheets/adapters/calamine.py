"""What calamine, which reads workbooks for several adapters, raises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError


@contextmanager
def calamine_errors() -> Iterator[None]:
    """Whatever it raises over the bytes of a workbook, as ValueError.

    A panic of the library itself comes as a class of its own that is no Exception and that nothing exports (PyO3,
    `PanicException`); a value beyond Python's dates as OverflowError.
    """
    try:
        yield
    except ValueError:
        raise
    except (CalamineError, OSError, OverflowError) as error:
        raise ValueError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(str(error)) from error
