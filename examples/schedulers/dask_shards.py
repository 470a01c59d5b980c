#!/usr/bin/env python3
"""One run of dtoc on Dask: each task simulates a shard, and the shards are merged here.

    pip install dask distributed
    python3 dask_shards.py oxfordshire-pilot results --shards 8 -- --replications 10000
    python3 dask_shards.py my-scenario.toml results --shards 64 --scheduler tcp://head:8786 -- --replications 100000

Without --scheduler the shards run on this computer. With it they run on the workers of a cluster: those need dtoc on their
PATH (or --dtoc) and must see this folder, with the scenario and the results, under the same path. A task that is lost with its
worker is run again by Dask, and goes on from its last checkpoint.
"""

import argparse
import functools
import os
import subprocess
import sys

from dask.distributed import Client, LocalCluster


def run_shard(here, dtoc, scenario, options, number, shards, results):
    """Simulates one shard and gives its folder."""
    place = os.path.join(f"{results}.shards", str(number))
    command = [dtoc, "run", scenario, *options, "--shard", f"{number}/{shards}", "--threads", "1", "--out", place, "--resume"]
    ended = subprocess.run(command, cwd=here, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{ended.stderr}")
    return place


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("scenario", help="name of a scenario inside dtoc, or path of a file")
    words.add_argument("results", help="folder for the report; the shards go beside it")
    words.add_argument("--shards", type=int, default=os.cpu_count() or 1)
    words.add_argument("--scheduler", help="address of a Dask scheduler, such as tcp://head:8786 [default: this computer]")
    words.add_argument("--dtoc", default="dtoc", help="the program")
    own, options = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, options = own[:at], own[at + 1 :]
    given = words.parse_args(own)

    cluster = given.scheduler or LocalCluster(threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        shard = functools.partial(client.submit, run_shard, os.getcwd(), given.dtoc, given.scenario, options, pure=False)
        tasks = [shard(number, given.shards, given.results) for number in range(1, given.shards + 1)]
        places = client.gather(tasks)
    if given.scheduler is None:
        cluster.close()
    return subprocess.run([given.dtoc, "merge", *places, "--out", given.results]).returncode


if __name__ == "__main__":
    sys.exit(main())
