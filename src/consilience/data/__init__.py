"""Package data: lexicons, the gazetteer, borders, the English pipeline, the page's template. No code."""
