"""Consilience: reads many reports of the same days and gives back a sourced picture."""
