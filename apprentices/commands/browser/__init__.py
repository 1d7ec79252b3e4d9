"""The app in a web browser on this computer: who may use it, the server, and its page."""
