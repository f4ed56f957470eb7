"""HTTP: the WSGI application, sessions, REST, website pages and the server.

`app.Application` is the door; one file per endpoint family beside it.
"""
