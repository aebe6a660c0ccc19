/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The themes: THEME(ID, name, ground, help).  A theme looks like style-table.h but for the rows of
 * look-table.h.  The ground, GROUND(foreground and background of 16 colours, of 256 colours), takes the
 * place of the terminal's own colours; -1 leaves them.  AUTO, the last, stands for one of the others. */
THEME(DEFAULT, "default", GROUND(-1, -1, -1, -1), N_("readable on dark and on light backgrounds"))
THEME(DARK, "dark", GROUND(-1, -1, -1, -1), N_("light colours, for terminals with a dark background"))
THEME(LIGHT, "light", GROUND(-1, -1, -1, -1), N_("dark colours, for terminals with a light background"))
THEME(HIGH_CONTRAST, "high-contrast", GROUND(15, 0, 231, 16), N_("white and bright colours on black"))
THEME(MONOCHROME, "monochrome", GROUND(-1, -1, -1, -1), N_("no colours: bold text alone"))
THEME(AUTO, "auto", GROUND(-1, -1, -1, -1), N_("dark or light where COLORFGBG tells the background, otherwise default"))
