/* The desk's behaviours, one module each. Every task can be done without them. */
import "./selection-keys.js";
import "./shortcuts.js";
import "./lighting.js"; // after what remembers the focus: it may set it at once
import "./signing-in.js";
import "./recording.js";
import "./evidence.js";
import "./autosave.js";
import "./only-here.js";
import "./review.js";
import "./presence.js";
import "./inbox.js";
