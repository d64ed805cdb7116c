"""Pictures made on the server: SVG that pages, prints and papers share."""
