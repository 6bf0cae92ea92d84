"""What /proc and the file of starts tell about processes."""

import os
import signal
import time

LINE = 16 + 1 + 10 + 1 + 20 + 1
TICK = 1.0 / os.sysconf("SC_CLK_TCK")


def now():
    """The clock that the services write: monotonic, in nanoseconds."""
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC)


class Starts:
    """The file to which each start of a service appends a line."""

    def __init__(self, path):
        self.path = path
        open(path, "w").close()

    def count(self):
        return os.stat(self.path).st_size // LINE

    def all(self, since=0):
        """The starts from a number on, each as (name, pid, nanoseconds)."""
        with open(self.path) as file:
            file.seek(since * LINE)
            return [(name, int(pid), int(at)) for name, pid, at in (line.split() for line in file)]

    def await_count(self, count, seconds, pause=0.02):
        """The time of the count-th start, once there are so many; 0 for none."""
        end = time.monotonic() + seconds
        while self.count() < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.count()} of {count} services have started within {seconds} s")
            time.sleep(pause)
        return sorted(at for _, _, at in self.all())[count - 1] if count else 0

    def await_start_of(self, name, since, seconds):
        """The first start of a service after so many starts."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for who, pid, at in self.all(since):
                if who == name:
                    return pid, at
            time.sleep(0.005)
        raise TimeoutError(f"{name} has not come back within {seconds} s")

    def newest(self):
        """The last known pid of each service."""
        return {name: pid for name, pid, _ in self.all()}


def executable(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return None


def fields(pid):
    """The fields of a process's stat file behind its name; the first is its state."""
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def is_alive(pid):
    try:
        return fields(pid)[0] not in "ZX"
    except OSError:
        return False


def helpers(root, service):
    """A supervisor's processes: its tree without the services."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                children.setdefault(int(fields(entry)[1]), []).append(int(entry))
            except OSError:
                pass
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        if executable(pid) not in (service, None):
            found.append(pid)
            queue.extend(children.get(pid, []))
    return found


def cpu(pids):
    """Seconds of processor time that processes have used, user and system."""
    total = 0
    for pid in pids:
        try:
            stat = fields(pid)
            total += int(stat[11]) + int(stat[12])
        except OSError:
            pass
    return total * TICK


def pss(pids):
    """Proportional set size in bytes: shared pages count by the part that is a process's own."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return total * 1024


def threads(pids):
    total = 0
    for pid in pids:
        try:
            total += len(os.listdir(f"/proc/{pid}/task"))
        except OSError:
            pass
    return total


def await_end(pids, seconds, pause=0.01):
    """Waits until none of the processes lives; those that still do."""
    end = time.monotonic() + seconds
    left = [pid for pid in pids if is_alive(pid)]
    while left and time.monotonic() < end:
        time.sleep(pause)
        left = [pid for pid in left if is_alive(pid)]
    return left


def kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
