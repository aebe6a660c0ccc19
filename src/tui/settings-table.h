/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of gpuplan.conf(5) besides the parameters:
 * SETTING(ID, key, allowed words or "" for a theme, default, when a change counts, label, help).
 */
SETTING(THEME, "theme", "", "auto", NOW, N_("Theme"), N_("colours of the planner: the name of a theme, or a file"))
SETTING(COLOR, "color", "yes no", "yes", START, N_("Colours"), N_("colours where the terminal has them"))
SETTING(FAINT, "faint", "yes no", "yes", NOW, N_("Faint"), N_("labels and rules fainter than other text; no, where the terminal shows them in the colour of its background"))
SETTING(ASCII, "ascii", "no yes", "no", START, N_("ASCII"), N_("plain ASCII characters also where the locale has more"))
SETTING(MOUSE, "mouse", "auto yes no", "auto", NOW, N_("Mouse"), N_("click what is shown, scroll with the wheel; text is then selected with Shift; auto: where the terminal says that it has a mouse"))
