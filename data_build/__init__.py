"""Scripts that build the package data in `src/consilience/data/places` and `data/map` from public packages."""
