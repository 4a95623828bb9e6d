"""Where articles come from: files and folders in, sealed articles and problems out. `intake.take_in` is the door.

One file for each kind of input (`text_file`, `html_page`, `json_records`); `sealing` makes the Article.
Not here: fetching anything from a network, and labelling the text (`stages/zones`).
"""
