/** Asked for only where there is a terminal: never here. */
export {};
