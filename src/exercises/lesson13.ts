import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { type Answer, City, type Place, UnknownPlace } from "../city.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { max } from "../stats.ts";

type Services = Pick<City, "location" | "sun" | "weather">;

/** Says when the sun rises: 200, 404 for a place that is not there, 502 if a service fails. */
export type SunHandler = (
  city: Pick<City, "location" | "sun">,
  zip: string,
  country: string,
) => Promise<Answer>;

export const sunHandler: Exercise<SunHandler> = {
  id: "13.1",
  title: "an answer for every case",
  hints: [
    "Two awaits, one after the other: the sun cannot be asked before the place is known. Then think of the errors, one kind at a time.",
    "Put try around both awaits. What is caught is an UnknownPlace, which is the reader's mistake, or anything else, which is a service's.",
    "catch (error) { if (error instanceof UnknownPlace) return { status: 404, body: … }; return { status: 502, body: … }; }",
  ],
  async judge(answer) {
    for (const one of cases) {
      const verdict = await judgeCase(answer, one);
      if (!verdict.passed) return verdict;
    }
    return await judgeTogether(answer);
  },
};

interface Case {
  readonly what: string;
  readonly status: number;
  readonly calls: readonly string[];
  readonly fails?: { readonly service: "location" | "sun"; readonly error: Error };
}

const broken = new Error("connection reset");
const nowhere = new UnknownPlace("no such place");
const cases: readonly Case[] = [
  { what: "all goes well", status: 200, calls: ["location", "sun"] },
  {
    what: "there is no such place",
    status: 404,
    calls: ["location"],
    fails: { service: "location", error: nowhere },
  },
  {
    what: "the location service fails",
    status: 502,
    calls: ["location"],
    fails: { service: "location", error: broken },
  },
  {
    what: "the sun service fails",
    status: 502,
    calls: ["location", "sun"],
    fails: { service: "sun", error: broken },
  },
];

async function judgeCase(answer: SunHandler, one: Case): Promise<Verdict> {
  const { what, status, fails } = one;
  const calls: string[] = [];
  const called = async <T>(service: "location" | "sun", call: () => Promise<T>): Promise<T> => {
    calls.push(service);
    const result = await call();
    if (fails?.service === service) throw fails.error;
    return result;
  };
  const city = new City({ clock: new SimulatedClock(), random: new Random(3) });
  const watched = {
    location: (zip: string, country: string) =>
      called("location", () => city.location(zip, country)),
    sun: (place: Place) => called("sun", () => city.sun(place)),
  };
  const said = await answer(watched, "97201", "us").catch((error: unknown) => String(error));
  if (typeof said === "string") return failed(`when ${what}, it throws ${said}`);
  if (said.status !== status) {
    return failed(`when ${what}, the status is ${said.status}, and should be ${status}`);
  }
  if (calls.join() !== one.calls.join()) {
    return failed(`when ${what}, it calls ${calls.join(", ")}, and should ${one.calls.join(", ")}`);
  }
  return status === 200 ? judgeBody(said.body) : passed("");
}

function judgeBody(body: unknown): Verdict {
  const isSun = typeof body === "object" && body !== null && "sunrise" in body;
  return isSun
    ? passed("")
    : failed("when all goes well, the body is not what the sun service said");
}

async function judgeTogether(answer: SunHandler): Promise<Verdict> {
  const clock = new SimulatedClock();
  const city = new City({ clock, random: new Random(13) });
  const zips = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "97201" : "10115"));
  const answers = await Promise.all(
    zips.map((zip) => answer(city, zip, zip === "97201" ? "us" : "de")),
  );
  const wrong = answers.findIndex(({ body }, i) => {
    return (body as { sunrise?: string }).sunrise !== (i % 2 === 0 ? "06:04" : "06:58");
  });
  if (wrong >= 0) return failed("of 20 requests at once, one gets the answer of another place");
  const longestMs = 535.646 + 741.911;
  if (clock.now() > 2 * longestMs) {
    return failed(`20 requests at once take ${(clock.now() / 1000).toFixed(2)} s together`);
  }
  return passed("every case has its status, and 20 at once take as long as the slowest of them");
}

/** Everything about a city on one page. */
export type CityPage = (
  city: Services,
  zip: string,
  country: string,
) => Promise<{ readonly sun: { readonly sunrise: string }; readonly weather: string }>;

export const cityPage: Exercise<CityPage> = {
  id: "13.2",
  title: "what may overlap",
  hints: [
    "Draw an arrow from each call to the one that needs its result. What has no arrow between it may overlap.",
    "There are two chains: location and then sun, and weather alone. The page needs both chains, not all three calls at once.",
    "const sun = async () => city.sun(await city.location(zip, country)); then Promise.all([sun(), city.weather(zip, country)]).",
  ],
  async judge(answer) {
    for (let seed = 1; seed <= 30; seed += 1) {
      const verdict = await judgePage(answer, seed);
      if (!verdict.passed) return verdict;
    }
    return passed("30 pages, each as fast as its slower chain");
  },
};

async function judgePage(answer: CityPage, seed: number): Promise<Verdict> {
  const clock = new SimulatedClock();
  const city = new City({ clock, random: new Random(seed) });
  const took: Record<string, number> = {};
  const timed = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    const from = clock.now();
    const result = await call();
    took[name] = clock.now() - from;
    return result;
  };
  const watched: Services = {
    location: (zip, country) => timed("location", () => city.location(zip, country)),
    sun: (place) => timed("sun", () => city.sun(place)),
    weather: (zip, country) => timed("weather", () => city.weather(zip, country)),
  };
  const page = await answer(watched, "97201", "us");
  if (page.sun.sunrise !== "06:04" || !page.weather.startsWith("rain in 97201")) {
    return failed("the page does not hold what the services said");
  }
  const { location = 0, sun = 0, weather = 0 } = took;
  const chains = [location + sun, weather];
  const over = clock.now() - max(chains);
  if (over < 0.01) return passed("");
  const parts = `location ${show(location)}, sun ${show(sun)}, weather ${show(weather)}`;
  return failed(`with ${parts} it takes ${show(clock.now())}, and could take ${show(max(chains))}`);
}

const show = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
