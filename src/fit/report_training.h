/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model of training is worth, in text. */
#pragma once

#include "base/text.h"
#include "fit/training_bands.h"

/* Errors of rates and of peaks of memory, fitted and with a source, a GPU or a class of them left out, and what the
 * bands hold. */
void report_training(struct text *out, const struct training_predictions *p);
