"""How much is tried: a little in the suite, all of it with FACTDB_TORTURE=full; FACTDB_SEED repeats what was drawn."""

import os
import random

FULL = os.environ.get("FACTDB_TORTURE") == "full"
SEED = os.environ.get("FACTDB_SEED") or str(random.randrange(10**6))
