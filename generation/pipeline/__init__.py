"""From a claimed row to a picture on a stage; `runner.steps_of` is the table of contents."""
