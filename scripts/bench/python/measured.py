"""What the Python sides share: the workload comes as JSON, one figure goes back, as from the Node side."""

import gc
import json
import sys
import time


def workload():
    return json.loads(sys.argv[1])


def cpu_time(body):
    """Nanoseconds of CPU, as process.cpuUsage counts them: waiting not included."""
    gc.collect()
    before = time.process_time_ns()
    body()
    return time.process_time_ns() - before


def report(value):
    print(json.dumps({"value": value}))
