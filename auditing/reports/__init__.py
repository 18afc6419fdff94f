"""Reports that people read on paper or hand on: what is kept, what is due, what was deleted."""
