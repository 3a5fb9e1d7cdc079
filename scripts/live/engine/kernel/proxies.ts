/** What is behind each proxy that was made here: a proxy itself does not tell, and Node prints what is behind it. */
const known = new WeakMap<object, readonly [target: object, handler: object]>();

export function proxyDetails(
  value: object,
): readonly [target: object, handler: object] | undefined {
  return known.get(value);
}

/** To be called before any cell runs. */
export function rememberProxies(): void {
  const Real = Proxy;
  const remember = <T extends object>(target: T, handler: ProxyHandler<T>): T => {
    const proxy = new Real(target, handler);
    known.set(proxy, [target, handler]);
    return proxy;
  };
  const remembering = new Real(Real, {
    construct: (_, [target, handler]: [object, ProxyHandler<object>]) => remember(target, handler),
  });
  globalThis.Proxy = remembering;
}
