"""The problem as a linear model in whole numbers, built from the limits that the rules hand out."""
