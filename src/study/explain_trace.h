/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines made of a trace. */
#pragma once

#include "study/explain_lines.h"

/* Makes lines of what has come to the trace since the last time. */
void explain_trace(struct explaining *x);
