/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The themes: THEME(ID, name, ground, help).  A theme looks like style-table.h but for the rows of
 * look-table.h.  The ground, GROUND(foreground and background of 8 colours, of 256 colours), takes the
 * place of the terminal's own colours; -1 leaves them. */
THEME(DEFAULT, "default", GROUND(-1, -1, -1, -1), N_("readable on dark and on light backgrounds"))
THEME(HIGH_CONTRAST, "high-contrast", GROUND(7, 0, 231, 16), N_("white and bright colours on black"))
THEME(MONOCHROME, "monochrome", GROUND(-1, -1, -1, -1), N_("no colours: bold, underlined and reversed text"))
THEME(LIGHT, "light", GROUND(-1, -1, -1, -1), N_("dark colours, for terminals with a light background"))
