"""The harness: measures the program on data given on the command line. Not shipped with the package."""
