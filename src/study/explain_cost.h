/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of cost. */
#pragma once

#include "study/explain_lines.h"

void explain_cost(struct explaining *x);
