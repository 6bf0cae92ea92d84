"""The supervisors that are compared, each started on a directory of its own with some services to keep running."""

import os
import signal
import subprocess

import proc


class Supervisor:
    """One supervisor with its services, in a directory that is all its own."""

    name = ""
    program = ""
    package = ""

    def __init__(self, directory, service, shell):
        self.directory = directory
        self.service = service
        self.shell = shell
        self.process = None
        self.root = None
        os.makedirs(directory)
        self.starts = proc.Starts(f"{directory}/starts")
        self.environment = dict(os.environ, BENCH_STARTS=self.starts.path)

    def prepare(self, count):
        """Writes the configuration of so many services."""
        for i in range(count):
            service = f"{self.directory}/scan/{self.id(i)}"
            os.makedirs(service)
            if self.shell:
                with open(f"{service}/run", "w") as run:
                    run.write(f"#!/bin/sh\nexec {self.service} {self.id(i)}\n")
                os.chmod(f"{service}/run", 0o755)
            else:
                os.symlink(self.service, f"{service}/run")
        os.makedirs(f"{self.directory}/scan", exist_ok=True)

    @staticmethod
    def id(i):
        return f"s{i:04d}"

    def start(self):
        """Starts the supervisor; returns the time just before."""
        begin = proc.now()
        self.process = subprocess.Popen(
            self.command(),
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.root = self.process.pid
        return begin

    def command(self):
        raise NotImplementedError

    def helpers(self):
        return proc.helpers(self.root, self.service)

    def stop(self):
        """Tells it to stop everything; returns at once."""
        self.process.send_signal(signal.SIGTERM)

    def end(self):
        """Stops it and kills what is left; the seconds that the services took to end."""
        pids = list(self.starts.newest().values())
        helpers = self.helpers()
        begin = proc.now()
        self.stop()
        left = proc.await_end(pids, 60)
        seconds = (proc.now() - begin) / 1e9
        left += proc.await_end(helpers, 10)
        proc.kill(left)
        proc.kill(pid for pid in self.starts.newest().values() if proc.executable(pid) == self.service)
        if self.process.poll() is None:
            self.process.wait(10)
        return seconds


class S6(Supervisor):
    name = "s6"
    program = "s6-svscan"
    package = "s6"

    def command(self):
        return ["s6-svscan", "-c", "2000", f"{self.directory}/scan"]


class Runit(Supervisor):
    name = "runit"
    program = "runsvdir"
    package = "runit"

    def command(self):
        return ["runsvdir", "-P", f"{self.directory}/scan"]

    def stop(self):
        self.process.send_signal(signal.SIGHUP)


class Daemontools(Supervisor):
    name = "daemontools"
    program = "svscan"
    package = "daemontools"

    def command(self):
        return ["svscan", f"{self.directory}/scan"]

    def stop(self):
        # first svscan, which would start anew what ends
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        scan = f"{self.directory}/scan"
        services = [f"{scan}/{name}" for name in os.listdir(scan)]
        if services:
            subprocess.run(["svc", "-dx", *services], check=True)


class Supervisord(Supervisor):
    name = "supervisord"
    program = "supervisord"
    package = "supervisor"

    def prepare(self, count):
        command = f"{self.service} s%(process_num)04d"
        if self.shell:
            command = f'/bin/sh -c "exec {command}"'
        with open(f"{self.directory}/supervisord.conf", "w") as conf:
            conf.write(
                "[supervisord]\nnodaemon=true\nminfds=5000\nminprocs=2000\nlogfile=/dev/null\nlogfile_maxbytes=0\n"
                f"pidfile={self.directory}/supervisord.pid\n"
            )
            if count:
                conf.write(
                    f"[program:s]\ncommand={command}\nnumprocs={count}\nprocess_name=s%(process_num)04d\n"
                    "autorestart=true\nstartsecs=1\nstdout_logfile=NONE\nstderr_logfile=NONE\n"
                )

    def command(self):
        return ["supervisord", "-c", f"{self.directory}/supervisord.conf"]


class Mosha(Supervisor):
    """Mosha as its users start it: bin/mosha, with a cltab and an hactl."""

    name = "mosha"
    home = os.path.realpath(f"{os.path.dirname(__file__)}/../../..")
    program = f"{home}/bin/mosha"
    groups = None

    def prepare(self, count):
        base = f"{self.directory}/mfs/1/var/mosix-ha"
        os.makedirs(base)
        groups = min(self.groups or count, count)
        with open(f"{base}/cltab", "w") as cltab, open(f"{base}/hactl", "w") as hactl:
            for i in range(count):
                cltab.write(f"g{i % groups:04d}:{self.id(i)}:start:respawn:exec {self.service} {self.id(i)}\n")
            for group in range(groups if count else 0):
                hactl.write(f"g{group:04d} start\n")

    def verb(self, verb):
        return [
            self.program, verb,
            "-D", f"var.dir={self.directory}/var", "-D", f"mfsbase={self.directory}/mfs", "-D", "mynode=1",
        ]  # fmt: skip

    def command(self):
        return self.verb("start")

    def await_ready(self):
        """Waits until the start verb has returned; when that was."""
        if self.process.wait(60) != 0:
            raise RuntimeError(f"bin/mosha start has failed, see {self.directory}/var/log/mosha.log")
        ready = proc.now()
        with open(f"{self.directory}/var/mosha.pid") as pid:
            self.root = int(pid.read().split()[0])
        return ready

    def helpers(self):
        if self.process.returncode is None:
            self.await_ready()
        return super().helpers()

    def call(self, verb):
        """Calls a verb; the seconds that it took."""
        begin = proc.now()
        subprocess.run(self.verb(verb), check=True, stdout=subprocess.DEVNULL)
        return (proc.now() - begin) / 1e9

    def stop(self):
        self.call("stop")


class Mosha100(Mosha):
    """The same in 100 groups."""

    name = "mosha, 100 groups"
    groups = 100


class Mosha1(Mosha):
    """The same in one group."""

    name = "mosha, 1 group"
    groups = 1


OTHERS = [S6, Runit, Daemontools, Supervisord]
