/** As much of Node's `process` as its `path` and tslab ask for. */
Object.assign(globalThis, { process: { cwd: (): string => "/notebooks", env: {} } });
