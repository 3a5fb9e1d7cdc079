import asyncio

from measured import cpu_time, report, workload

STRIDE = 389


async def cancel(waits, waiting):
    queue = asyncio.Queue()
    for _ in range(waits // waiting):
        line = [asyncio.create_task(queue.get()) for _ in range(waiting)]
        await asyncio.sleep(0)
        for i in range(waiting):
            line[i * STRIDE % waiting].cancel()
        outcomes = await asyncio.gather(*line, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in outcomes)


work = workload()
report(cpu_time(lambda: asyncio.run(cancel(work["waits"], work["waiting"]))) / work["waits"])
