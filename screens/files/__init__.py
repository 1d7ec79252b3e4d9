"""Files in and out, from inside the app: where they are, what they would do, what was written."""
