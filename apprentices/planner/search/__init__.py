"""How the linear model is solved: in the child process only, but for the words that are shared."""
