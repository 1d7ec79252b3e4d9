"""The Agreement screen: who has signed which cycle, waivers, the register, publications."""
