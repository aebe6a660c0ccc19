/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons in words: one thing is one, and a fraction is not. */
#include "report/labels.h"
#include "support/check.h"

/* The sentence of a reason whose values are all the same. */
static void check_reason(enum reason_id id, double value, const char *wanted)
{
	struct reason reason = { .id = id, .value = { value, value, value }, .name = "X", .place = "Y" };
	struct text own, english;

	text_init(&own);
	text_init(&english);
	label_reason(&own, &reason);
	label_reason_english(&english, &reason);
	assert_string_equal(own.data, wanted);
	assert_string_equal(english.data, wanted);
	text_release(&own);
	text_release(&english);
}

static void test_counts(void **state)
{
	(void)state;
	check_reason(REASON_ROOM, 0.0, "Room for 0 more users, then X.");
	check_reason(REASON_ROOM, 1.0, "Room for 1 more user, then X.");
	check_reason(REASON_ROOM, 2.0, "Room for 2 more users, then X.");
	check_reason(REASON_NO_NODE, 1.0, "1 GPU wanted, a node holds 1.");
	check_reason(REASON_FLEET_GROWN, 1.0, "In month 1: 1 replica, $1.00 a month.");
	check_reason(REASON_OTHER_OFFERS, 1.0, "1 comparable offer, $1.00 a GPU-hour.");
	check_reason(REASON_OTHER_OFFERS, 3.0, "3 comparable offers from $3.00 to $3.00 a GPU-hour.");
	check_reason(REASON_STALE_PRICE, 1.0, "The price is 1 day old.");
	/* Months are whole as they read. */
	check_reason(REASON_PAID_BACK, 0.7, "It has paid for itself after 1 month.");
	check_reason(REASON_PAID_BACK, 1.6, "It has paid for itself after 2 months.");
	check_reason(REASON_SWITCH_YEARS, 1.0, "Both cost the same with 1 year of use (now 1).");
	check_reason(REASON_SWITCH_YEARS, 1.5, "Both cost the same with 1.5 years of use (now 1.5).");
	/* 8k is no number of its own. */
	check_reason(REASON_RELAX_CONTEXT, 8192.0, "Would fit with a context of 8k tokens.");
}

/* Every reason that counts tells both apart, and names the value that does. */
static void test_table(void **state)
{
	(void)state;
	for (int i = 0; i < REASON_COUNT; i++) {
		const struct reason_row *row = reason_row((enum reason_id)i);
		char place[] = "%1$s";

		if (!row->many)
			continue;
		assert_string_not_equal(row->text, row->many);
		assert_in_range(row->counted, 0, REASON_VALUES - 1);
		place[1] = (char)('1' + row->counted);
		CHECK_HOLDS(row->text, place);
		CHECK_HOLDS(row->many, place);
		assert_string_not_equal(row->keys[row->counted], "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_counts), cmocka_unit_test(test_table) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
