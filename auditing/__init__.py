"""What is known about a generation afterwards: events, masking. Never imports `generation`."""
