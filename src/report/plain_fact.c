/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a study whose part nobody else knows: what it found, its own bar, its reasons. */
#include "base/i18n.h"
#include "report/fact.h"
#include "report/relief.h"

const struct fact plain_facts[] = {
	{ .label = N_("Answer"), .need = 0, .write = fact_findings },
	{ .label = N_("Why not"), .need = 1, .write = fact_blockers },
	{ .label = N_("Would do"), .need = 1, .write = relief_write },
	{ .label = N_("Made of"), .need = 2, .write = fact_nothing, .shares = fact_study_shares },
	{ .label = N_("Beware"), .need = 3, .write = fact_warnings },
	{ .label = N_("Price"), .need = 4, .write = fact_price, .doubtful = fact_price_old },
	{ .label = N_("Advice"), .need = 5, .write = fact_advice },
	{ .label = NULL },
};
