/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of gpuplan.conf(5) besides the parameters:
 * SETTING(ID, key, allowed words or "" for a theme, default, when a change counts, label, help).
 */
SETTING(THEME, "theme", "", "default", NOW, N_("Theme"), N_("colours of the planner: the name of a theme, or a file"))
SETTING(COLOR, "color", "yes no", "yes", START, N_("Colours"), N_("colours where the terminal has them"))
SETTING(ASCII, "ascii", "no yes", "no", START, N_("ASCII only"), N_("plain ASCII characters also where the locale has more"))
SETTING(MOUSE, "mouse", "no yes", "no", NOW, N_("Mouse"), N_("click rows, drag sliders, scroll with the wheel; the terminal's own selection then needs Shift"))
