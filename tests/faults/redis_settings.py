"""The program's settings with a queue of its own, on a Redis that others may use too."""

import os

from svgsite.settings import *  # noqa: F403
from svgsite.settings import Q_CLUSTER

Q_CLUSTER = {**Q_CLUSTER, "cluster_name": os.environ["QUEUE_NAME"]}
