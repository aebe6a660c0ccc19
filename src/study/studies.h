/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the studies, for the tables of what goes into them and what comes out. */
#ifndef GPUPLAN_STUDY_STUDIES_H
#define GPUPLAN_STUDY_STUDIES_H

enum study_id {
#define STUDY(id, ...) STUDY_##id,
#include "study/study-table.h"
#undef STUDY
	STUDIES /* how many */
};

/* Sets of studies, as the parameter and metric tables name them. */
enum {
	STUDIES_ALL = (1 << STUDIES) - 1,
	STUDIES_SERVE_OWN = 1 << STUDY_SERVE | 1 << STUDY_OWN,
	STUDIES_FLEET = 1 << STUDY_FLEET,
	STUDIES_OWN = 1 << STUDY_OWN,
	STUDIES_FLEET_OWN = STUDIES_FLEET | STUDIES_OWN,
};

#endif
