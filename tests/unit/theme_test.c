/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The themes: contrasts, what is left without colours, and files with all that may be wrong. */
#include <math.h>

#include "support/check.h"
#include "tui/canvas/theme.h"

/* Relative luminance of a colour of xterm's cube and greys (WCAG 2.2, "relative luminance"). */
static double luminance(short color)
{
	static const int levels[] = { 0, 95, 135, 175, 215, 255 };
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	int rgb[3], cube = color - 16;
	double sum = 0;

	assert_true(color >= 16);
	rgb[0] = color >= 232 ? 8 + 10 * (color - 232) : levels[cube / 36];
	rgb[1] = color >= 232 ? rgb[0] : levels[cube / 6 % 6];
	rgb[2] = color >= 232 ? rgb[0] : levels[cube % 6];
	for (int i = 0; i < 3; i++) {
		double c = rgb[i] / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(short a, short b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* Every style, the later ones of others too: 7:1 on its ground, 4.5:1 on white (231). */
static void test_contrast(void **state)
{
	struct theme high, light;

	(void)state;
	CHECK_NEAR(contrast(16, 231), 21, 1e-9);
	theme_init(&high, THEME_HIGH_CONTRAST);
	theme_init(&light, THEME_LIGHT);
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct style_row *h = &high.looks[i], *l = &light.looks[i];
		char name[STYLE_NAME_SIZE];
		double of_light = l->fg256 < 0 ? 21 : contrast(l->fg256, l->bg256 < 0 ? 231 : l->bg256);

		if (contrast(h->fg256, h->bg256) < 7)
			fail_msg("high-contrast %s: %.2f", theme_style_name((enum style)i, name),
				contrast(h->fg256, h->bg256));
		if (of_light < 4.5)
			fail_msg("light %s: %.2f", theme_style_name((enum style)i, name), of_light);
		assert_true(h->fg8 != h->bg8);
	}
}

/* No colour at all, and what has the focus still differs from what has not. */
static void test_monochrome(void **state)
{
	struct theme mono;

	(void)state;
	theme_init(&mono, THEME_MONOCHROME);
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct style_row *look = &mono.looks[i];

		assert_true(look->fg8 == -1 && look->bg8 == -1 && look->fg256 == -1 && look->bg256 == -1);
		assert_int_equal(look->colour, look->mono);
	}
	assert_true(mono.looks[STYLE_FOCUS].colour & STYLE_REVERSE);
	assert_true(mono.looks[STYLE_POPUP_FOCUS].colour & STYLE_REVERSE);
	assert_true(mono.looks[STYLE_TAB_ACTIVE].colour & STYLE_REVERSE);
	assert_true(mono.looks[STYLE_FRAME_FOCUS].colour != mono.looks[STYLE_FRAME].colour);
	assert_true(mono.looks[STYLE_ERROR].colour != mono.looks[STYLE_MESSAGE].colour);
}

static void test_file(void **state)
{
	struct error_list problems = { 0 };
	struct theme theme, base;

	(void)state;
	theme_init(&base, THEME_LIGHT);
	theme_init(&theme, THEME_DEFAULT);
	theme_read(&theme,
		"# mine\nbase = light\nfocus = black 214 bold underline\n"
		"FRAME = bright-blue default\nGood = 46 17 none\nbad = 244 16\n",
		"t", &problems);
	assert_int_equal(problems.count, 0);
	assert_string_equal(theme.name, "t");
	assert_int_equal(theme.looks[STYLE_FOCUS].fg256, 0);
	assert_int_equal(theme.looks[STYLE_FOCUS].bg256, 214);
	/* 214 is ff af 00: yellow of eight colours. */
	assert_int_equal(theme.looks[STYLE_FOCUS].bg8, 3);
	assert_int_equal(theme.looks[STYLE_FOCUS].colour, STYLE_BOLD | STYLE_UNDERLINE);
	assert_int_equal(theme.looks[STYLE_FOCUS].mono, base.looks[STYLE_FOCUS].mono);
	assert_int_equal(theme.looks[STYLE_FRAME].fg256, 12);
	assert_int_equal(theme.looks[STYLE_FRAME].fg8, 4);
	assert_int_equal(theme.looks[STYLE_FRAME].bg256, -1);
	/* 46 is 00 ff 00, 17 is 00 00 5f, 244 a middle grey, 16 black. */
	assert_int_equal(theme.looks[STYLE_GOOD].fg8, 2);
	assert_int_equal(theme.looks[STYLE_GOOD].bg8, -1);
	assert_int_equal(theme.looks[STYLE_BAD].fg8, -1);
	assert_int_equal(theme.looks[STYLE_BAD].bg8, 0);
	assert_memory_equal(&theme.looks[STYLE_WARN], &base.looks[STYLE_WARN], sizeof(base.looks[0]));
}

/* One message a line, with what is allowed; the look stays, the next line counts. */
static void test_wrong_lines(void **state)
{
	static const struct {
		const char *line, *message;
	} cases[] = { { "focus", "KEY = VALUE" }, { "focus =", "a foreground, a background" },
		{ "focus = red", "a foreground, a background" }, { "focus = orange 0", "'orange' is no colour" },
		{ "focus = 0 256", "0 to 255" }, { "focus = -1 0", "'-1' is no colour" },
		{ "focus = 1e1 0", "'1e1' is no colour" }, { "focus = bright-default 0", "bright-" },
		{ "focus = 0 1 blink", "bold, reverse, underline, none" },
		{ "focus = 0 1 bold bold bold bold", "up to three" }, { "fcous = 0 1", "did you mean focus?" },
		{ "base = dark", "default, high-contrast, monochrome, light" },
		{ "focus = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0", "a foreground" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error_list problems = { 0 };
		struct theme theme, before;
		struct text text;

		text_init(&text);
		text_addf(&text, "\n%s\nwarn = 5 -\nbad = 1 2\n", cases[i].line);
		theme_init(&before, THEME_DEFAULT);
		theme = before;
		theme_read(&theme, text.data, "t", &problems);
		if (problems.count != 2)
			fail_msg("\"%s\" gave %zu messages", cases[i].line, problems.count);
		CHECK_HOLDS(problems.items[0].text, "t:2: ");
		CHECK_HOLDS(problems.items[0].text, cases[i].message);
		CHECK_HOLDS(problems.items[1].text, "t:3: warn: '-'");
		assert_int_equal(theme.looks[STYLE_BAD].bg256, 2);
		assert_memory_equal(&theme.looks[STYLE_FOCUS], &before.looks[STYLE_FOCUS], sizeof(before.looks[0]));
		error_list_release(&problems);
		text_release(&text);
	}
}

static void test_load(void **state)
{
	struct error_list problems = { 0 };
	struct error error = { 0 };
	struct theme theme;

	(void)state;
	assert_int_equal(theme_load(&theme, "Light", &problems, &error), STATUS_OK);
	assert_string_equal(theme.name, "light");
	assert_int_equal(theme_load(&theme, "nosuch", &problems, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "default, high-contrast, monochrome, light");
	assert_int_equal(theme_load(&theme, "/nosuch/file", &problems, &error), STATUS_IO);
	assert_int_equal(theme_load(&theme, "/dev/null", &problems, &error), STATUS_IO);
	assert_int_equal(problems.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_contrast), cmocka_unit_test(test_monochrome),
		cmocka_unit_test(test_file), cmocka_unit_test(test_wrong_lines), cmocka_unit_test(test_load) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
