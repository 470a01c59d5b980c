"""The three systems in Ciw: `python ciw_models.py SYSTEM FIRST REPLICATIONS`.

Prints a line for each replication (what it found) and then the CPU seconds of all, start-up and analysis left out.
"""

import math
import sys
import time
from bisect import bisect_right

import ciw

CUSTOMERS = 20_000


def queue(seed, servers):
    """M/M/c, 90 % busy, empty at first: the mean wait, in mean services."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=0.9 * servers)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[servers],
    )
    ciw.seed(seed)
    simulation, seconds = timed(network, lambda simulation: simulation.simulate_until_max_customers(CUSTOMERS))
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return [sum(waits) / len(waits)], seconds


def tandem(seed):
    """Two stations with blocking: acute beds occupied, and blocked, at the mean midnight."""
    sigma = math.sqrt(math.log(2.0))  # mean 6 days, standard deviation 6 days
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=20.0), None],
        service_distributions=[
            ciw.dists.Lognormal(mean=math.log(6.0) - sigma * sigma / 2.0, sd=sigma),
            ciw.dists.Exponential(rate=1.0 / 35.0),
        ],
        routing=[[0.0, 0.25], [0.0, 0.0]],
        number_of_servers=[160, 150],
        queue_capacities=[float("inf"), 0],
    )
    ciw.seed(seed)
    simulation, seconds = timed(network, lambda simulation: simulation.simulate_until_max_time(455.0))
    records = [record for record in simulation.get_all_records() if record.node == 1]
    there = [one for one in simulation.nodes[1].all_individuals if one.service_start_date is not False]
    begun = sorted([record.service_start_date for record in records] + [one.service_start_date for one in there])
    ended = sorted([record.service_end_date for record in records] + [one.service_end_date for one in there])
    left = sorted(record.exit_date for record in records)
    midnights = range(91, 456)
    occupied = sum(bisect_right(begun, day) - bisect_right(left, day) for day in midnights)
    blocked = sum(bisect_right(ended, day) - bisect_right(left, day) for day in midnights)
    return [occupied / 365, blocked / 365], seconds


def timed(network, run):
    """A simulation that has been run, and the CPU seconds it took."""
    begin = time.process_time()
    simulation = ciw.Simulation(network)
    run(simulation)
    return simulation, time.process_time() - begin


SYSTEMS = {"mm1": lambda seed: queue(seed, 1), "mm80": lambda seed: queue(seed, 80), "tandem": tandem}

if __name__ == "__main__":
    system, first, replications = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    total = 0.0
    for seed in range(first, first + replications):
        found, seconds = SYSTEMS[system](seed)
        total += seconds
        print(*found)
    print("cpu", total)
