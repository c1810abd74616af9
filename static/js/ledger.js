/* The site's behaviours, one module each. Everything works without them. */
import "./drawer.js";
import "./facets.js";
import "./slider.js";
import "./roving.js";
import "./failure.js";
import "./selecting.js";
