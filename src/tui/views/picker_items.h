/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of pickers. */
#pragma once

#include "tui/views/picker.h"

/* Adds everything that the parameter can be set to; questions stand last. */
void picker_fill(struct picker *picker, const struct scenario *s, enum parameter parameter);
