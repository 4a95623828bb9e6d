"""Events as PLOVER writes them: JSON lines of the manual (`events`) and POLECAT's columns (`polecat`)."""
