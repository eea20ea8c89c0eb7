"""Pages of Markdown with pictures, shown inside the program: their headings, their look, links and search."""
