"""The desk: questions to a store, articles in, the clerk."""
