/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The semantic styles: STYLE(name, letter in dumps, attributes without colour, attributes with
 * colour, foreground and background of 8 colours, of 256 colours; -1 is the terminal's own
 * colour). The foregrounds are middle tones that can be read on black and on white; colour is
 * never the only signal. What changes at every step uses the first sixteen colours, whose
 * sequences are half as long. */
STYLE(NORMAL,       '.', 0,                            0,             -1, -1,  -1,  -1)
STYLE(TITLE,        'T', STYLE_BOLD,                   STYLE_BOLD,    -1, -1,  -1,  -1)
STYLE(TAB,          't', 0,                            0,             -1, -1,  -1,  -1)
STYLE(TAB_ACTIVE,   'A', STYLE_REVERSE | STYLE_BOLD,   STYLE_REVERSE, -1, -1,  -1,  -1)
STYLE(FRAME,        'f', 0,                            0,              4, -1,  67,  -1)
STYLE(FRAME_FOCUS,  'F', STYLE_BOLD,                   STYLE_BOLD,     6, -1,  37,  -1)
STYLE(LABEL,        'l', 0,                            0,             -1, -1,  -1,  -1)
STYLE(VALUE,        'v', STYLE_BOLD,                   STYLE_BOLD,    -1, -1,  -1,  -1)
STYLE(FOCUS,        'X', STYLE_REVERSE,                STYLE_REVERSE, -1, -1,  -1,  -1)
STYLE(GOOD,         'g', 0,                            0,              2, -1,   2,  -1)
STYLE(WARN,         'w', STYLE_BOLD,                   0,              3, -1,   3,  -1)
STYLE(BAD,          'b', STYLE_BOLD,                   0,              1, -1,   1,  -1)
STYLE(DIM,          'd', 0,                            0,              6, -1,   8,  -1)
STYLE(BAR_WEIGHTS,  'W', 0,                            0,              4, -1,   4,  -1)
STYLE(BAR_KV,       'K', 0,                            0,              5, -1,   5,  -1)
STYLE(BAR_FREE,     'E', 0,                            0,              2, -1,   2,  -1)
STYLE(BAR_RESERVED, 'R', 0,                            0,              6, -1,   8,  -1)
STYLE(BAR_WORK,     'C', 0,                            0,              3, -1,   3,  -1)
STYLE(BAR_LINKS,    'L', 0,                            0,              6, -1,   6,  -1)
STYLE(KEY,          'k', STYLE_BOLD,                   STYLE_BOLD,     6, -1,  37,  -1)
STYLE(KEY_TEXT,     'y', 0,                            0,             -1, -1,  -1,  -1)
STYLE(HEADING,      'h', STYLE_UNDERLINE,              STYLE_UNDERLINE, -1, -1, -1, -1)
STYLE(POPUP,        'p', 0,                            0,             -1, -1,  -1,  -1)
STYLE(POPUP_FOCUS,  'P', STYLE_REVERSE,                STYLE_REVERSE, -1, -1,  -1,  -1)
STYLE(INPUT,        'i', STYLE_UNDERLINE,              STYLE_UNDERLINE, -1, -1, -1, -1)
STYLE(MESSAGE,      'm', STYLE_BOLD,                   STYLE_BOLD,    -1, -1,  -1,  -1)
STYLE(ERROR,        'e', STYLE_BOLD | STYLE_REVERSE,   STYLE_BOLD,     1, -1, 167,  -1)
