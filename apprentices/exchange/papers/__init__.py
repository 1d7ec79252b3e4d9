"""Papers for people who decide: what they say, and how it is laid out as HTML, Markdown and PDF."""
