import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

/** How long the location service took to answer, in seconds, as the lecturer of the course's model once measured it. */
export const locationSeconds: readonly number[] = [
  0.28844, 0.334694, 0.33468, 0.343911, 0.339515, 0.344329, 0.341594, 0.352366, 0.535646, 0.527148,
  0.533472, 0.53351, 0.523462,
];
/** How long the sun's service took, in seconds, measured by the same lecturer. */
export const sunSeconds: readonly number[] = [0.399203, 0.7046, 0.422959, 0.741911, 0.404674];

/** A place on earth, in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** No such zip code. */
export class UnknownPlace extends Error {
  override name = "UnknownPlace";
}

const places: Readonly<Record<string, Place>> = {
  "97201 us": { latitude: 45.5, longitude: -122.69 },
  "10115 de": { latitude: 52.53, longitude: 13.38 },
  "75001 fr": { latitude: 48.86, longitude: 2.34 },
};

/** What a `City` is made with. */
export interface CityOptions {
  readonly clock: Clock;
  /** Draws the latencies. */
  readonly random: Random;
  /** How many times faster than life the services answer. Default: 1. */
  readonly faster?: number;
  /** Whether a call holds the thread while it waits for its answer. Default: no. */
  readonly blocking?: boolean;
}

/**
 * Three services somewhere else, with the latencies of the lecture: where a zip code is, when the sun rises there, and
 * what the weather is like. The sun's service asks for a place; the weather's for the zip code, so it can be called at
 * once. (Nobody measured the weather: it takes as long as the sun.)
 */
export class City {
  readonly #options: CityOptions;

  constructor(options: CityOptions) {
    this.#options = options;
  }

  /** Where a zip code is. Rejects with UnknownPlace if it is nowhere. */
  async location(zip: string, country: string): Promise<Place> {
    await this.#answer(locationSeconds);
    const place = places[`${zip} ${country.toLowerCase()}`];
    if (place === undefined) throw new UnknownPlace(`no place has the zip code ${zip}, ${country}`);
    return place;
  }

  /** When the sun rises and sets there. */
  async sun({ latitude }: Place): Promise<{ readonly sunrise: string; readonly sunset: string }> {
    await this.#answer(sunSeconds);
    return { sunrise: latitude > 50 ? "06:58" : "06:04", sunset: "20:28" };
  }

  /** What the weather is like. */
  async weather(zip: string, country: string): Promise<string> {
    await this.#answer(sunSeconds);
    return `rain in ${zip}, ${country}, later less`;
  }

  async #answer(seconds: readonly number[]): Promise<void> {
    const { clock, random, faster = 1, blocking = false } = this.#options;
    const drawn = seconds[Math.floor(random.next() * seconds.length)] ?? 0;
    const ms = (drawn * 1000) / faster;
    if (blocking) clock.sleepSync(ms);
    else await clock.sleep(ms);
  }
}

/** What a web server answers with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** When the sun rises at a zip code: 200, 404 if there is no such place, 502 if a service fails. Never rejects. */
export async function sunAnswer(
  city: Pick<City, "location" | "sun">,
  zip: string,
  country: string,
): Promise<Answer> {
  try {
    const place = await city.location(zip, country);
    return { status: 200, body: await city.sun(place) };
  } catch (error) {
    if (error instanceof UnknownPlace) return { status: 404, body: { error: error.message } };
    return { status: 502, body: { error: "a service that we need does not answer" } };
  }
}
