import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, titleOf } from "./choose.ts";
import { measureAll, rotated } from "./harness.ts";
import { resultsOf } from "./result.ts";
import { sizeFrom } from "./size.ts";
import { tableOf } from "./table.ts";
import { type Cell, type Role, theme } from "./theme.ts";

const cell = (scenario: string, contestant: string, role: Role = "peer"): Cell => ({
  theme: "t",
  scenario,
  contestant,
  role,
  workload: null,
  python: undefined,
  mostRounds: Infinity,
});

const race = [cell("one", "floor", "floor"), cell("one", "us", "ours"), cell("one", "them")];

test("all contestants of a scenario run in each round, each round starting with another one", async () => {
  const order: string[] = [];
  await measureAll([...race, cell("two", "us", "ours")], {
    rounds: 2,
    measure: (cell) => Promise.resolve(order.push(titleOf(cell))),
  });
  assert.deepEqual(order, [
    "t / one / floor",
    "t / one / us",
    "t / one / them",
    "t / one / us",
    "t / one / them",
    "t / one / floor",
    "t / two / us",
    "t / two / us",
  ]);
});

test("figures are kept in the order of rounds, for each cell its own", async () => {
  let next = 0;
  const measure = (): Promise<number> => Promise.resolve(next++);
  const measured = await measureAll(race, { rounds: 2, measure });
  assert.deepEqual(
    measured.map(({ values }) => values),
    [
      [0, 5],
      [1, 3],
      [2, 4],
    ],
  );
});

test("a cell may ask for fewer rounds", async () => {
  const measured = await measureAll([{ ...cell("one", "us"), mostRounds: 2 }], {
    rounds: 5,
    measure: () => Promise.resolve(1),
  });
  assert.equal(measured[0]?.values.length, 2);
});

test("a measurement that fails ends the run", async () => {
  const measure = (): Promise<number> => Promise.reject(new Error("crashed"));
  await assert.rejects(measureAll(race, { rounds: 1, measure }), /crashed/);
});

test("rotating goes round, and leaves an empty list empty", () => {
  assert.deepEqual(rotated([1, 2, 3], 4), [2, 3, 1]);
  assert.deepEqual(rotated([], 4), []);
});

test("a pattern brings along the floor and ours of the scenario, and nothing else", () => {
  const cells = [...race, cell("one", "others"), cell("two", "us", "ours")];
  assert.deepEqual(chosen(cells, /them/).map(titleOf), [
    "t / one / floor",
    "t / one / us",
    "t / one / them",
  ]);
  assert.deepEqual(chosen(cells, undefined), cells);
  assert.deepEqual(chosen(cells, /nobody/), []);
});

test("results say how many times ours and how many times the last floor, round by round", () => {
  const figures: readonly [string, Role, readonly number[]][] = [
    ["low floor", "floor", [1, 1, 1]],
    ["floor", "floor", [10, 20, 10]],
    ["us", "ours", [20, 40, 30]],
    ["them", "peer", [60, 120, 90]],
  ];
  const measured = figures.map(([name, role, values]) => ({ ...cell("one", name, role), values }));
  const [, , us, them] = resultsOf([], measured);
  assert.equal(us?.toFloor, 2);
  assert.equal(us.median, 30);
  assert.equal(them?.toOurs, 3);
});

test("a table shows figures, ratios, gaps and the reasons for them", () => {
  const work = (): null => null;
  const races = theme<null>({
    id: "t",
    title: "A race",
    unit: "ns",
    contestants: [
      { name: "floor", role: "floor" },
      { name: "us", role: "ours" },
      { name: "them", role: "peer", cannot: { two: "too hard" } },
    ],
    scenarios: ["one", "two"].map((name) => ({ name, workload: work })),
  });
  const cells = races.cells(sizeFrom({}));
  const figures: Record<string, readonly number[]> = {
    floor: [100, 100],
    us: [1190, 1210],
    them: [2400, 2400],
  };
  const measured = cells.map((cell) => ({ ...cell, values: figures[cell.contestant] ?? [] }));
  assert.equal(tableOf(races, resultsOf([races], measured)), expectedTable);
});

const expectedTable = `\
A race (ns; × ours)

                            one            two
----------------------------------------------
floor               100   0.08×    100   0.08×
us                1,200          1,200        
them              2,400   2.00×              –
----------------------------------------------
ours ÷ floor                12×            12×
best peer ÷ ours          2.00×              –
noise of ours              ±1 %           ±1 %
  – them, two: too hard`;

test("what is asked for by number goes before --quick", () => {
  assert.equal(sizeFrom({ quick: true, items: 123 }).items, 123);
  assert.equal(sizeFrom({ quick: true }).rounds, 1);
  assert.equal(sizeFrom({}).rounds, 5);
});
