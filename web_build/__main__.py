"""`python -m web_build` puts the libraries into the package; `--dev` also those that only the tests use."""

from __future__ import annotations

import sys

from web_build.fetch import FetchError, fetch

if __name__ == "__main__":
    try:
        sys.stdout.write(fetch(dev="--dev" in sys.argv[1:]) + "\n")
    except FetchError as error:
        sys.exit(str(error))
