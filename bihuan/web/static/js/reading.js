// The reading page: each module adds one behaviour to [data-reading].
import "./reading-swap.js";
import "./reading-busy.js";
import "./reading-hover.js";
import "./reading-caret.js";
import "./reading-steps.js";
import "./reading-keys.js";
