/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fit of training puts into parameters.json. */
#pragma once

#include "fit/training_fit.h"
#include "fit/write.h"

/* Fits, and fills `values`: constants, those that follow them, and bands.  At most one for each row of
 * parameters.json.  Returns how many. */
int training_values(struct training_fit *fit, struct fitted_value *values);
