"""From a claimed row to a picture on a stage; `runner.STEPS` is the table of contents."""
