/** Lesson 13: a web API, its server and its load. */
export { askSun } from "./ask.ts";
export { cannon, type CannonReport } from "./cannon.ts";
export { cityApp, type CityAppOptions } from "./city-app.ts";
export { type ServerOptions, startServer, type WebServer, withServer } from "./start-server.ts";
