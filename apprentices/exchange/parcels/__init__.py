"""Parcels: what one host hands another without a server, signed by its sender and sealed for its receiver."""
