/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many studies there are. */
#pragma once

/* Places of the studies of the table in the order of the tabs. */
enum {
#define STUDY(id, ...) STUDY_##id,
#include "study/study-table.h"
#undef STUDY
	STUDIES,               /* of the table */
	STUDIES_ADDED_MAX = 4, /* study_add() */
	STUDIES_MAX = STUDIES + STUDIES_ADDED_MAX
};
