"""The Measures screen: the shared figures by host and period."""
