/* The desk's behaviours, one module each. Every task can be done without them. */
import "./inbox.js";
