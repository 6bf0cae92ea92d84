"""The parts of the benchmark: each measures some supervisors in turn and returns rows of a table."""

import os
import random
import signal
import statistics
import time

import proc
from supervisors import Mosha, Mosha1, Mosha100, Runit, S6

PATIENCE = 120


class Sample:
    """Values of one supervisor and quantity, with the unit that they are shown in."""

    def __init__(self, part, name, unit, digits, values=()):
        self.part, self.name, self.unit, self.digits = part, name, unit, digits
        self.values = list(values)

    def median(self):
        return statistics.median(self.values)

    def shown(self, value):
        return f"{value:,.{self.digits}f} {self.unit}"


class Table:
    """The samples in the order in which they came."""

    def __init__(self):
        self.samples = {}

    def add(self, part, name, unit, digits, value):
        key = (part, name)
        if key not in self.samples:
            self.samples[key] = Sample(part, name, unit, digits)
        self.samples[key].values.append(value)


class Bench:
    def __init__(self, scratch, service, shell, others, options, say):
        self.scratch, self.service, self.shell = scratch, service, shell
        self.others, self.options, self.say = others, options, say
        self.table = Table()
        self.live = []
        self.made = 0
        self.random = random.Random(1)

    def started(self, kind, count):
        """A supervisor that was just started, and when."""
        self.made += 1
        supervisor = kind(f"{self.scratch}/{self.made}", self.service, self.shell)
        supervisor.prepare(count)
        begin = supervisor.start()
        self.live.append(supervisor)
        return supervisor, begin

    def running(self, kind, count):
        """A supervisor all of whose services run."""
        supervisor, _ = self.started(kind, count)
        supervisor.starts.await_count(count, PATIENCE)
        return supervisor

    def end(self, supervisor):
        self.live.remove(supervisor)
        return supervisor.end()

    def end_all(self):
        for supervisor in list(self.live):
            self.end(supervisor)

    def shuffled(self, kinds):
        kinds = list(kinds)
        self.random.shuffle(kinds)
        return kinds

    # --- respawn ---

    def respawn(self):
        """Kills one service after the other, of one supervisor after the other."""
        count = 5
        supervisors = [self.running(kind, count) for kind in [Mosha, *self.others]]
        for round in range(self.options.kills):
            time.sleep(max(0.0, (1.3 - 0.2 * len(supervisors)) / count) + 0.2)
            for supervisor in self.shuffled(supervisors):
                part = "respawn, lived over 1 s"
                self.table.add(part, supervisor.name, "ms", 1, self.kill_one(supervisor, round % count))
        self.end_all()

    def kill_one(self, supervisor, number):
        """Kills a service that has lived long enough; the milliseconds until it runs again."""
        starts = supervisor.starts
        name = supervisor.id(number)
        pid, at = {who: (pid, at) for who, pid, at in starts.all()}[name]
        time.sleep(max(0.0, 1.2 - (proc.now() - at) / 1e9))
        before = starts.count()
        begin = proc.now()
        os.kill(pid, signal.SIGKILL)
        _, again = starts.await_start_of(name, before, 20)
        return (again - begin) / 1e6

    # --- many ---

    def cold(self):
        """From nothing to all running, at full count; on the way what is only to be seen with so many."""
        repeats = self.options.repeats
        for repeat in range(repeats):
            for kind in self.shuffled([Mosha, Mosha100, Mosha1, *self.others]):
                # the slowest of all need no second look
                if kind.name in ("supervisord", "mosha, 1 group") and repeat > 0:
                    continue
                self.one_cold(kind, repeat)

    def one_cold(self, kind, repeat):
        count = self.options.count
        supervisor, begin = self.started(kind, count)
        last = supervisor.starts.await_count(count, PATIENCE)
        self.table.add(f"{count:,} from cold", kind.name, "s", 2, (last - begin) / 1e9)
        helpers = supervisor.helpers()
        time.sleep(3)
        if repeat == 0:
            self.resident(supervisor, count)
            for number in range(9):
                value = self.kill_one(supervisor, 10 + number)
                self.table.add(f"respawn with {count:,} running", kind.name, "ms", 1, value)
            if kind in (Mosha, S6, Runit) and kind in [Mosha, *self.others]:
                time.sleep(2)
                self.idle(kind, helpers, count)
            if kind is Mosha:
                self.groups(supervisor, f"bin/mosha groups, {count:,} groups")
        self.table.add(f"stop of {count:,}", kind.name, "s", 2, self.end(supervisor))

    def idle(self, kind, helpers, count):
        seconds = self.options.idle
        before, begin = proc.cpu(helpers), proc.now()
        time.sleep(seconds)
        used, elapsed = proc.cpu(helpers) - before, (proc.now() - begin) / 1e9
        self.table.add(f"idle CPU with {count:,}, over {seconds} s", kind.name, "%", 3, 100 * used / elapsed)

    def resident(self, supervisor, count):
        helpers = supervisor.helpers()
        self.table.add(f"PSS with {count:,}", supervisor.name, "MB", 1, proc.pss(helpers) / 1e6)
        self.table.add(f"threads with {count:,}", supervisor.name, "", 0, proc.threads(helpers))

    def memory(self):
        """What few services take."""
        for count in (0, 100):
            for kind in [Mosha, *self.others]:
                supervisor = self.running(kind, count)
                time.sleep(2)
                self.resident(supervisor, count)
                self.end(supervisor)

    # --- Mosha's own ---

    def command(self):
        """The command as a person feels it."""
        for _ in range(7):
            supervisor, begin = self.started(Mosha, 1)
            first = supervisor.starts.await_count(1, PATIENCE, pause=0.005)
            self.table.add("bin/mosha start to the first process", "mosha", "s", 2, (first - begin) / 1e9)
            self.table.add("bin/mosha start returns", "mosha", "s", 2, (supervisor.await_ready() - begin) / 1e9)
            self.end(supervisor)
        supervisor = self.running(Mosha, 1)
        supervisor.await_ready()
        self.groups(supervisor, "bin/mosha groups, 1 group")
        self.end(supervisor)

    def groups(self, supervisor, part):
        for _ in range(7):
            self.table.add(part, "mosha", "s", 2, supervisor.call("groups"))
