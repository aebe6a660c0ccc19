/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in themes, and themes of files: "style = foreground background attributes". */
#include "tui/canvas/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/quantity.h"

struct ground {
	short fg16, bg16, fg256, bg256;
};

static const struct {
	const char *name, *help;
	struct ground ground;
} themes[THEME_COUNT] = {
#define GROUND(...) __VA_ARGS__
#define THEME(id, name_, ground_, help_) { .name = name_, .help = help_, .ground = { ground_ } },
#include "tui/canvas/theme-table.h"
#undef THEME
#undef GROUND
};

static const struct {
	enum theme_id theme;
	enum style style;
	struct style_row look;
} looks[] = {
#define LOOK(theme_, style_, colour_, fg16_, bg16_, fg256_, bg256_) \
	{ THEME_##theme_, STYLE_##style_, \
		{ .colour = colour_, .fg16 = fg16_, .bg16 = bg16_, .fg256 = fg256_, .bg256 = bg256_ } },
#include "tui/canvas/look-table.h"
#undef LOOK
};

static short ground_or(short color, short ground)
{
	return color < 0 ? ground : color;
}

static void lay_ground(struct style_row *look, const struct ground *ground)
{
	look->fg16 = ground_or(look->fg16, ground->fg16);
	look->bg16 = ground_or(look->bg16, ground->bg16);
	look->fg256 = ground_or(look->fg256, ground->fg256);
	look->bg256 = ground_or(look->bg256, ground->bg256);
}

enum theme_id theme_for_ground(const char *colors)
{
	const char *ground = colors ? strrchr(colors, ';') : NULL;
	size_t digits = ground ? strspn(++ground, "0123456789") : 0;
	long color;

	if (digits < 1 || digits > 2 || ground[digits] != '\0')
		return THEME_DEFAULT;
	color = strtol(ground, NULL, 10);
	if (color > 15)
		return THEME_DEFAULT;
	return color == 7 || color > 8 ? THEME_LIGHT : THEME_DARK;
}

void theme_init(struct theme *theme, enum theme_id id)
{
	if (id == THEME_AUTO)
		id = theme_for_ground(getenv("COLORFGBG"));
	snprintf(theme->name, sizeof(theme->name), "%s", themes[id].name);
	for (int i = 0; i < STYLE_COUNT; i++)
		theme->looks[i] = *style_row((enum style)i);
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		struct style_row *look = &theme->looks[looks[i].style];
		unsigned char mono = look->mono;

		if (looks[i].theme != id)
			continue;
		*look = looks[i].look;
		look->mono = mono;
	}
	for (int i = 0; i < STYLE_COUNT; i++) {
		struct style_row *look = &theme->looks[i];

		if (id == THEME_MONOCHROME)
			*look = (struct style_row){ look->letter, look->mono, look->mono, -1, -1, -1, -1 };
		lay_ground(look, &themes[id].ground);
	}
}

void theme_plain_faint(struct theme *theme)
{
	theme->looks[STYLE_DIM] = theme->looks[STYLE_RULE] = theme->looks[STYLE_TEXT];
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

enum { WORD_SIZE = 32, MOST_WORDS = 5, BRIGHT = 8, CUBE = 16, GREYS = 232, COLORS = 256 };

static const char *const color_names[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };

static const struct {
	const char *name;
	unsigned char bit;
} attributes[] = { { "none", 0 }, { "bold", STYLE_BOLD }, { "reverse", STYLE_REVERSE },
	{ "underline", STYLE_UNDERLINE } };

/* A colour of 16 for one of 256: the terminal's own for dark tones, which 16 colours lack. */
static short of_sixteen(short color)
{
	static const short primaries[] = { 1, 2, 4 };
	short nearest = 0;
	bool bright = false;

	if (color < CUBE)
		return color;
	if (color >= GREYS)
		return color < GREYS + 3 ? 0 : color < GREYS + 18 ? BRIGHT : 7;
	/* The cube has six levels of red, green and blue: 0, 95, 135, 175, 215, 255. */
	color -= CUBE;
	for (int i = 0, unit = 36; i < 3; i++, unit /= 6) {
		int level = color / unit % 6;

		nearest = (short)(nearest + (level >= 3 ? primaries[i] : 0));
		bright = bright || level == 5;
	}
	if (nearest == 0)
		return color == 0 ? 0 : -1;
	return (short)(nearest + (bright ? BRIGHT : 0));
}

/* "default", a name, "bright-" and a name, or 0 to 255. */
static bool read_color(const char *word, short *color)
{
	bool bright = strncmp(word, "bright-", 7) == 0;
	double number;

	if (strcmp(word, "default") == 0) {
		*color = -1;
		return true;
	}
	for (short i = 0; i < BRIGHT; i++) {
		if (strcmp(word + (bright ? 7 : 0), color_names[i]) == 0) {
			*color = (short)(i + (bright ? BRIGHT : 0));
			return true;
		}
	}
	if (word[strspn(word, "0123456789")] != '\0' || !quantity_read_exact(word, &number) || number >= COLORS)
		return false;
	*color = (short)number;
	return true;
}

static bool read_attribute(const char *word, unsigned char *bits)
{
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		if (strcmp(word, attributes[i].name) == 0) {
			*bits |= attributes[i].bit;
			return true;
		}
	}
	return false;
}

/* The words of a value, in lower case; -1 when one is too long or there are too many. */
static int split(const char *value, char words[MOST_WORDS][WORD_SIZE])
{
	int count = 0;

	while (*(value += strspn(value, " \t")) != '\0') {
		size_t n = strcspn(value, " \t");

		if (count == MOST_WORDS || n >= WORD_SIZE)
			return -1;
		memcpy(words[count], value, n);
		words[count][n] = '\0';
		text_ascii_lower(words[count++]);
		value += n;
	}
	return count;
}

static bool find_style(const char *name, int *style)
{
	char known[STYLE_NAME_SIZE];

	for (*style = 0; *style < STYLE_COUNT; ++*style)
		if (text_compare_nocase(theme_style_name((enum style) * style, known), name) == 0)
			return true;
	return false;
}

/* Every reader below adds one message where it refuses. */
struct reading {
	struct theme *theme;
	const char *path;
	const struct conf_line *line;
	struct error_list *problems;
};

static void read_base(const struct reading *r)
{
	struct theme base;
	enum theme_id id;
	TEXT(names);

	if (theme_from_name(r->line->value, &id)) {
		theme_init(&base, id);
		memcpy(r->theme->looks, base.looks, sizeof(base.looks));
		return;
	}
	theme_names(&names);
	error_list_add(r->problems, STATUS_DATA, _("%s:%d: base: no theme is called '%s'; there are %s"), r->path,
		r->line->number, r->line->value, names.data);
}

static void read_look(const struct reading *r, struct style_row *look)
{
	char words[MOST_WORDS][WORD_SIZE];
	int count = split(r->line->value, words);
	short colors[2];
	unsigned char bits = 0;

	if (count < 2) {
		error_list_add(r->problems, STATUS_DATA,
			_("%s:%d: %s: wanted are a foreground, a background and up to three attributes"), r->path,
			r->line->number, r->line->key);
		return;
	}
	for (int i = 0; i < 2; i++) {
		if (read_color(words[i], &colors[i]))
			continue;
		error_list_add(r->problems, STATUS_DATA,
			_("%s:%d: %s: '%s' is no colour; allowed are default, black, red, green, yellow, "
			  "blue, magenta, cyan, white, these with bright- before them, and 0 to 255"),
			r->path, r->line->number, r->line->key, words[i]);
		return;
	}
	for (int i = 2; i < count; i++) {
		if (read_attribute(words[i], &bits))
			continue;
		error_list_add(r->problems, STATUS_DATA,
			_("%s:%d: %s: '%s' is no attribute; allowed are bold, reverse, underline, none"), r->path,
			r->line->number, r->line->key, words[i]);
		return;
	}
	/* Without colours the base's look stays: what has the focus must be seen there too. */
	*look = (struct style_row){ .mono = look->mono, .colour = bits, .fg256 = colors[0], .bg256 = colors[1] };
	look->fg16 = of_sixteen(colors[0]);
	look->bg16 = of_sixteen(colors[1]);
}

/* Files of former versions: what took the place of a style. */
static const struct {
	const char *name;
	enum style style;
} former_styles[] = {
#define FORMER_STYLE(name_, style_) { name_, STYLE_##style_ },
#include "tui/canvas/former-style-table.h"
#undef FORMER_STYLE
};

static bool refuse_former(const struct reading *r)
{
	char name[STYLE_NAME_SIZE];

	for (size_t i = 0; i < sizeof(former_styles) / sizeof(former_styles[0]); i++) {
		if (text_compare_nocase(former_styles[i].name, r->line->key) != 0)
			continue;
		error_list_add(r->problems, STATUS_DATA, _("%s:%d: the style '%s' is called %s now"), r->path,
			r->line->number, former_styles[i].name, theme_style_name(former_styles[i].style, name));
		return true;
	}
	return false;
}

/* With eight styles there is room for all of their names. */
static void refuse_style(const struct reading *r)
{
	char name[STYLE_NAME_SIZE];
	TEXT(names);

	for (int i = 0; i < STYLE_COUNT; i++)
		text_addf(&names, "%s%s", i ? ", " : "", theme_style_name((enum style)i, name));
	error_list_add(r->problems, STATUS_DATA, _("%s:%d: no style is called '%s'; there are %s"), r->path,
		r->line->number, r->line->key, names.data);
}

void theme_read(struct theme *theme, const char *text, const char *path, struct error_list *problems)
{
	struct conf_line line = { 0 };
	struct reading r = { theme, path, &line, problems };
	int style;

	snprintf(theme->name, sizeof(theme->name), "%s", path);
	while (conf_next(&text, &line)) {
		if (line.fault)
			error_list_add(problems, STATUS_DATA, "%s:%d: %s", path, line.number, _(line.fault));
		else if (strcmp(line.key, "base") == 0)
			read_base(&r);
		else if (find_style(line.key, &style))
			read_look(&r, &theme->looks[style]);
		else if (!refuse_former(&r))
			refuse_style(&r);
	}
}

enum status theme_load(struct theme *theme, const char *name, struct error_list *problems, struct error *error)
{
	enum theme_id id;
	TEXT(text);
	enum status status;

	if (theme_from_name(name, &id)) {
		theme_init(theme, id);
		return STATUS_OK;
	}
	if (!strchr(name, '/') && !file_exists(name)) {
		theme_names(&text);
		status = error_set(
			error, STATUS_USAGE, _("no theme is called '%s'; there are %s, and files"), name, text.data);
	} else {
		status = file_read(name, CONF_FILE_CAP, &text, error);
	}
	if (status == STATUS_OK) {
		theme_init(theme, THEME_DEFAULT);
		theme_read(theme, text.data, name, problems);
	}
	return status;
}
