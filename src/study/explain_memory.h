/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of memory. */
#pragma once

#include "study/explain_lines.h"

void explain_memory(struct explaining *x);
