"""Where articles come from while a situation runs: feeds, sitemaps, web pages, web archives.

`transport` is the only door to the network and `addresses` decides whom it may call; `robots` and `pauses` keep it polite.
`documents` tells the kinds of feed apart (`syndication`, `json_feed`, `sitemaps`), `pages` makes sealed articles of what
was fetched, `archives` of what others fetched. Not here: when to fetch and what is remembered (`watch`).
"""
