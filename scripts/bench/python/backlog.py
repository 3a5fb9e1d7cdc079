import asyncio

from measured import cpu_time, report, workload

work = workload()


def filled():
    queue = asyncio.Queue()
    for item in range(work["each"]):
        queue.put_nowait(item)
    return queue


async def drain(queues):
    for queue in queues:
        for _ in range(work["each"]):
            await queue.get()


queues = [filled() for _ in range(work["queues"])]
report(cpu_time(lambda: asyncio.run(drain(queues))) / (work["queues"] * work["each"]))
