"""What stands there before there is a programme."""
