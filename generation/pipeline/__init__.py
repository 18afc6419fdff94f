"""The way of a request from a claimed row to a picture on a stage. `runner.STEPS` is its contents."""
