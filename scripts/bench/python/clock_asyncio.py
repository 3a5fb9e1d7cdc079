"""asyncio on a loop whose time jumps to the next timer instead of waiting for it."""

import asyncio

from measured import cpu_time, report, workload
from sleepers import nap_ms


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.virtual = 0.0
        select = self._selector.select

        def jump(timeout=None):
            if timeout:
                self.virtual += timeout
            return select(0)

        self._selector.select = jump

    def time(self):
        return self.virtual


async def main(work):
    async def sleeper(who):
        for nap in range(work["naps"]):
            await asyncio.sleep(nap_ms(work, who, nap) / 1000)

    await asyncio.gather(*(sleeper(who) for who in range(work["sleepers"])))


work = workload()
loop = VirtualLoop()
events = work["sleepers"] * work["naps"]
report(cpu_time(lambda: loop.run_until_complete(main(work))) / events)
