/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage of results and the words of their enumerations in machine output. */
#include "config.h"

#include "study/answer.h"

#include <stdlib.h>

#include "study/own.h"

void result_init(struct result *r, const struct catalog *catalog)
{
	*r = (struct result) { 0 };
	r->capacity = catalog->gpu_count;
	r->answers = xcalloc((size_t)r->capacity, sizeof r->answers[0]);
	r->ownership = xcalloc((size_t)r->capacity, sizeof r->ownership[0]);
}

void result_release(struct result *r)
{
	free(r->answers);
	free(r->ownership);
	*r = (struct result) { 0 };
}

const char *verdict_id(enum verdict verdict)
{
	static const char *const ids[] = {
		[VERDICT_MEETS] = "meets", [VERDICT_MISSES] = "misses",
		[VERDICT_DOES_NOT_FIT] = "does_not_fit", [VERDICT_NOT_ESTIMATED] = "not_estimated",
		[VERDICT_NOT_SUPPORTED] = "not_supported",
	};

	return ids[verdict];
}

const char *bound_id(enum bound bound)
{
	static const char *const ids[] = {
		[BOUND_BANDWIDTH] = "bandwidth", [BOUND_COMPUTE] = "compute",
		[BOUND_COMMUNICATION] = "communication", [BOUND_OVERHEAD] = "overhead",
		[BOUND_KV_CAPACITY] = "kv_capacity", [BOUND_UNKNOWN] = NULL,
	};

	return ids[bound];
}

const char *provenance_id(enum provenance provenance)
{
	static const char *const ids[] = {
		[PROVENANCE_MEASURED] = "measured", [PROVENANCE_CALIBRATED] = "calibrated",
		[PROVENANCE_EXTRAPOLATED] = "extrapolated", [PROVENANCE_NONE] = NULL,
	};

	return ids[provenance];
}

const char *fit_id(enum fit fit)
{
	static const char *const ids[] = { [FIT_NO] = "no", [FIT_TIGHT] = "tight", [FIT_YES] = "yes" };

	return ids[fit];
}
