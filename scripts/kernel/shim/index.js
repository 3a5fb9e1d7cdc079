module.exports = require("typescript-for-tslab-5.0.4");
