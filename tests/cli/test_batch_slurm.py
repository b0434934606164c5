#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A real Slurm of one node: docs/examples/slurm-array.sbatch makes the same maps as one machine alone."""
import hashlib
import os
import shutil
import socket
import subprocess
import time

from harness import CARTOUCHE, ROOT, Skip, expect, main, run, write

NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "sinfo")
CONF = """ClusterName=cartouche
SlurmctldHost={host}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={f}/munge/socket
SlurmctldPort={port}
SlurmdPort={port_d}
SlurmctldPidFile={f}/slurmctld.pid
SlurmdPidFile={f}/slurmd.pid
SlurmctldLogFile={f}/slurmctld.log
SlurmdLogFile={f}/slurmd.log
StateSaveLocation={f}/state
SlurmdSpoolDir={f}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
NodeName={host} CPUs={cpus} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES State=UP
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        missing = [p for p in NEEDED if not shutil.which(p, path=path)]
        if missing or os.geteuid() != 0:
            raise Skip("not here: " + ", ".join(missing) if missing else "Slurm's daemons want root")
        self.env = {**os.environ, "PATH": path, "SLURM_CONF": os.path.join(folder, "slurm.conf")}

    def call(self, *args, **more):
        return subprocess.run(args, env=self.env, capture_output=True, text=True, timeout=120, **more)

    def __enter__(self):
        for d in ("munge", "state", "spool"):
            os.makedirs(os.path.join(self.folder, d), mode=0o700)
        m = os.path.join(self.folder, "munge")
        write(os.path.join(m, "key"), os.urandom(1024))
        os.chmod(os.path.join(m, "key"), 0o400)
        write(self.env["SLURM_CONF"], CONF.format(host=socket.gethostname().split(".")[0], f=self.folder,
                                                  cpus=os.cpu_count(), port=free_port(), port_d=free_port()))
        started = [self.call("munged", "--force", f"--key-file={m}/key", f"--socket={m}/socket",
                             f"--pid-file={self.folder}/munged.pid", f"--log-file={m}/log", f"--seed-file={m}/seed"),
                   self.call("slurmctld"), self.call("slurmd")]
        for _ in range(40):
            if "idle" in self.call("sinfo", "-h").stdout:
                return self
            time.sleep(0.25)
        self.__exit__()
        raise Skip("Slurm does not start here: " + " ".join(s.stderr.strip() for s in started))

    def __exit__(self, *_):
        for name in ("slurmd", "slurmctld", "munged"):
            try:
                with open(os.path.join(self.folder, name + ".pid"), encoding="ascii") as f:
                    os.kill(int(f.read()), 15)
            except (OSError, ValueError):
                pass
        time.sleep(0.5)


def documents(folder, n):
    os.makedirs(folder)
    shutil.copy(os.path.join(folder, "..", "sites.csv"), folder)
    for i in range(n):
        write(os.path.join(folder, f"map-{i:02}.yaml"),
              f"title: Map {i}\ndata:\n  sites: {{ path: sites.csv, label: name }}\n"
              f"view: {{ center: [{124.5 + i * 0.5}, {38.5 + i * 0.25}], scale: \"1:2000000\" }}\n"
              "page: { size: 400x300 }\n")


def hashes(folder):
    return {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(folder)) if not name.startswith(".")}


def array_equals_one_machine(folder):
    maps, one, many = (os.path.join(folder, d) for d in ("maps", "one", "many"))
    documents(maps, 12)
    with Cluster(os.path.join(folder, "slurm")) as slurm:
        job = os.path.join(ROOT, "docs", "examples", "slurm-array.sbatch")
        slurm.env["PATH"] = os.path.dirname(CARTOUCHE) + ":" + slurm.env["PATH"]
        r = slurm.call("sbatch", "--wait", "--array=0-3", job, maps, many, cwd=folder)
        logs = [open(os.path.join(folder, n), encoding="utf-8").read()
                for n in sorted(os.listdir(folder)) if n.startswith("cartouche-")]
        expect(r.returncode == 0, "sbatch:", r.stdout, r.stderr, *logs)
    expect(len(logs) == 4, "a log a task, not", len(logs))
    r = run("batch", maps, "--out-dir", one, "-j", "2")
    expect(r.code == 0, r)
    expect(len(hashes(one)) == 12, hashes(one))
    expect(hashes(one) == hashes(many), "the array's maps are others")
    ledgers = [os.path.join(many, n) for n in sorted(os.listdir(many)) if n.endswith("-of-4.sqlite")]
    expect(len(ledgers) == 4, os.listdir(many))
    r = run("batch", "--merge-ledgers", *ledgers, "--into", os.path.join(many, ".cartouche-ledger.sqlite"))
    expect(r.code == 0, r)
    r = run("batch", maps, "--out-dir", many, "--json")
    expect(r.code == 0 and b'"unchanged":12' in r.out.replace(b" ", b""), "after the merge nothing is to be done:", r)


if __name__ == "__main__":
    main([array_equals_one_machine])
