"""Stage 1, `zones`: labels an article's text (headline, body, caption, furniture ...) and cuts sentences. Never edits it.

`label` is the stage. Each file beside it finds one kind of mark; `tiling` turns marks into zones that tile the text.
Works on general cues: position, typography, repetition inside the article, credit forms, sentence-likeness.
"""

from consilience.stages.zones.layout import label

__all__ = ["label"]
