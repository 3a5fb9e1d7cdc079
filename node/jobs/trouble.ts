/** The queue engine cannot be reached, or not in this way. The message says what to do. */
export class EngineTrouble extends Error {
  override name = "EngineTrouble";

  /** Why the embedded engine does not serve on a port. */
  static ofPort(port: number, { code, message }: { code: string; message: string }): EngineTrouble {
    if (code === "EADDRINUSE") {
      return new EngineTrouble(
        `port ${port} is taken by another program: end that one, or leave the port out and a free one is found`,
      );
    }
    if (code === "EACCES") {
      return new EngineTrouble(`port ${port} is not allowed here: take one from 1024 on`);
    }
    return new EngineTrouble(`the embedded engine does not start: ${message}`);
  }

  /** Why the server at this address does not serve us. */
  static ofServer(url: URL, error: unknown): EngineTrouble {
    const { code = "", message } = firstOf(error);
    const explain = explanations[code];
    const where = `${url.hostname}:${url.port || "5432"}`;
    const user = decodeURIComponent(url.username) || "(none)";
    const database = url.pathname.slice(1) || user;
    const why =
      explain?.({ where, user, database }) ?? `the server at ${where} refuses: ${message}`;
    return new EngineTrouble(`${why} (from DATABASE_URL; without it the embedded engine is used)`, {
      cause: error,
    });
  }
}

interface Place {
  readonly where: string;
  readonly user: string;
  readonly database: string;
}

const notThere = ({ where }: Place): string =>
  `no PostgreSQL server answers at ${where}: start it, or correct the address`;
const refused = ({ where, user }: Place): string =>
  `the server at ${where} refuses the password of user ${user}: correct user and password`;

/** By the codes of Node and of PostgreSQL. */
const explanations: Readonly<Record<string, (place: Place) => string>> = {
  ECONNREFUSED: notThere,
  ECONNRESET: notThere,
  EHOSTUNREACH: notThere,
  ENETUNREACH: notThere,
  ETIMEDOUT: notThere,
  ENOTFOUND: ({ where }) =>
    `no machine is called ${where.replace(/:\d+$/, "")}: correct the address`,
  EAI_AGAIN: ({ where }) =>
    `no machine is called ${where.replace(/:\d+$/, "")}: correct the address`,
  "28P01": refused,
  "28000": refused,
  "3D000": ({ where, database }) =>
    `the server at ${where} has no database ${database}: create it (createdb ${database}), or correct its name`,
  "42501": ({ database, user }) =>
    `user ${user} may not make a schema in database ${database}: grant create on it, or take another user`,
  "53300": ({ where }) =>
    `the server at ${where} has no connection left: end some, or allow it more`,
};

/** What the client says without a code, and the code that fits. */
const worded: readonly (readonly [RegExp, string])[] = [
  [/timeout|connection terminated/i, "ETIMEDOUT"],
  [/password must be a string/i, "28P01"],
];

/** Of an error that holds several, such as one for each address of a name, the first. */
function firstOf(error: unknown): { code?: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return firstOf(error.errors[0]);
  if (error instanceof Error) {
    const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
    const known = worded.find(([words]) => !("code" in error) && words.test(error.message));
    return { message: error.message, ...(known ? { code: known[1] } : code) };
  }
  return { message: String(error) };
}

/** The address in DATABASE_URL. Throws an EngineTrouble that says what is wrong with it, and never its password. */
export function serverUrl(text: string): URL {
  const form = "it must look like postgres://user:password@localhost:5432/database";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new EngineTrouble(`DATABASE_URL is not an address: ${form}`);
  if (!/^postgres(ql)?:$/.test(url.protocol)) {
    throw new EngineTrouble(`DATABASE_URL begins with ${url.protocol}//: ${form}`);
  }
  if (url.hostname === "") throw new EngineTrouble(`DATABASE_URL names no machine: ${form}`);
  return url;
}
