"""How long each nap lasts: the same arithmetic as clocks/sleepers.ts, which says why."""

PRIMES = [15_485_863, 32_452_843, 49_979_687, 67_867_967]


def nap_ms(work, who, nap):
    sleepers = work["sleepers"]
    if work["equal"]:
        return sleepers
    place = who * PRIMES[nap % len(PRIMES)] % sleepers
    return sleepers + place - (who * PRIMES[(nap - 1) % len(PRIMES)] % sleepers if nap else 0)
