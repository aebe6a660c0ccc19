/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a theme differs from style-table.h: LOOK(theme, style, attributes with colour,
 * foreground and background of 8 colours, of 256 colours; -1: the theme's ground).  Colours
 * from 16 on, which are the same on every terminal, keep the contrasts of WCAG 2.2: 7:1 in
 * high-contrast (1.4.6), 4.5:1 on white in light (1.4.3).
 */
LOOK(HIGH_CONTRAST, TAB_ACTIVE,   STYLE_BOLD, 0,  3,  16, 226)
LOOK(HIGH_CONTRAST, FRAME,        0,         -1, -1,  -1,  -1)
LOOK(HIGH_CONTRAST, FRAME_FOCUS,  STYLE_BOLD, 3, -1, 226,  -1)
LOOK(HIGH_CONTRAST, FOCUS,        STYLE_BOLD, 0,  3,  16, 226)
LOOK(HIGH_CONTRAST, GOOD,         0,          2, -1,  83,  -1)
LOOK(HIGH_CONTRAST, WARN,         STYLE_BOLD, 3, -1, 226,  -1)
LOOK(HIGH_CONTRAST, BAD,          STYLE_BOLD, 7,  1, 210,  -1)
LOOK(HIGH_CONTRAST, DIM,          0,         -1, -1,  -1,  -1)
LOOK(HIGH_CONTRAST, BAR_WEIGHTS,  0,          6, -1, 117,  -1)
LOOK(HIGH_CONTRAST, BAR_KV,       0,          5, -1, 213,  -1)
LOOK(HIGH_CONTRAST, BAR_FREE,     0,          2, -1,  83,  -1)
LOOK(HIGH_CONTRAST, BAR_RESERVED, 0,         -1, -1, 250,  -1)
LOOK(HIGH_CONTRAST, BAR_WORK,     0,          3, -1, 226,  -1)
LOOK(HIGH_CONTRAST, BAR_LINKS,    0,          6, -1,  87,  -1)
LOOK(HIGH_CONTRAST, KEY,          STYLE_BOLD, 3, -1, 226,  -1)
LOOK(HIGH_CONTRAST, POPUP_FOCUS,  STYLE_BOLD, 0,  3,  16, 226)
LOOK(HIGH_CONTRAST, ERROR,        STYLE_BOLD, 7,  1, 231, 124)
LOOK(LIGHT,         FRAME,        0,          4, -1,  25,  -1)
LOOK(LIGHT,         FRAME_FOCUS,  STYLE_BOLD, 4, -1,  23,  -1)
LOOK(LIGHT,         GOOD,         0,          2, -1,  22,  -1)
LOOK(LIGHT,         WARN,         STYLE_BOLD, 5, -1,  94,  -1)
LOOK(LIGHT,         BAD,          STYLE_BOLD, 1, -1, 124,  -1)
LOOK(LIGHT,         DIM,          0,         -1, -1, 240,  -1)
LOOK(LIGHT,         BAR_WEIGHTS,  0,          4, -1,  25,  -1)
LOOK(LIGHT,         BAR_KV,       0,          5, -1,  90,  -1)
LOOK(LIGHT,         BAR_FREE,     0,          2, -1,  22,  -1)
LOOK(LIGHT,         BAR_RESERVED, 0,         -1, -1, 240,  -1)
LOOK(LIGHT,         BAR_WORK,     0,          1, -1,  94,  -1)
LOOK(LIGHT,         BAR_LINKS,    0,          6, -1,  23,  -1)
LOOK(LIGHT,         KEY,          STYLE_BOLD, 4, -1,  23,  -1)
LOOK(LIGHT,         ERROR,        STYLE_BOLD, 1, -1, 124,  -1)
