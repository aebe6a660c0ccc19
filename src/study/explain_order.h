/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the terms of a line. */
#pragma once

#include "study/explain_lines.h"

/* Sorts the terms of the last line, which is the figure of this id; `prefix` is that of its step. */
void explain_order(struct explaining *x, const char *figure, const char *prefix);
