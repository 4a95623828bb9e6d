"""The web: REST under /api/v1, the pages, and what guards both. Everything here reads and writes through `desk` alone."""
