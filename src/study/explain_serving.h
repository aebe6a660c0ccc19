/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of speed. */
#pragma once

#include "study/explain_lines.h"

void explain_serving(struct explaining *x);
