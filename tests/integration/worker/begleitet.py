"""A stand-in for `serve`: starts the embedded worker, prints its process id, then waits."""

import os
import sys
import time

from admin.config import load_config, provide_keys
from admin.worker import start_embedded

if __name__ == "__main__":
    begleiter = start_embedded(provide_keys(load_config(os.environ)))
    sys.stdout.write(f"{begleiter.pid}\n")
    sys.stdout.flush()
    if sys.argv[1:] == ["warten"]:
        time.sleep(600)
