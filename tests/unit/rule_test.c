/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the place of frames: rules that carry titles, the gutter, the crumb row of a view. */
#include "tui/widgets/rule.h"

#include "support/drawn.h"
#include "tui/views/frame.h"
#include "tui/widgets/gutter.h"

static void check_rule(int columns, const struct rule *rule, const char *wanted, const char *styles)
{
	struct canvas canvas;

	canvas_init(&canvas, 1, columns, false);
	rule_draw(&canvas, canvas_box(&canvas), rule);
	check_canvas(&canvas, wanted, styles);
}

/* The title stands behind two cells of the rule, what is at its free end before one. */
static void rule_carries_titles(void **state)
{
	(void)state;
	check_rule(20, &(struct rule){ .title = "GPUs", .right = "1/23", .right_style = STYLE_DIM },
		"── GPUs ───── 1/23 ─\n", "rrrSSSSrrrrrrrddddrr\n");
	/* One blank between them is enough. */
	check_rule(8 + RULE_BESIDE, &(struct rule){ .title = "GPUs", .right = "1/23", .right_style = STYLE_DIM },
		"── GPUs 1/23 ─\n", "rrrSSSSrddddrr\n");
	check_rule(7 + RULE_BESIDE, &(struct rule){ .title = "GPUs", .right = "1/23", .right_style = STYLE_DIM },
		"── GPUs ─────\n", "rrrSSSSrrrrrr\n");
}

/* The keys go to what stands below a heavy one, which is in the accent. */
static void heavy_where_the_keys_go(void **state)
{
	(void)state;
	check_rule(12, &(struct rule){ .title = "GPUs", .heavy = true }, "━━ GPUs ━━━━\n", "aaaSSSSaaaaa\n");
	check_rule(12, &(struct rule){ .title = "GPUs" }, "── GPUs ────\n", "rrrSSSSrrrrr\n");
	check_rule(5, &(struct rule){ .title = NULL }, "─────\n", "rrrrr\n");
	check_rule(5, &(struct rule){ .title = "" }, "─────\n", "rrrrr\n");
}

/* The free end gives way first, the title is cut, and the box is never left. */
static void room_gets_short(void **state)
{
	const struct rule rule = { .title = "GPUs by $", .right = "1/23", .right_style = STYLE_WARN };

	(void)state;
	/* 3 + 9, a blank, 4, and two behind: 19 columns. */
	check_rule(20, &rule, "── GPUs by $  1/23 ─\n", NULL);
	check_rule(19, &rule, "── GPUs by $ 1/23 ─\n", NULL);
	check_rule(18, &rule, "── GPUs by $ ─────\n", NULL);
	check_rule(10, &rule, "── GPUs… ─\n", NULL);
	check_rule(5, &rule, "─────\n", NULL);
	check_rule(1, &rule, "─\n", NULL);
	for (int columns = 1; columns < 40; columns++) {
		struct canvas canvas;

		canvas_init(&canvas, 3, 40, false);
		rule_draw(&canvas, (struct box){ 1, 3, 1, columns }, &rule);
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 40; column++)
				if (row != 1 || column < 3 || column >= 3 + columns)
					assert_int_equal(canvas_at(&canvas, row, column)->glyph, L' ');
		canvas_release(&canvas);
	}
}

static void rule_down(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 4, 3, false);
	rule_draw_down(&canvas, (struct box){ 1, 1, 2, 1 });
	check_canvas(&canvas, "\n │\n │\n\n", "\n.r\n.r\n\n");
}

/* As wide as the longest label of the language and a blank, from ten to fourteen columns. */
static void gutter_widths(void **state)
{
	struct box line = { 4, 7, 1, 80 }, rest;

	(void)state;
	assert_int_equal(gutter_width(4), 10);
	assert_int_equal(gutter_width(9), 10);
	assert_int_equal(gutter_width(10), 11);
	assert_int_equal(gutter_width(12), 13);
	assert_int_equal(gutter_width(40), 14);
	/* Labels start in the second column, texts in the twelfth; one is left at the edge. */
	rest = gutter_text_box(line, 10);
	assert_int_equal(rest.row, 4);
	assert_int_equal(rest.column, 7 + 11);
	assert_int_equal(rest.columns, 80 - 11 - 1);
	/* However narrow, it is no box of less than nothing. */
	for (int columns = 1; columns < 30; columns++) {
		line.columns = columns;
		rest = gutter_text_box(line, 10);
		assert_true(rest.columns >= 0 && rest.column + rest.columns <= line.column + columns);
	}
}

static void check_gutter(
	int columns, bool bar, const char *label, const char *text, const char *wanted, const char *styles)
{
	struct canvas canvas;

	canvas_init(&canvas, 1, columns, false);
	gutter_line(&canvas, canvas_box(&canvas), 10, bar, label, text);
	check_canvas(&canvas, wanted, styles);
}

static void gutter_lines(void **state)
{
	(void)state;
	check_gutter(23, false, "Rent", "1 B200 here", " Rent      1 B200 here\n", NULL);
	check_gutter(24, true, "Rent", "1 B200", "▌Rent      1 B200\n", "aSSSSSSSSS\n");
}

/* The bar is that of the focused row. */
static void gutter_bar(void **state)
{
	(void)state;
	check_gutter(24, true, "Users", "32", "▌Users     32\n", NULL);
	check_gutter(24, false, "", "32", "           32\n", NULL);
	check_gutter(24, false, NULL, NULL, "\n", NULL);
	check_gutter(24, false, "Much too long", "32", " Much too… 32\n", NULL);
	check_gutter(24, false, "Rent", "more than there is room for", " Rent      more than t…\n", NULL);
}

static void check_frame(int rows, int columns, const struct frame *frame, const char *wanted, const char *styles)
{
	struct canvas canvas;
	struct box rest;

	canvas_init(&canvas, rows, columns, false);
	rest = frame_draw(&canvas, canvas_box(&canvas), frame);
	assert_int_equal(rest.row, 2);
	assert_int_equal(rest.rows, rows - 2);
	assert_int_equal(rest.columns, columns);
	check_canvas(&canvas, wanted, styles);
}

/* Where one is, what is said of it at the right, and the rule, which is heavy unless another has the keys. */
static void crumb_row(void **state)
{
	const struct frame frame = { .crumb = "Serve > B200 x1",
		.right = "meets",
		.right_style = STYLE_DIM,
		.title = "What decided",
		.sign = GLYPH_MEETS,
		.sign_style = STYLE_GOOD };
	struct frame plain = { .crumb = "Help", .title = "Keys", .sign = GLYPH_BLANK, .light = true };

	(void)state;
	check_frame(3, 32, &frame, " Serve > B200 x1        ✓ meets\n━━ What decided ━━━━━━━━━━━━━━━━\n\n", NULL);
	check_frame(3, 12, &plain, " Help\n── Keys ────\n\n", NULL);
	/* What stands at the right goes before the name of the place is cut. */
	check_frame(3, 16, &frame, " Serve > B200 …\n━━ What decid… ━\n\n", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rule_carries_titles),
		cmocka_unit_test(heavy_where_the_keys_go),
		cmocka_unit_test(room_gets_short),
		cmocka_unit_test(rule_down),
		cmocka_unit_test(gutter_widths),
		cmocka_unit_test(gutter_lines),
		cmocka_unit_test(gutter_bar),
		cmocka_unit_test(crumb_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
