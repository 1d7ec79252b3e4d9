"""Whole rotations: the best of each person at some prices, and plans and bounds that are made of them."""
