"""Events in the 49 columns of UCDP's Georeferenced Event Dataset (`table`)."""
