"""Whether this process was asked to leave. The pipeline looks at it between two steps."""

import threading

stopping = threading.Event()
