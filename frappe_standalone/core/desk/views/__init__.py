"""Views: from a request to a page model, one file for each page."""
