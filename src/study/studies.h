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

#endif
