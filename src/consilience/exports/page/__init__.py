"""The brief as one self-contained page that opens offline: no request leaves it, and no text of an article runs in it.

`view` gathers what the page shows from the public record, `map` draws, `render` fills the template in `data/page`.
"""

from __future__ import annotations

from consilience.exports.page.render import render

__all__ = ["render"]
