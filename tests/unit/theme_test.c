/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The themes: contrasts, what is left without colours, and files with all that may be wrong. */
#include <math.h>
#include <stdlib.h>

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

/* WCAG 2.2: 7:1 in high-contrast (1.4.6), 4.5:1 for words on black (16) and on white (231) elsewhere (1.4.3). */
static void test_contrast(void **state)
{
	static const struct {
		enum theme_id theme;
		short ground;
		double least;
	} cases[] = { { THEME_HIGH_CONTRAST, 16, 7 }, { THEME_DARK, 16, 4.5 }, { THEME_LIGHT, 231, 4.5 } };

	(void)state;
	CHECK_NEAR(contrast(16, 231), 21, 1e-9);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct theme theme;

		theme_init(&theme, cases[i].theme);
		for (int k = 0; k < STYLE_COUNT; k++) {
			char name[STYLE_NAME_SIZE];
			double got = contrast(theme.looks[k].fg256, cases[i].ground);

			if (k != STYLE_RULE && got < cases[i].least)
				fail_msg("%s %s: %.2f", theme.name, theme_style_name((enum style)k, name), got);
			assert_int_equal(
				theme.looks[k].bg256, cases[i].theme == THEME_HIGH_CONTRAST ? cases[i].ground : -1);
		}
	}
}

/* The contrasts that the tables were drawn up with, which the design states to one decimal. */
static void test_stated_contrasts(void **state)
{
	static const struct {
		enum theme_id theme;
		enum style style;
		double black, white; /* 0: on that ground it is not used */
	} cases[] = {
		{ THEME_DARK, STYLE_ACCENT, 12.2, 0 },
		{ THEME_DARK, STYLE_GOOD, 12.1, 0 },
		{ THEME_DARK, STYLE_WARN, 10.2, 0 },
		{ THEME_DARK, STYLE_BAD, 7.1, 0 },
		{ THEME_DARK, STYLE_DIM, 6.1, 0 },
		{ THEME_LIGHT, STYLE_ACCENT, 0, 7.0 },
		{ THEME_LIGHT, STYLE_GOOD, 0, 8.0 },
		{ THEME_LIGHT, STYLE_WARN, 0, 5.7 },
		{ THEME_LIGHT, STYLE_BAD, 0, 7.4 },
		{ THEME_LIGHT, STYLE_DIM, 0, 5.3 },
		{ THEME_DEFAULT, STYLE_ACCENT, 5.1, 4.1 },
		{ THEME_DEFAULT, STYLE_GOOD, 4.5, 4.7 },
		{ THEME_DEFAULT, STYLE_WARN, 4.5, 4.7 },
		{ THEME_DEFAULT, STYLE_BAD, 4.1, 5.2 },
		{ THEME_DEFAULT, STYLE_DIM, 4.6, 4.5 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct theme theme;
		short color;

		theme_init(&theme, cases[i].theme);
		color = theme.looks[cases[i].style].fg256;
		/* As good as stated once rounded. */
		if (contrast(color, 16) + 0.05 < cases[i].black || contrast(color, 231) + 0.05 < cases[i].white)
			fail_msg("%s, colour %d: %.2f on black, %.2f on white", theme.name, color, contrast(color, 16),
				contrast(color, 231));
	}
}

/* Faint is between the ground and text, and a rule is no less faint than words. */
static void test_faint(void **state)
{
	static const struct {
		enum theme_id theme;
		short ground;
	} cases[] = { { THEME_DARK, 16 }, { THEME_LIGHT, 231 }, { THEME_HIGH_CONTRAST, 16 } };
	struct theme theme;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		short ground = cases[i].ground;

		theme_init(&theme, cases[i].theme);
		assert_true(contrast(theme.looks[STYLE_TEXT].fg256, ground) >
			contrast(theme.looks[STYLE_DIM].fg256, ground));
		assert_true(contrast(theme.looks[STYLE_DIM].fg256, ground) >=
			contrast(theme.looks[STYLE_RULE].fg256, ground));
	}
	theme_plain_faint(&theme);
	assert_memory_equal(&theme.looks[STYLE_DIM], &theme.looks[STYLE_TEXT], sizeof(theme.looks[0]));
	assert_memory_equal(&theme.looks[STYLE_RULE], &theme.looks[STYLE_TEXT], sizeof(theme.looks[0]));
	assert_int_equal(theme.looks[STYLE_TEXT].fg256, 231);
	assert_int_equal(theme.looks[STYLE_GOOD].fg256, 83);
}

/* No colour but the ground stands behind text, and in 16 colours nothing has the colour of its ground. */
static void test_grounds(void **state)
{
	(void)state;
	for (int i = 0; i < THEME_COUNT; i++) {
		struct theme theme;

		theme_init(&theme, (enum theme_id)i);
		for (int k = 0; k < STYLE_COUNT; k++) {
			const struct style_row *look = &theme.looks[k];

			assert_int_equal(look->bg16, theme.looks[STYLE_TEXT].bg16);
			assert_int_equal(look->bg256, theme.looks[STYLE_TEXT].bg256);
			assert_true(look->bg16 < 0 || look->fg16 != look->bg16);
			assert_true(look->fg16 < 16);
			assert_int_equal((look->colour | look->mono) & (STYLE_REVERSE | STYLE_UNDERLINE), 0);
		}
	}
}

/* rxvt and konsole say "15;0", rxvt with a picture "15;default;0". */
static void test_ground_of_terminal(void **state)
{
	static const struct {
		const char *colors;
		enum theme_id theme;
	} cases[] = { { "15;0", THEME_DARK }, { "15;default;0", THEME_DARK }, { "7;6", THEME_DARK },
		{ "0;8", THEME_DARK }, { "0;7", THEME_LIGHT }, { "0;15", THEME_LIGHT }, { "0;default;15", THEME_LIGHT },
		{ "15;9", THEME_LIGHT }, { NULL, THEME_DEFAULT }, { "", THEME_DEFAULT }, { "0", THEME_DEFAULT },
		{ "15;", THEME_DEFAULT }, { "15;default", THEME_DEFAULT }, { "0;16", THEME_DEFAULT },
		{ "0;-1", THEME_DEFAULT }, { "0;0x", THEME_DEFAULT }, { "0; 7", THEME_DEFAULT },
		{ "0;99999999999999999999", THEME_DEFAULT } };
	struct theme theme, dark;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (theme_for_ground(cases[i].colors) != cases[i].theme)
			fail_msg(
				"COLORFGBG=%s gave %s", cases[i].colors, theme_name(theme_for_ground(cases[i].colors)));
	theme_init(&dark, THEME_DARK);
	assert_int_equal(setenv("COLORFGBG", "15;0", 1), 0);
	theme_init(&theme, THEME_AUTO);
	assert_string_equal(theme.name, "dark");
	assert_memory_equal(theme.looks, dark.looks, sizeof(dark.looks));
	assert_int_equal(unsetenv("COLORFGBG"), 0);
	theme_init(&theme, THEME_AUTO);
	assert_string_equal(theme.name, "default");
}

/* No colour at all; bold tells what is chosen and what is in doubt or fails, as every theme does without colour.
 * Which of these it is, and what is good, is told by the glyph. */
static void test_monochrome(void **state)
{
	static const enum style bold[] = { STYLE_STRONG, STYLE_ACCENT, STYLE_WARN, STYLE_BAD };
	struct theme mono, other;

	(void)state;
	theme_init(&mono, THEME_MONOCHROME);
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct style_row *look = &mono.looks[i];
		unsigned char wanted = 0;

		for (size_t k = 0; k < COUNT_OF(bold); k++)
			wanted = bold[k] == (enum style)i ? STYLE_BOLD : wanted;
		assert_true(look->fg16 == -1 && look->bg16 == -1 && look->fg256 == -1 && look->bg256 == -1);
		assert_int_equal(look->colour, wanted);
		for (int k = 0; k < THEME_COUNT; k++) {
			theme_init(&other, (enum theme_id)k);
			assert_int_equal(other.looks[i].mono, wanted);
		}
	}
}

/* The glyphs of the verdicts, of the shares and of the focus all differ, also in ASCII. */
static void test_glyphs_decide(void **state)
{
	static const enum glyph verdicts[] = { GLYPH_MEETS, GLYPH_UNCERTAIN, GLYPH_MISSES, GLYPH_DOES_NOT_FIT,
		GLYPH_DASH },
				shares[] = { GLYPH_SHARE_FULL, GLYPH_SHARE_OPEN, GLYPH_SHARE_SMALL, GLYPH_SHARE_REST };

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		for (size_t i = 0; i < COUNT_OF(verdicts); i++)
			for (size_t k = 0; k < i; k++)
				assert_int_not_equal(
					glyph_code(verdicts[i], ascii != 0), glyph_code(verdicts[k], ascii != 0));
		for (size_t i = 0; i < COUNT_OF(shares); i++)
			for (size_t k = 0; k < i; k++)
				assert_int_not_equal(
					glyph_code(shares[i], ascii != 0), glyph_code(shares[k], ascii != 0));
	}
}

static void test_file(void **state)
{
	struct error_list problems = { 0 };
	struct theme theme, base;

	(void)state;
	theme_init(&base, THEME_LIGHT);
	theme_init(&theme, THEME_DEFAULT);
	theme_read(&theme,
		"# mine\nbase = light\nstrong = black 214 bold underline\n"
		"RULE = bright-blue default\nGood = 46 17 none\nbad = 244 16\n",
		"t", &problems);
	assert_int_equal(problems.count, 0);
	assert_string_equal(theme.name, "t");
	assert_int_equal(theme.looks[STYLE_STRONG].fg256, 0);
	assert_int_equal(theme.looks[STYLE_STRONG].bg256, 214);
	/* 214 is ff af 00: bright yellow of sixteen colours. */
	assert_int_equal(theme.looks[STYLE_STRONG].bg16, 11);
	assert_int_equal(theme.looks[STYLE_STRONG].colour, STYLE_BOLD | STYLE_UNDERLINE);
	assert_int_equal(theme.looks[STYLE_STRONG].mono, base.looks[STYLE_STRONG].mono);
	assert_int_equal(theme.looks[STYLE_RULE].fg256, 12);
	assert_int_equal(theme.looks[STYLE_RULE].fg16, 12);
	assert_int_equal(theme.looks[STYLE_RULE].bg256, -1);
	/* 46 is 00 ff 00, 17 is 00 00 5f, 244 a middle grey, 16 black. */
	assert_int_equal(theme.looks[STYLE_GOOD].fg16, 10);
	assert_int_equal(theme.looks[STYLE_GOOD].bg16, -1);
	assert_int_equal(theme.looks[STYLE_BAD].fg16, 8);
	assert_int_equal(theme.looks[STYLE_BAD].bg16, 0);
	assert_memory_equal(&theme.looks[STYLE_WARN], &base.looks[STYLE_WARN], sizeof(base.looks[0]));
}

/* Colours of 256 as they are where there are 16. */
static void test_sixteen(void **state)
{
	/* 232 to 255 are greys from 08 to ee; 17 is 00 00 5f, 161 d7 00 5f, 145 af af af, 231 white. */
	static const short cases[][2] = { { 16, 0 }, { 231, 15 }, { 161, 1 }, { 196, 9 }, { 17, -1 }, { 145, 7 },
		{ 234, 0 }, { 235, 8 }, { 249, 8 }, { 250, 7 }, { 255, 7 }, { 0, 0 }, { 8, 8 }, { 15, 15 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error_list problems = { 0 };
		struct theme theme;
		char line[32];

		theme_init(&theme, THEME_DEFAULT);
		snprintf(line, sizeof(line), "text = %d default\n", cases[i][0]);
		theme_read(&theme, line, "t", &problems);
		assert_int_equal(problems.count, 0);
		if (theme.looks[STYLE_TEXT].fg16 != cases[i][1])
			fail_msg("%d of 256 is %d of 16", cases[i][0], theme.looks[STYLE_TEXT].fg16);
	}
}

/* No name of a former version is one of a style, or stands there twice. */
static void test_former_names(void **state)
{
	static const char *const names[] = {
#define FORMER_STYLE(name, style) name,
#include "tui/canvas/former-style-table.h"
#undef FORMER_STYLE
	};
	char name[STYLE_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		for (int k = 0; k < STYLE_COUNT; k++)
			assert_string_not_equal(names[i], theme_style_name((enum style)k, name));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(names[i], names[k]);
	}
}

/* One message a line, with what is allowed; the look stays, the next line counts. */
static void test_wrong_lines(void **state)
{
	static const struct {
		const char *line, *message;
	} cases[] = { { "strong", "KEY = VALUE" }, { "strong =", "a foreground, a background" },
		{ "strong = red", "a foreground, a background" }, { "strong = orange 0", "'orange' is no colour" },
		{ "strong = 0 256", "0 to 255" }, { "strong = -1 0", "'-1' is no colour" },
		{ "strong = 1e1 0", "'1e1' is no colour" }, { "strong = bright-default 0", "bright-" },
		{ "strong = 0 1 blink", "bold, reverse, underline, none" },
		{ "strong = 0 1 bold bold bold bold", "up to three" },
		{ "stong = 0 1", "there are text, strong, accent, good, warn, bad, dim, rule" },
		{ "base = dusk", "default, dark, light, high-contrast, monochrome, auto" },
		{ "focus = black 214 bold", "the style 'focus' is called strong now" },
		{ "Frame-Focus = 1 2", "the style 'frame-focus' is called accent now" },
		{ "strong = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0", "a foreground" } };

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
		assert_memory_equal(&theme.looks[STYLE_STRONG], &before.looks[STYLE_STRONG], sizeof(before.looks[0]));
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
	CHECK_HOLDS(error.text, "default, dark, light, high-contrast, monochrome, auto");
	assert_int_equal(theme_load(&theme, "/nosuch/file", &problems, &error), STATUS_IO);
	assert_int_equal(theme_load(&theme, "/dev/null", &problems, &error), STATUS_IO);
	assert_int_equal(problems.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_contrast), cmocka_unit_test(test_stated_contrasts),
		cmocka_unit_test(test_faint), cmocka_unit_test(test_grounds), cmocka_unit_test(test_ground_of_terminal),
		cmocka_unit_test(test_monochrome), cmocka_unit_test(test_glyphs_decide), cmocka_unit_test(test_file),
		cmocka_unit_test(test_sixteen), cmocka_unit_test(test_former_names), cmocka_unit_test(test_wrong_lines),
		cmocka_unit_test(test_load) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
