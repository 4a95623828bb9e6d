"""The facts the program knows: frozen values, standard library only, no behaviour beyond making ids.

Found facts (`found`) carry spans into one article; woven facts (`woven`) carry the ids of found facts.
References point one way: Brief -> Timeline -> Conflict -> Event -> EventMention -> Mention -> Span -> Article.
Not here: how facts are found (`stages`), kept (`store`) or shown (`exports`).
"""
