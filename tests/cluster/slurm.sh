#!/usr/bin/env bash
#   slurm.sh PROGRAM [WITH_MPI]   submits configs/cluster/*.sbatch to a Slurm of one node of its own
# A part of the array and the job of ranks run into their time limit and are submitted again, the part
# alone. The results are those of an undisturbed run, byte for byte. Slurm and munge listen on loopback,
# with keys, ports and files in a temporary folder. The exit code is 77 where they are not installed
# (Debian's slurm-wlm and munge), or for a user who is not root.
set -euo pipefail
program=$(realpath "$1")
with_mpi=${2:-0}
scripts=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../configs/cluster")

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}
PATH=$PATH:/usr/sbin:/sbin
for command in slurmctld slurmd munged sbatch; do
  command -v "$command" >/dev/null || skip "$command is not installed (Debian's slurm-wlm and munge)"
done
[ "$(id -u)" -eq 0 ] || skip "only root can start slurmd"

started=()
work=$(mktemp -d /tmp/reprise_slurm.XXXXXX)
fail() {
  printf 'FAILED: %s\n' "$*"
  scontrol show job 2>/dev/null | grep -E 'JobId|JobState|ExitCode|NumNodes' || true
  tail -n 15 "$work"/*.log "$work"/*.txt 2>/dev/null || true
  exit 1
}
say() { printf '%3d s  %s\n' "$SECONDS" "$*"; }
# until_true SECONDS COMMAND...: waits until the command succeeds; fails after these seconds.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}
gone() { ! kill -0 "$1" 2>/dev/null; }

stop_all() {
  local pid i
  # Jobs first, as only Slurm knows their processes.
  if [ -e "$work/up" ]; then
    scontrol listpids 2>/dev/null | awk 'NR > 1 && $1 > 0 { print $1 }' >"$work/pids" || true
    scancel --user=root --signal=KILL --full 2>/dev/null || true
    scancel --user=root 2>/dev/null || true
    while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done <"$work/pids"
  fi
  for ((i = ${#started[@]} - 1; i >= 0; --i)); do
    kill "${started[i]}" 2>/dev/null || true
    until_true 5 gone "${started[i]}" || kill -KILL "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 1' INT TERM
# Slurm's own variables of a job around this test would choose another cluster or shape.
for variable in $(compgen -e | grep -E '^(SLURM|SBATCH)' || true); do unset "$variable"; done

# Two ports that nobody listens on.
port=$((20000 + $$ % 20000))
while (: </dev/tcp/127.0.0.1/$port) 2>/dev/null || (: </dev/tcp/127.0.0.1/$((port + 1))) 2>/dev/null; do
  ((port += 2))
done
host=$(hostname -s)
mkdir -m 755 "$work/munge" "$work/state" "$work/spool"
chmod 755 "$work"
head -c 128 /dev/urandom >"$work/munge/key"
chmod 600 "$work/munge/key"
export SLURM_CONF=$work/slurm.conf
cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=5
MinJobAge=600
NodeName=$host NodeAddr=127.0.0.1 CPUs=8 RealMemory=512 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
  --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" --log-file="$work/munge.log" \
  --num-threads=2 >"$work/munged.log" 2>&1 &
started+=($!)
until_true 10 test -S "$work/munge/socket" || fail "munged does not start"
slurmctld -D -f "$SLURM_CONF" >"$work/slurmctld.log" 2>&1 &
started+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >"$work/slurmd.log" 2>&1 &
started+=($!)
: >"$work/up"
idle() { sinfo --noheader --format=%T | grep -qx idle; }
until_true 30 idle || fail "Slurm does not start"
say "Slurm is up"

cd "$work"
cat >experiment.yaml <<'YAML'
experiment: cluster
world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}
episodes: 8000000
control: random
treatments:
  random: random
  pop: {top_pop: {top: 20}}
YAML
export REPRISE_CACHE=$work/cache PARTS=4
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
# The ranks get SIGTERM a second after mpirun, not ten, so that the experiment may be short.
export OMPI_MCA_odls_base_sigkill_timeout=1
# The program, which writes its process id first and keeps it.
cat >wrapper <<WRAPPER
#!/bin/sh
echo \$\$ >$work/\${SLURM_JOB_ID}_\${OMPI_COMM_WORLD_RANK:-0}.pid
exec $program "\$@"
WRAPPER
chmod +x wrapper
export REPRISE=$work/wrapper

# submit SCRIPT OUT OPTION...: prints the job's number.
submit() {
  local script=$1 out=$2
  shift 2
  sbatch --parsable --output="$work/%x_%A_%a.txt" "$@" "$scripts/$script" experiment.yaml "$out" --checkpoint 0
}
# "STATE EXIT:SIGNAL" of a job, or of a part as JOB_PART.
state() {
  scontrol show job --oneliner "$1" |
    sed -nE 's/.* JobState=([A-Z_]+) .* ExitCode=([0-9:]+) .*/\1 \2/p'
}
over() { ! state "$1" | grep -qE 'PENDING|RUNNING|COMPLETING|CONFIGURING'; }
expect_state() {
  until_true 60 over "$1" || fail "job $1 does not end: $(state "$1")"
  [ "$(state "$1" | sort -u)" = "$2" ] || fail "job $1 ended with '$(state "$1")'; expected '$2'"
}
number_of() { scontrol show job --oneliner "$1" | sed -nE 's/^JobId=([0-9]+) .*/\1/p' | head -1; }
same_results() {
  cmp "$work"/undisturbed/cluster/*/results.json "$work/$1"/cluster/*/results.json ||
    fail "the results in $1 differ from those of an undisturbed run"
}

# The part and the ranks that will run into their limit: Slurm sends the signal 60 seconds before the end
# of the one minute that they get, in its next round of half a minute. They are stopped until then as soon
# as there is a checkpoint, so that they are not through before on a fast machine.
array=$(submit slurm_array.sbatch array --array=3 --time=1 --cpus-per-task=1)
until_true 30 compgen -G "$work/array/cluster/*/checkpoint/shard_3_of_4.played" ||
  fail "part 3 wrote no checkpoint"
part_pid=$(cat "$work/$(number_of "${array}_3")_0.pid")
kill -STOP "$part_pid" || fail "part 3 was through before it could be stopped"
say "part 3 of 4 has a checkpoint"
if ((with_mpi)); then
  ranks=$(submit slurm_mpi.sbatch ranks --ntasks=2 --time=1 --cpus-per-task=1)
  until_true 30 compgen -G "$work/ranks/cluster/*/checkpoint/*rank_2_of_2.played" ||
    fail "the ranks wrote no checkpoint"
  for rank in 0 1; do
    kill -STOP "$(cat "$work/${ranks}_$rank.pid")" || fail "the ranks were through before they could be stopped"
  done
  say "the ranks have a checkpoint"
fi

"$program" run experiment.yaml --quiet --out undisturbed >undisturbed.txt
say "the undisturbed run is through"
others=$(submit slurm_array.sbatch array --array=1,2 --cpus-per-task=1)
wrong=$(submit slurm_array.sbatch wrong --array=4-5 --cpus-per-task=1)
expect_state "$wrong" "FAILED 2:0"
grep -q 'the array goes up to 5, but PARTS is 4' "$work/reprise_${wrong}_4.txt" || fail "part 4 of 4-5 is not refused"
[ ! -e wrong ] || fail "an array that is refused wrote something"
expect_state "$others" "COMPLETED 0:0"
say "parts 1 and 2 are through, and an array beyond the number of parts was refused"

# The part goes on once SIGTERM waits for it: bit 14 of its pending signals. (Slurm may have let it go on.)
terminated() { (((0x$(sed -n 's/^ShdPnd:\s*//p' "/proc/$1/status") >> 14) & 1)); }
terminated_or_over() { terminated "$part_pid" || over "${array}_3"; }
until_true 60 terminated_or_over || fail "SIGTERM has not reached part 3: $(state "${array}_3")"
kill -CONT "$part_pid" 2>/dev/null || true
expect_state "${array}_3" "FAILED 130:0"
grep -q 'with --resume it goes on from here' "$work/reprise_${array}_3.txt" || fail "part 3 says nothing of its checkpoint"
say "part 3 got SIGTERM before its limit, and kept a checkpoint with exit code 130"
if ((with_mpi)); then
  expect_state "$ranks" "FAILED 1:0"
  ! compgen -G "$work/ranks/cluster/*/results.json" >/dev/null || fail "the ranks were through before their limit"
  say "the ranks got SIGTERM before their limit, and kept a checkpoint"
  ranks=$(submit slurm_mpi.sbatch ranks --ntasks=2 --cpus-per-task=1)
fi

array=$(submit slurm_array.sbatch array --array=3,4 --cpus-per-task=1)
expect_state "$array" "COMPLETED 0:0"
grep -q 'resumed: ' "$work/reprise_${array}_3.txt" || fail "part 3 does not go on from its checkpoint"
"$program" merge array/cluster/* >merged.txt 2>&1 || fail "the parts do not make up the run"
same_results array
say "parts 3 and 4, submitted alone, complete the run: results.json has the same bytes"
if ((with_mpi)); then
  expect_state "$ranks" "COMPLETED 0:0"
  grep -q 'resumed: ' "$work/reprise_${ranks}_"*.txt || fail "the ranks do not go on from their checkpoint"
  same_results ranks
  say "the ranks, submitted again, complete the run: results.json has the same bytes"
else
  say "slurm_mpi.sbatch is not tried: this build is without MPI"
fi
