"""Many pictures from one CSV.

reading.py    the lines of a file
keeping.py    the lines, from the look at them until they are drawn
planning.py   what each line would ask for, what is wrong with it, what it would cost
services.py   asks for all good lines, once
"""
