"""Files in and out: CSV folders, workbooks, and what a valid row of them is."""
