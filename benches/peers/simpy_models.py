"""The three systems in SimPy: `python simpy_models.py SYSTEM FIRST REPLICATIONS`.

Prints a line for each replication (what it found) and then the CPU seconds of all, start-up left out.
"""

import math
import random
import sys
import time

import simpy

CUSTOMERS = 20_000


def queue(seed, servers):
    """M/M/c, 90 % busy, empty at first: the mean wait, in mean services."""
    draw = random.Random(seed)
    env = simpy.Environment()
    desk = simpy.Resource(env, capacity=servers)
    waits = []

    def customer():
        came = env.now
        with desk.request() as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1.0))

    def source():
        for _ in range(CUSTOMERS):
            yield env.timeout(draw.expovariate(0.9 * servers))
            env.process(customer())

    env.process(source())
    env.run()
    return [sum(waits) / CUSTOMERS]


def tandem(seed):
    """Two stations with blocking: acute beds occupied, and blocked, at the mean midnight."""
    draw = random.Random(seed)
    env = simpy.Environment()
    acute = simpy.Resource(env, capacity=160)
    intermediate = simpy.Resource(env, capacity=150)
    sigma = math.sqrt(math.log(2.0))  # mean 6 days, standard deviation 6 days
    mu = math.log(6.0) - sigma * sigma / 2.0
    occupied, blocked = [], []

    def patient():
        bed = acute.request()
        yield bed
        yield env.timeout(draw.lognormvariate(mu, sigma))
        if draw.random() < 0.25:
            with intermediate.request() as place:
                yield place
                acute.release(bed)
                yield env.timeout(draw.expovariate(1.0 / 35.0))
        else:
            acute.release(bed)

    def source():
        while True:
            yield env.timeout(draw.expovariate(20.0))
            env.process(patient())

    def census():
        yield env.timeout(90.0)
        for _ in range(365):
            yield env.timeout(1.0)
            occupied.append(acute.count)
            blocked.append(len(intermediate.queue))

    env.process(source())
    env.process(census())
    env.run(until=455.0 + 1e-9)
    return [sum(occupied) / 365, sum(blocked) / 365]


SYSTEMS = {"mm1": lambda seed: queue(seed, 1), "mm80": lambda seed: queue(seed, 80), "tandem": tandem}

if __name__ == "__main__":
    system, first, replications = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    begin = time.process_time()
    for seed in range(first, first + replications):
        print(*SYSTEMS[system](seed))
    print("cpu", time.process_time() - begin)
