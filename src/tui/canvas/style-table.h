/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of text on the screen: STYLE(name, letter in dumps, attributes without colour, attributes with colour,
 * foreground and background of 16 colours, of 256 colours, what it is used for (for the manual)); -1 is the terminal's
 * own colour.  These are for unknown grounds: of 256 colours middle tones that can be read on black and on white.
 * Colour is never the only signal.  DIM and RULE are bright black in 16 colours; where there are only 8 they are the
 * terminal's own colour. */
STYLE(TEXT,   '.', 0,          0,          -1, -1,  -1, -1,
	"values, sentences, rows that meet the goals, and what weights take of memory")
STYLE(STRONG, 'S', STYLE_BOLD, STYLE_BOLD, -1, -1,  -1, -1,
	"titles, values that differ from the default, the selected name")
STYLE(ACCENT, 'a', STYLE_BOLD, 0,           6, -1,  31, -1,
	"what has the focus, the knob, the active tab, keys, filters that are set, KV cache")
STYLE(GOOD,   'g', 0,          0,           2, -1,  28, -1,
	"the mark of what meets the goals")
STYLE(WARN,   'w', STYLE_BOLD, 0,           3, -1, 130, -1,
	"the mark of what is uncertain, a figure in doubt, old prices")
STYLE(BAD,    'b', STYLE_BOLD, 0,           1, -1, 161, -1,
	"the mark of what misses a goal, the figure that does, errors")
STYLE(DIM,    'd', 0,          0,           8, -1, 243, -1,
	"labels, heads, units, words of keys, rows that cannot win")
STYLE(RULE,   'r', 0,          0,           8, -1, 243, -1,
	"rules, axes, ticks, lines of sliders")
