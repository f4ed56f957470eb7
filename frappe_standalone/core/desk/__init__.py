"""The desk: server-rendered pages for people who work in forms all day.

`routes` tells the HTTP app which addresses exist, `views/` turns a request into a page model, `templates/` draws it,
`widgets/` holds one file per family of field types, `static/` the one stylesheet and the ES modules.
"""
