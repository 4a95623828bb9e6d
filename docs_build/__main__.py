"""`python -m docs_build`: rewrite every generated part."""

from __future__ import annotations

from docs_build.generated import FILES, SCHEMA, filled, schema_text

for path in FILES:
    path.write_text(filled(path), encoding="utf-8")
SCHEMA.write_text(schema_text(), encoding="utf-8")
