// In the place of what is asked for only where there is a system.
module.exports = {};
