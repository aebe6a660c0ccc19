/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the planner's table: one unit and one precision a column, and words where there are none. */
#include "report/figure.h"

#include <math.h>

#include "support/solved.h"

SOLVED_DEFINE

/* As the columns of the screens write them. */
static void test_figures(void **state)
{
	static const struct {
		double value;
		enum figure_form form;
		const char *text;
	} cases[] = {
		/* Two decimals, without a zero before the point; no decimals that say nothing. */
		{ 0.39, FIGURE_SECONDS, ".39s" },
		{ 1.9, FIGURE_SECONDS, "1.90s" },
		{ 0.004, FIGURE_SECONDS, ".00s" },
		{ 12.345, FIGURE_SECONDS, "12.3s" },
		{ 99.4, FIGURE_SECONDS, "99.4s" },
		{ 132.4, FIGURE_SECONDS, "132s" },
		{ 0.0312, FIGURE_MILLISECONDS, "31ms" },
		{ 0.2079, FIGURE_MILLISECONDS, "208ms" },
		{ 2.514, FIGURE_CENTS, "2.51" },
		{ 10.0, FIGURE_CENTS, "10.00" },
		{ 999.99, FIGURE_CENTS, "999.99" },
		/* From a thousand on cents decide nothing. */
		{ 1234.56, FIGURE_CENTS, "1,235" },
		{ 2.514, FIGURE_CENTS_RANKED, "2.51" },
		{ 16390.4, FIGURE_DOLLARS, "16,390" },
		{ 63674.0, FIGURE_DOLLARS_RANKED, "63,674" },
		{ 1204.0, FIGURE_WHOLE, "1,204" },
		{ 47.0 * GIB, FIGURE_WHOLE_GIB, "47" },
		{ 2009.4 * GIB, FIGURE_WHOLE_GIB, "2,009" },
		{ 9.84, FIGURE_HOURS, "9.8" },
		/* Whole per cent, never more than there is; the ends say which side of them it is. */
		{ 0.84, FIGURE_SURE, "84%" },
		{ 0.849, FIGURE_SURE, "84%" },
		{ 0.29, FIGURE_SURE, "29%" },
		{ 0.009, FIGURE_SURE, "<1%" },
		{ 0.01, FIGURE_SURE, "1%" },
		{ 0.99, FIGURE_SURE, "99%" },
		{ 0.9901, FIGURE_SURE, ">99%" },
		{ 0.0, FIGURE_SURE, "0%" },
		{ 1.0, FIGURE_SURE, ">99%" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TEXT(text);

		label_figure(&text, cases[i].value, cases[i].form);
		assert_string_equal(text.data, cases[i].text);
	}
	for (int form = FIGURE_USUAL; form <= FIGURE_DOLLARS_RANKED; form++) {
		TEXT(text);

		label_figure(&text, NAN, (enum figure_form)form);
		assert_string_equal(text.data, "-");
	}
}

/* What a column that is too narrow gets. */
static void test_short(void **state)
{
	static const struct {
		double value;
		enum figure_form form;
		int columns;
		const char *text;
	} cases[] = {
		{ 24777.0, FIGURE_DOLLARS, 5, "24.8k" },
		{ 24777.0, FIGURE_DOLLARS_RANKED, 4, "25k" },
		{ 9940.0, FIGURE_DOLLARS, 4, "9.9k" },
		{ 99949.0, FIGURE_DOLLARS, 5, "99.9k" },
		{ 99951.0, FIGURE_DOLLARS, 5, "100k" },
		{ 999499.0, FIGURE_DOLLARS, 5, "999k" },
		{ 999501.0, FIGURE_DOLLARS, 5, "1.0M" },
		{ 12345678.0, FIGURE_DOLLARS, 5, "12.3M" },
		{ 12345678.0, FIGURE_DOLLARS, 4, "12M" },
		{ 131.42, FIGURE_CENTS_RANKED, 5, "131" },
		{ 104234.0, FIGURE_WHOLE, 6, "104k" },
		{ 86400000.0, FIGURE_WHOLE, 6, "86.4M" },
		{ 1.94, FIGURE_SECONDS, 4, "1.9s" },
		{ 9.96, FIGURE_SECONDS, 4, "10s" },
		{ 132.4, FIGURE_SECONDS, 4, "132s" },
	};
	TEXT(none);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TEXT(text);

		assert_true(figure_short(&text, cases[i].value, cases[i].form, cases[i].columns));
		assert_string_equal(text.data, cases[i].text);
		assert_true((int)text.length <= cases[i].columns);
	}
	assert_false(figure_short(&none, NAN, FIGURE_DOLLARS, 4));
	assert_false(figure_short(&none, 0.5, FIGURE_SURE, 2));
}

static void check_words(const struct row *row, const char *wanted)
{
	TEXT(words);

	figure_words(&words, row);
	assert_string_equal(words.length ? words.data : "", wanted);
}

/* A row of a verdict with one reason. */
static struct row row_with(enum verdict verdict, enum reason_id id, double a, double b, const char *name)
{
	struct row row = { .verdict = verdict };

	reason_add(&row.reasons, id, a, b, NAN, name);
	return row;
}

/* What stands in the place of figures, from reasons made by hand. */
static void test_words(void **state)
{
	struct row row;

	(void)state;
	row = row_with(VERDICT_DOES_NOT_FIT, REASON_WEIGHTS_OVERFLOW, 55.0 * GIB, 24.0 * GIB, NULL);
	check_words(&row, "lacks 31.0 GiB for weights");
	row = row_with(VERDICT_DOES_NOT_FIT, REASON_CONTEXT_OVERFLOW, 12.0 * GIB, NAN, NULL);
	check_words(&row, "lacks 12.0 GiB for context");
	row = row_with(VERDICT_NOT_SUPPORTED, REASON_NO_FORMAT, NAN, NAN, "fp8");
	check_words(&row, "cannot run fp8");
	row = row_with(VERDICT_NOT_ESTIMATED, REASON_NO_FAMILY, NAN, NAN, NULL);
	check_words(&row, "not estimated: no constants");
	/* A row that has figures needs no words, whatever else is said of it. */
	row = row_with(VERDICT_MEETS, REASON_STALE_PRICE, 100.0, NAN, NULL);
	check_words(&row, "");
	/* No offer passes: which filter it is, and from what price on without it. */
	row = row_with(VERDICT_MEETS, REASON_PRICE_FILTERED, 2.59, NAN, "region");
	check_words(&row, "no offer; Region off: $2.59");
	row = row_with(VERDICT_UNCERTAIN, REASON_PRICES_FILTERED, NAN, NAN, NULL);
	check_words(&row, "no offer passes the filters");
	/* Without a reason it is the verdict. */
	row = (struct row){ .verdict = VERDICT_DOES_NOT_FIT };
	check_words(&row, "does not fit");
}

/* Every row of a real question either has its figures or says why not. */
static void test_every_row(void **state)
{
	int words_seen = 0;

	(void)state;
	solve("model", "deepseek-ai/DeepSeek-V3", "region", "EU", NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *row = &r.rows[i];
		TEXT(words);

		figure_words(&words, row);
		if (row->verdict >= VERDICT_NOT_ESTIMATED)
			assert_true(words.length > 0);
		if (words.length == 0)
			assert_true(!isnan(replica_of(row)->ttft_s.mid));
		words_seen += words.length > 0;
	}
	assert_true(words_seen > 5);
}

/* "2x4": two replicas of four; one alone is said by the head of the column. */
static void test_cells(void **state)
{
	static const struct study_column size = { .shows = SHOWS_SIZE }, pay = { .shows = SHOWS_PAY },
					 age = { .shows = SHOWS_AGE }, gpu = { .shows = METRIC_GPU };
	static const struct {
		enum purchase purchase;
		const char *word;
	} words[] = { { PURCHASE_ON_DEMAND, "od" }, { PURCHASE_SPOT, "spot" }, { PURCHASE_RESERVED_1Y, "1y" },
		{ PURCHASE_RESERVED_3Y, "3y" } };
	struct offer offer = { .as_of = TODAY - 51 };
	struct row row;

	(void)state;
	solve(NULL);
	row = *of("H100-SXM-80GB");
	row.deployment.layout = (struct layout){ 4, 1, 1, 1 };
	row.deployment.replicas = 1;
	{
		TEXT(text);

		figure_cell(&text, &size, &row, TODAY, false);
		assert_string_equal(text.data, "4");
		text_clear(&text);
		figure_size(&text, &row);
		assert_string_equal(text.data, "x4");
		text_clear(&text);
		row.deployment.replicas = 2;
		figure_cell(&text, &size, &row, TODAY, false);
		assert_string_equal(text.data, "2x4");
		text_clear(&text);
		figure_cell(&text, &gpu, &row, TODAY, false);
		assert_string_equal(text.data, row.deployment.gpu->short_name);
	}
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		TEXT(text);

		offer.purchase = words[i].purchase;
		row.offer = &offer;
		figure_cell(&text, &pay, &row, TODAY, false);
		assert_string_equal(text.data, words[i].word);
		text_clear(&text);
		figure_cell(&text, &age, &row, TODAY, false);
		assert_string_equal(text.data, "51d");
		text_clear(&text);
		row.offer = NULL;
		figure_cell(&text, &pay, &row, TODAY, false);
		figure_cell(&text, &age, &row, TODAY, false);
		assert_string_equal(text.data, "--");
	}
}

/* The cost that ranks names its certainty where the middle stands beside it. */
static void test_titles(void **state)
{
	static const struct study_column cost = { .shows = METRIC_MTOK_SURE },
					 mark = { .shows = SHOWS_MARK, .title = "" };
	TEXT(text);

	(void)state;
	figure_title(&text, &cost, 0.8, true);
	assert_string_equal(text.data, "\u226480%");
	text_clear(&text);
	figure_title(&text, &cost, 0.8, false);
	assert_string_equal(text.data, "$/M\u2264");
	text_clear(&text);
	figure_title(&text, &mark, 0.8, true);
	assert_int_equal(text.length, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_figures), cmocka_unit_test(test_short),
		cmocka_unit_test(test_words), cmocka_unit_test(test_every_row), cmocka_unit_test(test_cells),
		cmocka_unit_test(test_titles) };

	return cmocka_run_group_tests_name("figures of the table", tests, enter, leave);
}
