#!/usr/bin/env python3
"""Runs dtoc, SimPy and Ciw on the same systems, checks that they find the same, and prints what each costs.

    python3 benches/peers/compare.py [TURNS]

Needs Rust, Python 3.10 or later with venv, and a Unix. Prints a table in Markdown.
"""

import datetime
import json
import math
import platform
import resource
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CUSTOMERS = 20_000

# Each system: what its cost is called, and the factor from CPU seconds of a replication.
SYSTEMS = {
    "mm1": ("M/M/1, µs of CPU per customer", 1e6 / CUSTOMERS),
    "mm80": ("M/M/80, µs of CPU per customer", 1e6 / CUSTOMERS),
    "tandem": ("Tandem, ms of CPU per replication", 1e3),
}
# What each program calls the system, and its replications in a turn: about the same time for all.
PROGRAMS = {
    "dtoc": {"mm1": ("mm1", 1000), "mm80": ("mm80", 1000), "tandem": ("tandem-engine", 1500)},
    "dtoc, whole model": {"tandem": ("tandem-model", 700)},
    "SimPy": {"mm1": ("mm1", 10), "mm80": ("mm80", 10), "tandem": ("tandem", 15)},
    "Ciw": {"mm1": ("mm1", 10), "mm80": ("mm80", 10), "tandem": ("tandem", 10)},
}


def output(command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def build():
    """The binary of the floors, which runs one program by itself when asked."""
    command = ["cargo", "bench", "--bench", "floors", "--no-run", "--message-format=json"]
    messages = [json.loads(line) for line in output(command, cwd=ROOT).splitlines()]
    built = [one["executable"] for one in messages if one.get("target", {}).get("name") == "floors"]
    return next(executable for executable in built if executable)


def virtual_environment():
    """The Python that has the peers, in the folder of what is built."""
    folder = ROOT / "target" / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return python


def run(command):
    """Lines of numbers that a program prints, and its CPU seconds: as it says, else all that it took from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = [line.split() for line in output(command).splitlines()]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if lines[-1][0] == "cpu":
        seconds = float(lines.pop()[1])
    return [[float(number) for number in line] for line in lines], seconds


def measure(commands, turns):
    """For each program and system: what every replication found, and the CPU seconds of a replication in each turn."""
    found, costs = {}, {}
    for turn in range(turns):
        for program, systems in PROGRAMS.items():
            for system, (name, replications) in systems.items():
                print(f"turn {turn + 1} of {turns}: {program}, {system}", file=sys.stderr)
                lines, seconds = run([*commands[program], name, str(turn * replications), str(replications)])
                found.setdefault((program, system), []).extend(lines)
                costs.setdefault((program, system), []).append(seconds / replications)
    return found, {key: statistics.median(cost) for key, cost in costs.items()}


def estimate(values):
    """Mean and standard error."""
    return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))


def check(found):
    """Prints what each program found, and fails when two differ by more than chance."""
    for (program, system), lines in found.items():
        numbers = []
        for own, reference in zip(zip(*lines), zip(*found["dtoc", system])):
            (mean, error), (expected, its_error) = estimate(own), estimate(reference)
            numbers.append(f"{mean:.4g} ± {1.96 * error:.2g}")
            if abs(mean - expected) > 4 * math.hypot(error, its_error):
                sys.exit(f"{program} finds {mean} in {system}, dtoc {expected}: more than chance")
        print(f"{system}, {program}: {', '.join(numbers)} ({len(lines)} replications)", file=sys.stderr)


def table(costs):
    """The table: cost of each program, and how many times that of dtoc."""
    yield "| | dtoc, engine | dtoc, whole model | SimPy | Ciw | SimPy / engine | Ciw / engine | SimPy / model |"
    yield "|---|---|---|---|---|---|---|---|"
    for system, (name, factor) in SYSTEMS.items():
        engine, model, simpy, ciw = (costs.get((program, system)) for program in PROGRAMS)
        number = lambda cost: "" if cost is None else f"{cost * factor:.3g}"
        ratio = lambda peer, own: "" if own is None else f"{peer / own:.0f}"
        cells = [*map(number, (engine, model, simpy, ciw)), ratio(simpy, engine), ratio(ciw, engine), ratio(simpy, model)]
        yield f"| {name} | {' | '.join(cells)} |"


def main():
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    floors, python = build(), virtual_environment()
    commands = {
        "dtoc": [floors, "--peer"],
        "dtoc, whole model": [floors, "--peer"],
        "SimPy": [python, HERE / "simpy_models.py"],
        "Ciw": [python, HERE / "ciw_models.py"],
    }
    found, costs = measure(commands, turns)
    check(found)
    versions = output([python, "-m", "pip", "list", "--format=json"])
    versions = {package["name"].lower(): package["version"] for package in json.loads(versions)}
    print("\n".join(table(costs)))
    print(
        f"\n{datetime.date.today().isoformat()}; {output(['rustc', '--version']).split(' (')[0].replace('rustc', 'Rust')}, "
        f"Python {platform.python_version()}, SimPy {versions['simpy']}, Ciw {versions['ciw']}."
    )


if __name__ == "__main__":
    main()
