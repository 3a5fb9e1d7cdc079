import autocannon from "autocannon";

/** What a load generator of others says. */
export interface CannonReport {
  readonly perSecond: number;
  readonly meanMs: number;
  readonly p50: number;
  readonly p99: number;
}

/** A closed load by autocannon, a well-known load generator, in this process. */
export async function cannon(
  url: string,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<CannonReport> {
  const options = { url: `${url}/api/sun/97201/us`, connections: clients, duration: seconds };
  const { requests, latency } = await autocannon({ ...options, timeout: 60 });
  const { mean, p50, p99 } = latency;
  return { perSecond: requests.mean, meanMs: mean, p50, p99 };
}
