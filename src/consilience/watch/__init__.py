"""Watching: feeds looked at again and again, articles added as they come, alerts by rule. `watcher.Watcher` is the door.

`watchlist` is what a user may ask for and `reading` how `feeds.toml` becomes it; `memory` what outlives a run; `visits` looks at
feeds and pages, `shelves` at folders and archives; `alarms` works out alerts, `deliveries` brings them out.
"""
