import asyncio
import gc
import resource

from measured import report, workload


def resident():
    """Bytes: Python has no figure of its own for its heap."""
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


async def main(tasks):
    async def sleeper():
        await asyncio.sleep(3600)

    before = resident()
    sleeping = [asyncio.create_task(sleeper()) for _ in range(tasks)]
    await asyncio.sleep(0)
    held = resident() - before
    for task in sleeping:
        task.cancel()
    await asyncio.gather(*sleeping, return_exceptions=True)
    return held / tasks


report(asyncio.run(main(workload()["tasks"])))
