"""Machines that are network namespaces of this one: each has its own name, address and home, and a link of a given rate."""

import os
import shutil
import subprocess
import uuid


def available():
    """Whether this machine lets us make some: root, and a kernel with namespaces and bridges."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        return False
    name = f"e{uuid.uuid4().hex[:6]}"
    made = subprocess.run(["ip", "link", "add", name, "type", "bridge"], capture_output=True).returncode == 0
    subprocess.run(["ip", "link", "del", name], capture_output=True)
    return made and subprocess.run(["unshare", "--uts", "true"], capture_output=True).returncode == 0


class Hosts:
    """So many machines on a bridge; `with` takes them down again."""

    def __init__(self, folder, count, rate=None):
        self.folder, self.rate = folder, rate
        self.mark = uuid.uuid4().hex[:5]
        self.names = [f"h{self.mark}{place}" for place in range(count)]

    def __enter__(self):
        ip("link", "add", f"b{self.mark}", "type", "bridge")
        ip("link", "set", f"b{self.mark}", "up")
        for place, name in enumerate(self.names):
            ip("netns", "add", name)
            ip("link", "add", f"v{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", f"v{name}", "master", f"b{self.mark}", "up")
            ip("-n", name, "addr", "add", f"10.77.0.{place + 1}/24", "dev", "eth0")
            for device in ("eth0", "lo"):
                ip("-n", name, "link", "set", device, "up")
            if self.rate:
                subprocess.run(
                    ["tc", "-n", name, "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", self.rate, "burst", "256kb",
                     "latency", "50ms"], check=True)
            (self.folder / name).mkdir()
        # What ssh would do: there the machine has another name, and the user another home.
        self.agent = self.folder / "agent"
        self.agent.write_text(
            "#!/bin/bash\nwhile [[ $1 == -* ]]; do shift; done\nhost=$1; shift\n"
            'exec ip netns exec "$host" unshare --uts bash -c '
            f'"hostname $host; export HOME={self.folder}/$host; cd \\$HOME; $*"\n')
        self.agent.chmod(0o755)
        self.list = self.folder / "hosts"
        self.list.write_text("".join(f"10.77.0.{place + 1} slots=1\n" for place in range(len(self.names))))
        # mpirun knows them by their addresses, and the agent by their names.
        text = self.agent.read_text().replace(
            "host=$1; shift\n",
            "host=$1; shift\ncase $host in " + " ".join(
                f"10.77.0.{place + 1}) host={name};;" for place, name in enumerate(self.names)) + " esac\n")
        self.agent.write_text(text)
        return self

    def __exit__(self, *_):
        for name in self.names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True)
        subprocess.run(["ip", "link", "del", f"b{self.mark}"], capture_output=True)

    def unplug(self, place):
        ip("link", "set", f"v{self.names[place]}", "down")

    def command(self, words):
        """Has the first machine start the words on all of them."""
        mpirun = ["mpirun.openmpi", "--mca", "plm_rsh_agent", str(self.agent), "--bind-to", "none"]
        for layer in ("btl", "oob"):
            mpirun += ["--mca", f"{layer}_tcp_if_include", "eth0"]
        # As `elbow install --hosts` has it.
        for name, value in (("time", "3"), ("intvl", "1"), ("probes", "3")):
            mpirun += ["--mca", f"oob_tcp_keepalive_{name}", value]
        mpirun += ["--hostfile", str(self.list), "-n", str(len(self.names))]
        return ["ip", "netns", "exec", self.names[0], "unshare", "--uts", "bash", "-c",
                f'hostname {self.names[0]}; cd {self.folder}; exec "$@"', "mpirun", *mpirun, *map(str, words)]


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)
