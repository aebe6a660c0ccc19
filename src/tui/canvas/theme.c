/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in themes. */
#include "config.h"

#include "tui/canvas/theme.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

struct ground {
	short fg8, bg8, fg256, bg256;
};

static const struct {
	const char *name, *help;
	struct ground ground;
} themes[THEME_COUNT] = {
#define GROUND(fg8, bg8, fg256, bg256) { fg8, bg8, fg256, bg256 }
#define THEME(id, name_, ground_, help_) { .name = name_, .help = help_, .ground = ground_ },
#include "tui/canvas/theme-table.h"
#undef THEME
#undef GROUND
};

static const struct {
	enum theme_id theme;
	enum style style;
	struct style_row look;
} looks[] = {
#define LOOK(theme_, style_, colour_, fg8_, bg8_, fg256_, bg256_) \
	{ THEME_##theme_, STYLE_##style_, { .colour = colour_, .fg8 = fg8_, .bg8 = bg8_, \
					    .fg256 = fg256_, .bg256 = bg256_ } },
#include "tui/canvas/look-table.h"
#undef LOOK
};

static void without_colour(struct style_row *look)
{
	look->colour = look->mono;
	look->fg8 = look->bg8 = look->fg256 = look->bg256 = -1;
}

static short ground_or(short color, short ground)
{
	return color < 0 ? ground : color;
}

static void lay_ground(struct style_row *look, const struct ground *ground)
{
	look->fg8 = ground_or(look->fg8, ground->fg8);
	look->bg8 = ground_or(look->bg8, ground->bg8);
	look->fg256 = ground_or(look->fg256, ground->fg256);
	look->bg256 = ground_or(look->bg256, ground->bg256);
}

void theme_init(struct theme *theme, enum theme_id id)
{
	snprintf(theme->name, sizeof theme->name, "%s", themes[id].name);
	for (int i = 0; i < STYLE_COUNT; i++)
		theme->looks[i] = *style_row((enum style)i);
	for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
		struct style_row *look = &theme->looks[looks[i].style];
		unsigned char mono = look->mono;

		if (looks[i].theme != id)
			continue;
		*look = looks[i].look;
		look->mono = mono;
	}
	for (int i = 0; i < STYLE_COUNT; i++) {
		if (id == THEME_MONOCHROME)
			without_colour(&theme->looks[i]);
		lay_ground(&theme->looks[i], &themes[id].ground);
	}
}

const char *theme_name(enum theme_id id)
{
	return themes[id].name;
}

const char *theme_help(enum theme_id id)
{
	return themes[id].help;
}

bool theme_from_name(const char *name, enum theme_id *id)
{
	for (int i = 0; i < THEME_COUNT; i++) {
		if (text_compare_nocase(themes[i].name, name) == 0) {
			*id = (enum theme_id)i;
			return true;
		}
	}
	return false;
}

void theme_names(struct text *out)
{
	for (int i = 0; i < THEME_COUNT; i++)
		text_addf(out, "%s%s", i ? ", " : "", themes[i].name);
}

const char *theme_style_name(enum style style, char out[STYLE_NAME_SIZE])
{
	static const char *const names[STYLE_COUNT] = {
#define STYLE(name, ...) #name,
#include "tui/canvas/style-table.h"
#undef STYLE
	};

	snprintf(out, STYLE_NAME_SIZE, "%s", names[style]);
	text_ascii_lower(out);
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = '-';
	return out;
}
