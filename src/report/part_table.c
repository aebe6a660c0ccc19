/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of parts. */
#include "report/part_table.h"

#include "report/own.h"

/* The first is that of all kinds without a row. */
static const struct part_row rows[] = {
	{ PART_NONE, &plain_report, plain_facts, NULL, NULL, MONEY_NONE, 1 },
	{ PART_REPLICA, &serving_report, serving_facts, NULL, NULL, MONEY_NONE, 1 },
	{ PART_BILL, &fleet_report, fleet_facts, NULL, NULL, MONEY_BY_RATE, 2 },
	{ PART_PILE, &batch_report, batch_facts, NULL, NULL, MONEY_NONE, 1 },
	{ PART_MEDIA, &media_report, media_facts, NULL, NULL, MONEY_NONE, 1 },
	{ PART_TRAINING, &train_report, train_facts, NULL, NULL, MONEY_NONE, 1 },
	{ PART_OWNERSHIP, &own_report, own_facts, own_json_members, own_json_spent, MONEY_SPENT, 1 },
};

const struct part_row *part_row(enum part_kind kind)
{
	for (size_t i = 1; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].kind == kind)
			return &rows[i];
	return &rows[0];
}

const struct fact *facts_of(const struct row *row)
{
	return part_row(row->part_kind)->facts;
}
