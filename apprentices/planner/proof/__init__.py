"""Proofs of plans that a stranger can check, in whole numbers and without a solver."""
