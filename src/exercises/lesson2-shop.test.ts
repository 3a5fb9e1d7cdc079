import assert from "node:assert/strict";
import { test } from "node:test";
import { priceTag } from "./lesson2.ts";
import { accepts, rejects } from "./testing.ts";

const tag = (name: string, price: unknown) => `${name}: ${String(price)} cents`;

test("2.2 accepts an await before each of the three calls", async () => {
  await accepts(priceTag, async (shop, name) => {
    await shop.open();
    const price = await shop.priceOf(name);
    await shop.close();
    return tag(name, price);
  });
});

test("2.2 accepts the price unpacked later, as long as the shop stays open for it", async () => {
  await accepts(priceTag, async (shop, name) => {
    await shop.open();
    const price = shop.priceOf(name);
    await price;
    await shop.close();
    return tag(name, await price);
  });
});

test("2.2 rejects no await at all, and shows the three calls on top of each other", async () => {
  const verdict = await rejects(priceTag, (shop, name) => {
    void shop.open();
    const price = shop.priceOf(name);
    void shop.close();
    return Promise.resolve(tag(name, price));
  });
  assert.match(
    verdict.because,
    /the price is asked for at 0 ms, but the shop is open only at \d+ ms/,
  );
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("2.2 rejects a door that is locked while the price is being looked up", async () => {
  const verdict = await rejects(priceTag, async (shop, name) => {
    await shop.open();
    const price = shop.priceOf(name);
    await shop.close();
    return tag(name, await price);
  });
  assert.match(verdict.because, /the door is being locked from \d+ ms on/);
});

test("2.2 rejects a promise in the text", async () => {
  const verdict = await rejects(priceTag, async (shop, name) => {
    await shop.open();
    const price = shop.priceOf(name);
    await price;
    await shop.close();
    return tag(name, price);
  });
  assert.match(verdict.because, /\[object Promise\]/);
});

test("2.2 rejects a function that is over before the shop is closed", async () => {
  const verdict = await rejects(priceTag, async (shop, name) => {
    await shop.open();
    const price = await shop.priceOf(name);
    void shop.close();
    return tag(name, price);
  });
  assert.match(verdict.because, /your function is over at \d+ ms, but the shop is closed only at/);
});

test("2.2 rejects everything started together", async () => {
  await rejects(priceTag, async (shop, name) => {
    const [, price] = await Promise.all([shop.open(), shop.priceOf(name), shop.close()]);
    return tag(name, price);
  });
});

test("2.2 rejects a shop that is never opened, never asked, never closed or opened twice", async () => {
  await rejects(priceTag, async (shop, name) => tag(name, await shop.priceOf(name)));
  await rejects(priceTag, async (shop, name) => {
    await shop.open();
    await shop.close();
    return tag(name, 100);
  });
  await rejects(priceTag, async (shop, name) => {
    await shop.open();
    return tag(name, await shop.priceOf(name));
  });
  await rejects(priceTag, async (shop, name) => {
    await shop.open();
    await shop.open();
    return tag(name, await shop.priceOf(name));
  });
});
