/** The property of queue.property.test.ts where only the turn says which task it is, as in a page. */
Object.assign(process, { getBuiltinModule: undefined }); // before any task runs: no AsyncLocalStorage

await import("./queue.property.test.ts");

export {};
