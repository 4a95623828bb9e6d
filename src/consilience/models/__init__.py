"""Doors to the model libraries: one file each, behind a port of `consilience.ports`. No type of a library leaves its file."""
