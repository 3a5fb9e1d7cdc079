import asyncio

from measured import cpu_time, report, workload


async def deliver(work):
    items, producers, consumers = work["items"], work["producers"], work["consumers"]
    queue = asyncio.Queue(work.get("maxSize", 0))  # 0: unbounded
    received = 0

    async def produce(first):
        for item in range(first, items, producers):
            await queue.put(item)

    async def consume(first):
        nonlocal received
        for _ in range(first, items, consumers):
            item = await queue.get()  # on a line of its own: += would read the sum before the wait
            received += item

    producing = [produce(first) for first in range(producers)]
    consuming = [consume(first) for first in range(consumers)]
    if work.get("burst"):
        await asyncio.gather(*producing)
        await asyncio.gather(*consuming)
    else:
        await asyncio.gather(*consuming, *producing)
    assert received == items * (items - 1) // 2, "items were lost"


work = workload()
report(cpu_time(lambda: asyncio.run(deliver(work))) / work["items"])
