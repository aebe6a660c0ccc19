/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of the themes as they arrive on a pseudo-terminal, whatever stands in the cells. */
#include "support/config_home.h"
#include "support/planner_pty.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80 };

/* How often each colour is that of a character, and its background; PTY_DEFAULT is the first. */
struct seen {
	int foreground[257], background[257];
};

static struct seen look_at(struct pty *pty)
{
	struct seen seen = { 0 };

	for (int row = 0; row < ROWS; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			struct pty_cell cell = pty_cell(pty, row, column);

			assert_true(cell.foreground == PTY_DEFAULT || (cell.foreground >= 0 && cell.foreground < 256));
			assert_true(cell.background == PTY_DEFAULT || (cell.background >= 0 && cell.background < 256));
			assert_false(cell.reverse || cell.underline);
			if (cell.code != 0 && cell.code != ' ')
				seen.foreground[cell.foreground == PTY_DEFAULT ? 0 : 1 + cell.foreground]++;
			seen.background[cell.background == PTY_DEFAULT ? 0 : 1 + cell.background]++;
		}
	}
	return seen;
}

static bool is_of(const struct theme *theme, int color, bool background)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		if ((background ? theme->looks[i].bg256 : theme->looks[i].fg256) == color)
			return true;
	return false;
}

/* Only colours of this theme, the four that every first screen has: text, titles, rules, labels. */
static void check_theme(struct pty *pty, enum theme_id id)
{
	static const enum style always[] = { STYLE_TEXT, STYLE_STRONG, STYLE_RULE, STYLE_DIM };
	struct seen seen = look_at(pty);
	struct theme theme;

	theme_init(&theme, id);
	for (int color = -1; color < 256; color++) {
		if (seen.foreground[1 + color] > 0 && !is_of(&theme, color, false))
			fail_msg("%s has no colour %d", theme.name, color);
		if (seen.background[1 + color] > 0 && !is_of(&theme, color, true))
			fail_msg("%s has no background %d", theme.name, color);
	}
	for (size_t i = 0; i < COUNT_OF(always); i++)
		assert_true(seen.foreground[1 + theme.looks[always[i]].fg256] > 0);
}

/* T goes through the themes, and leaves the text alone. */
static void test_cycle(void **state)
{
	static const char *const none[] = { "NO_COLOR=1", NULL };
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	(void)state;
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	for (int id = THEME_DEFAULT; id < THEME_AUTO; id++) {
		check_theme(pty, (enum theme_id)id);
		planner_both(pty, &rig, "T", "T", ROWS, COLUMNS);
	}
	check_theme(pty, THEME_DEFAULT);
	planner_quit(pty);
	/* NO_COLOR is stronger than any theme. */
	pty = planner_launch(ROWS, COLUMNS, none, "--theme", "high-contrast");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	check_theme(pty, THEME_MONOCHROME);
	pty_send(pty, "T");
	assert_true(pty_wait_text(pty, "theme monochrome", PLANNER_DEADLINE_MS));
	check_theme(pty, THEME_MONOCHROME);
	planner_quit(pty);
}

/* The terminal tells its background; what the user says is stronger. */
static void test_ground(void **state)
{
	static const struct {
		const char *ground, *option, *name;
		enum theme_id theme;
	} cases[] = { { "COLORFGBG", NULL, NULL, THEME_DEFAULT }, { "COLORFGBG=15;0", NULL, NULL, THEME_DARK },
		{ "COLORFGBG=0;default;15", NULL, NULL, THEME_LIGHT },
		{ "COLORFGBG=15;default", NULL, NULL, THEME_DEFAULT },
		{ "COLORFGBG=15;0", "--theme", "default", THEME_DEFAULT },
		{ "COLORFGBG=0;15", "--theme", "auto", THEME_LIGHT } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const environment[] = { cases[i].ground, NULL };
		struct pty *pty = planner_launch(ROWS, COLUMNS, environment, cases[i].option, cases[i].name);

		assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
		planner_wait_same(pty, &rig, ROWS, COLUMNS);
		check_theme(pty, cases[i].theme);
		planner_quit(pty);
	}
}

/* Bright black for what is faint where there are 16 colours (or 88, of which only these are known). */
static void test_few_colors(void **state)
{
	static const struct {
		const char *term;
		int faint;
	} cases[] = { { "TERM=rxvt-unicode", 8 }, { "TERM=xterm", PTY_DEFAULT } };
	int known = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const environment[] = { cases[i].term, NULL };
		struct pty *pty = planner_launch(ROWS, COLUMNS, environment, NULL, NULL);
		struct seen seen;

		if (!pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS)) {
			CHECK_HOLDS(pty_raw(pty)->data, "not known here");
			printf("# %s is not installed\n", cases[i].term);
			pty_free(pty);
			continue;
		}
		planner_wait_same(pty, &rig, ROWS, COLUMNS);
		seen = look_at(pty);
		assert_true(cases[i].faint == PTY_DEFAULT || seen.foreground[1 + cases[i].faint] > 100);
		/* The accent is cyan on both. */
		assert_true(seen.foreground[1 + 6] > 0);
		/* Nothing but the accent, the three verdicts (1 to 3) and what is faint. */
		for (int color = 0; color < 256; color++)
			if (seen.foreground[1 + color] > 0 && color != 6 && color != cases[i].faint &&
				(color < 1 || color > 3))
				fail_msg("%s got colour %d", cases[i].term, color);
		assert_int_equal(seen.background[0], ROWS * COLUMNS);
		planner_quit(pty);
		known++;
	}
	if (!known)
		CHECK_SKIP("terminfo knows no terminal of few colours");
}

/* Settings: what is faint may be plain, also once the planner runs. */
static void test_faint(void **state)
{
	struct config_home home;
	const char *const environment[] = { home.variable, NULL };
	struct theme theme;
	struct pty *pty;

	(void)state;
	config_home_make(&home);
	config_home_put(&home, "gpuplan.conf", "theme = dark\nfaint = no\n");
	theme_init(&theme, THEME_DARK);
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_int_equal(look_at(pty).foreground[1 + theme.looks[STYLE_DIM].fg256], 0);
	assert_int_equal(look_at(pty).foreground[1 + theme.looks[STYLE_RULE].fg256], 0);
	assert_true(look_at(pty).foreground[1 + theme.looks[STYLE_TEXT].fg256] > 0);
	/* The third row of the settings. */
	pty_send(pty, ",jj\033[C");
	assert_true(pty_wait_text(pty, " faint = yes ", PLANNER_DEADLINE_MS));
	pty_send(pty, "q");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	check_theme(pty, THEME_DARK);
	planner_quit(pty);
	config_home_remove(&home);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_cycle), PLANNER_TEST(test_ground),
		PLANNER_TEST(test_few_colors), PLANNER_TEST(test_faint) };

	return cmocka_run_group_tests(tests, enter, leave);
}
