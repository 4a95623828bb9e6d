"""Fetches the front-end libraries of the desk from the npm registry: `python -m web_build [--dev]`.

What is fetched stands in `package.json`, pinned with checksums in `package-lock.json`; third-party code is not committed.
`fetch` does the work, `backend` calls it when a wheel is built.
"""
