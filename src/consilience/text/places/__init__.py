"""Places: the packaged gazetteer, which place a name means in a text, and borders to draw.

The table is made from GeoNames at build time (`data_build`). Not here: finding place names in text (`stages.mentions`).
"""

from consilience.text.places.gazetteer import PlaceTable, open_gazetteer

__all__ = ["PlaceTable", "open_gazetteer"]
