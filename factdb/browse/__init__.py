"""The file in a browser: Datasette over it, with factdb's own front page, pages of claims, titles and questions.

A database and a port come in; until somebody stops it, pages go out, to this machine alone. Nothing is written, and
nothing is asked of the network. Datasette finds `templates` and `static` beside this file by the plugin's name.
"""

from factdb.browse.serving import serve

__all__ = ["serve"]
