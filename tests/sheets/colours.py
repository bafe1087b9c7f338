"""Colours as Google keeps them: 8 bits a channel, answered as 32-bit floats, zeros left out (recorded answers)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

CHANNELS = ("red", "green", "blue", "alpha")
TWINS = {"backgroundColor": "backgroundColorStyle", "foregroundColor": "foregroundColorStyle",
         "tabColor": "tabColorStyle", "headerColor": "headerColorStyle", "firstBandColor": "firstBandColorStyle",
         "secondBandColor": "secondBandColorStyle", "footerColor": "footerColorStyle", "color": "colorStyle"}
"""The older field -> its newer twin, which takes precedence; both are answered."""


def kept(colour: Mapping[str, float]) -> dict[str, int | float]:
    """0.5 -> 0.49803922."""
    channels = {name: _kept(colour[name]) for name in CHANNELS if colour.get(name)}
    return {name: value for name, value in channels.items() if value}


def with_twins(value: Any) -> Any:
    """The same JSON with colours as they are kept, each told in both fields."""
    if isinstance(value, list):
        return [with_twins(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    result = {key: with_twins(item) for key, item in value.items() if key not in TWINS and key not in TWINS.values()}
    for old, new in TWINS.items():
        style = value.get(new) or ({"rgbColor": value[old]} if value.get(old) is not None else None)
        if style:
            result |= _both(old, new, style)
    return result


def _both(old: str, new: str, style: Mapping[str, Any]) -> dict[str, Any]:
    if style.get("rgbColor") is None:
        return {new: dict(style)} if style.get("themeColor") else {}
    colour = kept(style["rgbColor"])
    return {old: colour, new: {"rgbColor": dict(colour)}}


def _kept(value: float) -> int | float:
    eighth = int(min(max(value, 0), 1) * 255 + 1e-4)
    return _short(eighth / 255)


def _short(value: float) -> int | float:
    """The shortest decimal that is the same 32-bit float."""
    single = struct.pack("<f", value)
    text = next(text for text in (f"{value:.{digits}g}" for digits in range(1, 10))
                if struct.pack("<f", float(text)) == single)
    return int(float(text)) if float(text).is_integer() else float(text)
