"""The style sheet, scripts and libraries of the pages, each under an address that changes when its bytes do.

Not here: where the libraries come from (`web_build` fetches them when the wheel is built).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}  # fmt: skip
FOLDERS = ("static", "vendor")
MOVABLE = ("maplibre-gl-csp.js", "maplibre-gl-csp-worker.js", "maplibre-gl.css")
"""What the movable map needs; without them pages keep the drawn one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file the pages load."""

    content: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Give every asset by its name. Read once."""
    found = {}
    for folder in FOLDERS:
        place = files("consilience.data.web").joinpath(folder)
        for file in place.iterdir() if place.is_dir() else ():
            ending = file.name.rpartition(".")[2]
            if ending in TYPES:
                content = file.read_bytes()
                digest = sha256(content).hexdigest()[:12]
                found[file.name] = Asset(content=content, media_type=TYPES[ending], digest=digest)
    if not is_movable(found):
        logging.getLogger(__name__).warning(
            "maps are drawn, not movable: the map library is not installed; run `python -m web_build` in the checkout"
        )
    return found


def is_movable(found: dict[str, Asset]) -> bool:
    """Whether the movable map's library is here."""
    return all(name in found for name in MOVABLE)


def address(name: str) -> str:
    """Give the address of an asset; "" where it is not here."""
    asset = assets().get(name)
    return f"/static/{name}?v={asset.digest}" if asset else ""
