import simpy

from measured import cpu_time, report, workload
from sleepers import nap_ms


def run(work):
    env = simpy.Environment()
    wakes = 0

    def sleeper(who):
        nonlocal wakes
        for nap in range(work["naps"]):
            yield env.timeout(nap_ms(work, who, nap))
            wakes += 1

    for who in range(work["sleepers"]):
        env.process(sleeper(who))
    env.run()
    assert wakes == work["sleepers"] * work["naps"], "wakes were lost"


work = workload()
report(cpu_time(lambda: run(work)) / (work["sleepers"] * work["naps"]))
