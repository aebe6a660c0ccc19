/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a theme differs from style-table.h: LOOK(theme, style, attributes with colour, foreground and
 * background of 16 colours, of 256 colours; -1: the theme's ground).  Colours from 16 on, which are the same
 * on every terminal, keep the contrasts of WCAG 2.2: 7:1 in high-contrast (1.4.6), 4.5:1 in dark on black and in
 * light on white (1.4.3); rules carry no words and need none.  What a theme of no ground has in 16 colours
 * depends on the palette of the terminal, and only the glyphs are sure to be seen. */
LOOK(DARK, TEXT,   0,          -1, -1, 252, -1)
LOOK(DARK, STRONG, STYLE_BOLD, -1, -1, 255, -1)
LOOK(DARK, ACCENT, 0,           6, -1,  80, -1)
LOOK(DARK, GOOD,   0,           2, -1, 114, -1)
LOOK(DARK, WARN,   0,           3, -1, 179, -1)
LOOK(DARK, BAD,    0,           1, -1, 203, -1)
LOOK(DARK, DIM,    0,           8, -1, 245, -1)
LOOK(DARK, RULE,   0,           8, -1, 239, -1)
LOOK(LIGHT, TEXT,   0,          -1, -1, 235, -1)
LOOK(LIGHT, STRONG, STYLE_BOLD, -1, -1, 232, -1)
LOOK(LIGHT, ACCENT, 0,           4, -1,  24, -1)
LOOK(LIGHT, GOOD,   0,           2, -1,  22, -1)
LOOK(LIGHT, WARN,   0,           5, -1,  94, -1)
LOOK(LIGHT, BAD,    0,           1, -1, 124, -1)
LOOK(LIGHT, DIM,    0,           8, -1, 242, -1)
LOOK(LIGHT, RULE,   0,           7, -1, 250, -1)
LOOK(HIGH_CONTRAST, ACCENT, STYLE_BOLD, 11, -1, 226, -1)
LOOK(HIGH_CONTRAST, GOOD,   0,          10, -1,  83, -1)
LOOK(HIGH_CONTRAST, WARN,   STYLE_BOLD, 11, -1, 226, -1)
LOOK(HIGH_CONTRAST, BAD,    STYLE_BOLD,  9, -1, 210, -1)
LOOK(HIGH_CONTRAST, DIM,    0,          -1, -1, 250, -1)
LOOK(HIGH_CONTRAST, RULE,   0,          -1, -1, 250, -1)
