throw new Error("no room");
