"""The people of the programme, and what is recorded about them."""
