"""Exports: background jobs that write a list or a report into a file, in constant memory."""
