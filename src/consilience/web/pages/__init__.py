"""The pages: server-rendered, readable without script, each at an address that stays.

`routes` names the addresses; the file named after a page gathers what it shows from the desk; `render` fills its template in
`data/web/templates`. Not here: who may see them (`web/guard`), the API (`web/rest`).
"""

from consilience.web.pages.routes import ROUTES

__all__ = ["ROUTES"]
