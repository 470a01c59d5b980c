#!/usr/bin/env bash
# One run of dtoc as a Slurm job array: each task simulates a shard, the last job merges them.
#
#   ./slurm.sh SCENARIO RESULTS SHARDS [OPTIONS OF dtoc run]
#   ./slurm.sh oxfordshire-pilot results 64 --replications 100000
#
# Submits the array (sbatch runs this same file once for every shard) and a job that merges when all of it has ended well.
# RESULTS must lie on a disk that all nodes see; dtoc must be on their PATH, or DTOC name it. A task that is killed and queued
# again goes on from its last checkpoint.
#SBATCH --job-name=dtoc
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --requeue
set -euo pipefail

dtoc=${DTOC:-dtoc}

if [ "$#" -lt 3 ]; then
    echo "usage: $0 SCENARIO RESULTS SHARDS [OPTIONS OF dtoc run]" >&2
    exit 2
fi
scenario=$1 results=$2 shards=$3
shift 3

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    # A task of the array: its number is that of the shard.
    exec "$dtoc" run "$scenario" "$@" --shard "$SLURM_ARRAY_TASK_ID/$shards" --threads "${SLURM_CPUS_PER_TASK:-1}" \
        --out "$results.shards/$SLURM_ARRAY_TASK_ID" --resume
fi

mkdir -p "$results.shards"
array=$(sbatch --parsable --array="1-$shards" --output="$results.shards/%a.log" "$0" "$scenario" "$results" "$shards" "$@")
folders=()
for ((shard = 1; shard <= shards; shard++)); do
    folders+=("$results.shards/$shard")
done
merge=$(printf '%q ' "$dtoc" merge "${folders[@]}" --out "$results")
sbatch --dependency="afterok:${array%%;*}" --job-name=dtoc-merge --time=1:00:00 --mem=2G --output="$results.shards/merge.log" \
    --wrap="$merge"
