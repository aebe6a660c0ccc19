/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of facts by the part of a row. */
#include "report/fact_table.h"

static const struct fact *const facts[] = {
	[PART_NONE] = plain_facts,
	[PART_REPLICA] = serving_facts,
	[PART_BILL] = fleet_facts,
	[PART_OWNERSHIP] = own_facts,
	[PART_PILE] = batch_facts,
};

const struct fact *facts_of(const struct row *row)
{
	return facts[row->part_kind];
}
