/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest arrival rate within the goals. */
#pragma once

#include "core/serving.h"

/* Largest arrival rate within the goals and stable, requests a second; 0 when none is. */
double serving_rate_limit(const struct serving *s, struct goals goals);
