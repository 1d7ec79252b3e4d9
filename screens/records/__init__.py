"""The rows of the programme's tables: lists of them, forms for them, and what leads to a field."""
